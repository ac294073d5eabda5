using Cicerone.Data;
using Cicerone.Data.Features;
using Cicerone.Language.Paths.Search;
using Cicerone.Metrics.Texts;
using Cicerone.Models;

namespace Cicerone.Language.Paths.Writing;

/// <summary>
/// Paths in words, by a template: what is shown beside what a model writes, and the baseline of the latter. Everything in it can be looked up: titles, what two items have in common in the table of
/// items, and how many people chose both, which are five at least.
/// </summary>
internal sealed class PathWords
{
    private const int LongestCell = 40, FewestItems = 2;
    private readonly Catalogue _catalogue;
    private readonly string[] _columns;
    private readonly Lazy<Dictionary<int, HashSet<string>>> _cells; // by how many words they have

    public PathWords(Catalogue catalogue)
    {
        _catalogue = catalogue;
        _columns = [.. catalogue.Items.Columns.Where(column => column != catalogue.Items.TitleColumn && IsShared(catalogue.Items.Column(column)))];
        _cells = new(() => _columns.SelectMany(column => catalogue.Items.Column(column).OfType<string>()).Distinct().Select(TextWords.Of).Where(words => words.Length > 0)
            .GroupBy(words => words.Length, words => string.Join(' ', words)).ToDictionary(cells => cells.Key, cells => cells.ToHashSet(StringComparer.Ordinal)));
    }

    /// <summary>The columns of short cells that several items share.</summary>
    public IReadOnlyList<string> Columns => _columns;

    /// <summary>The columns of two items that hold the same, with what they hold.</summary>
    public IEnumerable<(string Column, string Cell)> Common(int one, int other) =>
        from column in _columns
        let cells = _catalogue.Items.Column(column)
        where cells[one] is { Length: > 0 } && cells[one] == cells[other]
        select (column, cells[one]!);

    /// <summary>Whether a text says of an item what its table does not: outside of quotation marks it has the words of a cell that is another item's and no part of its own row.</summary>
    public bool Contradicts(string text, int item)
    {
        string[] told = TextWords.Of(Quotation.Any().Replace(text, " "));
        string own = TextWords.Line(ItemText.Of(_catalogue.Items, item));
        return _cells.Value.Any(ofLength => TextWords.Runs(told, ofLength.Key).Keys.Any(run => ofLength.Value.Contains(run) && !own.Contains($" {run} ", StringComparison.Ordinal)));
    }

    /// <summary>A path as a reason.</summary>
    public Reason Reason(ChoicePath path) => new(ReasonKind.Path, Tell(path), Contribution: null, [.. path.Items.Select(EvidenceOf)]);

    /// <summary>An item as evidence.</summary>
    public Evidence EvidenceOf(int item) => new("item", _catalogue.Ids[item], _catalogue.Title(item));

    /// <summary>A path as a sentence.</summary>
    public string Tell(ChoicePath path)
    {
        if (path.IsFallback) return $"Nothing connects what you chose with it; “{Title(path.Items[0])}” is the most alike of that{InCommon(path.Items[0], path.Items[1])}.";
        var told = new List<string> { $"You chose “{Title(path.Items[0])}”" };
        for (int step = 0; step < path.People.Count; step++)
        {
            string to = step == path.People.Count - 1 ? "this" : $"“{Title(path.Items[step + 1])}”", from = step == 0 ? "" : $" “{Title(path.Items[step])}” and";
            told.Add(path.People[step] == ChoicePath.Alike ? $"it is like this{InCommon(path.Items[step], path.Items[step + 1])}" : $"{path.Support[step]:N0} people chose{(step == 0 ? " both it and" : from)} {to}");
        }
        return string.Join("; ", told) + ".";
    }

    private string Title(int item) => _catalogue.Title(item);

    private string InCommon(int one, int other)
    {
        string common = string.Join(", ", Common(one, other).Select(same => $"{same.Column} {same.Cell}"));
        return common.Length == 0 ? "" : $": the same {common}";
    }

    private static bool IsShared(IReadOnlyList<string?> cells) =>
        cells.All(cell => cell is null || cell.Length <= LongestCell) && cells.Where(cell => cell is { Length: > 0 }).GroupBy(cell => cell).Any(group => group.Count() >= FewestItems);
}
