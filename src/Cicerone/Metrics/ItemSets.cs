using System.Globalization;
using Cicerone.Data;
using Cicerone.Kernels;

namespace Cicerone.Metrics;

/// <summary>
/// How alike items are: the cosine of two sets, which are the items' categories where the item table has them, else the
/// people who chose them in training.
/// </summary>
internal sealed class ItemSets
{
    private static readonly string[] CategoryColumns = ["genres", "genre", "categories", "category", "class", "tags"];
    private readonly int[][] _sets; // ascending

    private ItemSets(string basis, int[][] sets) => (Basis, _sets) = (basis, sets);

    /// <summary>What the sets hold, for a report.</summary>
    public string Basis { get; }

    public static ItemSets Of(InteractionLog train, ItemTable items) =>
        CategoryColumns.FirstOrDefault(name => items.Columns.Contains(name, StringComparer.OrdinalIgnoreCase)) is { } column
            ? new ItemSets($"the words of column '{column}'", OfCategories(items.Column(column)))
            : new ItemSets("the people who chose them in training", OfPeople(train));

    /// <summary>|a ∩ b| / √(|a| |b|); not a number where a set is empty.</summary>
    public double Cosine(int item, int other)
    {
        (int[] few, int[] many) = _sets[item].Length <= _sets[other].Length ? (_sets[item], _sets[other]) : (_sets[other], _sets[item]);
        ReadOnlySpan<int> left = many;
        int shared = 0;
        foreach (int member in few)
        {
            int place = left.BinarySearch(member);
            if (place >= 0) shared++;
            left = left[(place >= 0 ? place + 1 : ~place)..];
        }
        return shared / Math.Sqrt((double)few.Length * many.Length);
    }

    private static int[][] OfPeople(InteractionLog train)
    {
        SparseMatrix itemsByPeople = SparseMatrix.PeopleByItems(train).Transpose();
        return [.. Enumerable.Range(0, itemsByPeople.Rows).Select(item => itemsByPeople.Indices(item).ToArray())];
    }

    /// <summary>A cell's categories are parted by | or , or ; and, where it has none of these, by spaces.</summary>
    private static int[][] OfCategories(IReadOnlyList<string?> cells)
    {
        var words = new Vocabulary();
        return [.. cells.Select(cell => Words(cell ?? "").Select(word => words.Add(word.ToLower(CultureInfo.InvariantCulture))).Distinct().Order().ToArray())];
    }

    private static string[] Words(string cell) =>
        cell.Split(cell.AsSpan().ContainsAny("|,;") ? ['|', ',', ';'] : [' ', '\t'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
}
