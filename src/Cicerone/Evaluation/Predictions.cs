using System.Globalization;
using System.Text;
using Cicerone.Data;
using Cicerone.Data.Formats;
using Cicerone.Data.Formats.TencentGr;
using Cicerone.Models;
using Cicerone.Protocols;

namespace Cicerone.Evaluation;

/// <summary>
/// Rankings that another program made: a CSV or TSV file (gzipped or not) with a line for each recommended item, of columns
/// <c>user</c>, <c>item</c> and, if there is one, <c>score</c> (higher is better) or <c>rank</c> (lower is better). A file
/// without a header has them in this order. Without a third column the order of lines is the ranking; equal scores are ordered
/// as everywhere, by a seeded hash. TencentGR's <c>result.json</c> is read too (<see cref="AdAnswers"/>).
/// </summary>
public sealed class Predictions
{
    private static readonly string[] ScoreNames = ["score", "prediction", "rating"], RankNames = ["rank", "place", "position"];
    private readonly Dictionary<int, List<Line>> _byPerson = [];
    private readonly HashSet<(int Person, int Item)> _seen = [];
    private readonly Vocabulary _people, _items;

    private Predictions(Vocabulary people, Vocabulary items, ReadReport report) => (_people, _items, Report) = (people, items, report);

    /// <summary>Rows read, and the bad ones.</summary>
    public ReadReport Report { get; }

    /// <summary>Lines of people the split does not know; left out.</summary>
    public long UnknownPeople { get; private set; }

    /// <summary>Lines of items the split does not know; left out, so that later items move up.</summary>
    public long UnknownItems { get; private set; }

    /// <summary>Lines that name a person's item again; the first line counts.</summary>
    public long Duplicates { get; private set; }

    /// <summary>Reads a file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="split">Whose people and items the ids are.</param>
    /// <param name="options">Whether to stop at the first bad row, and columns with unusual names (<c>value</c> is the score).</param>
    /// <exception cref="CiceroneException">The file is missing, unreadable, has no such columns or no good row.</exception>
    public static Predictions Read(string path, Split split, ReadOptions options)
    {
        ArgumentNullException.ThrowIfNull(split);
        ArgumentNullException.ThrowIfNull(options);
        var predictions = new Predictions(split.Train.Users, split.Train.Items, new ReadReport(options.Strict));
        using TableRows rows = Path.GetExtension(path) == ".json" ? new AnswerRows(AdAnswers.Read(path)) : Table(path, ref options);
        predictions.Read(rows, path, options);
        return predictions;
    }

    private static TableRows Table(string path, ref ReadOptions options)
    {
        var file = new DataFile(path);
        FileSample sample = FileSample.Of(file);
        var format = new CsvFormat();
        if (format.Refusal(sample, options) is not null && options.Columns.Count == 0) options = options with { Columns = ByPlace(sample) };
        if (format.Refusal(sample, options) is { } refusal) throw new CiceroneException($"{path} cannot be read as predictions: {refusal}.");
        return format.Open(sample, options, latin1: false);
    }

    /// <summary>Judges the rankings as a model's are judged, but for the area under the curve, which takes every score.</summary>
    /// <param name="split">The split that the file was read for.</param>
    /// <param name="items">What is known of the items.</param>
    /// <param name="part">Which held-out part.</param>
    /// <param name="options">Cutoffs, threads, seed.</param>
    public PredictionScore Score(Split split, ItemTable items, SplitPart part, EvaluationOptions options)
    {
        ArgumentNullException.ThrowIfNull(split);
        ArgumentNullException.ThrowIfNull(items);
        ArgumentNullException.ThrowIfNull(options);
        long masked = 0;
        int without = 0;
        EvaluationResult result = Evaluator.Evaluate((people, queries, catalogue, request, into) =>
        {
            for (int i = 0; i < people.Length; i++)
            {
                Line[] lines = _byPerson.TryGetValue(people[i], out List<Line>? found) ? [.. found] : [];
                HashSet<int> mask = [.. request.Excluded![i].Span];
                int[] kept = [.. Ranked(lines, catalogue, queries[i].TieKey).Where(item => !mask.Contains(item) && catalogue.IsCandidate(item))];
                Interlocked.Add(ref masked, lines.Length - kept.Length);
                if (kept.Length == 0) Interlocked.Increment(ref without);
                Write(kept, i, into);
            }
        }, Catalogue.Of(split.Train, items), split, part, options);
        int tested = result.People.Count(person => _byPerson.ContainsKey(person));
        return new PredictionScore(result, this) { MaskedLines = masked, PeopleWithout = without, PeopleNotTested = _byPerson.Count - tested };
    }

    private void Read(TableRows rows, string path, ReadOptions options)
    {
        ColumnRoles roles = ColumnRoles.Of(path, rows.Columns, options);
        int rank = options.Columns.ContainsKey(ColumnRoles.ValueName) ? -1 : Named(rows.Columns, RankNames);
        int score = rank >= 0 ? -1 : options.Columns.ContainsKey(ColumnRoles.ValueName) ? roles.Value : Named(rows.Columns, ScoreNames);
        Report.UseColumn(ColumnRoles.UserName, rows.Columns[roles.User]);
        Report.UseColumn(ColumnRoles.ItemName, rows.Columns[roles.Item]);
        if (Math.Max(rank, score) is >= 0 and int order) Report.UseColumn(rank >= 0 ? "rank" : "score", rows.Columns[order]);
        while (rows.Next())
        {
            Report.CountRow();
            if ((rows.Fault ?? Add(rows, roles, Math.Max(rank, score), rank >= 0 ? -1 : 1)) is { } fault) Report.AddBadRow(path, rows.Line, fault, rows.Text);
        }
        if (Report.RowCount == Report.BadRowCount)
            throw new CiceroneException($"{path} has no good row among its {Report.RowCount:N0}. {(Report.BadRows is [.., var last] ? $"Line {last.Line}: {last.Reason}." : "")}");
    }

    /// <summary>Adds a line; returns what is wrong with it, or null.</summary>
    private string? Add(TableRows rows, ColumnRoles roles, int order, int sign)
    {
        string user = Encoding.UTF8.GetString(rows[roles.User]), item = Encoding.UTF8.GetString(rows[roles.Item]);
        if (user.Length == 0 || item.Length == 0) return $"column {(user.Length == 0 ? roles.User : roles.Item) + 1} is empty";
        double score = -Report.RowCount; // without a column, in the order of lines
        if (order >= 0 && !(double.TryParse(rows[order], NumberStyles.Float, CultureInfo.InvariantCulture, out score) && double.IsFinite(score)))
            return $"column {order + 1} ({rows.Columns[order]}) '{Encoding.UTF8.GetString(rows[order])}' is not a finite number";
        bool person = _people.TryIndex(user, out int personIndex), known = _items.TryIndex(item, out int itemIndex);
        if (!person) UnknownPeople++;
        else if (!known) UnknownItems++;
        else if (!_seen.Add((personIndex, itemIndex))) Duplicates++;
        else
        {
            if (!_byPerson.TryGetValue(personIndex, out List<Line>? lines)) _byPerson.Add(personIndex, lines = []);
            lines.Add(new Line(itemIndex, order >= 0 ? sign * score : score));
        }
        return null;
    }

    private static IEnumerable<int> Ranked(Line[] lines, Catalogue catalogue, ulong tieKey) =>
        lines.OrderByDescending(line => line.Score).ThenBy(line => catalogue.TieOrder(line.Item, tieKey)).Select(line => line.Item);

    private static void Write(int[] items, int row, TopKResult into)
    {
        (Memory<int> places, Memory<float> scores) = into.Room(row);
        int length = Math.Min(items.Length, into.Places);
        items.AsSpan(0, length).CopyTo(places.Span);
        for (int place = 0; place < length; place++) scores.Span[place] = -place;
        into.SetLength(row, length);
    }

    private static Dictionary<string, string> ByPlace(FileSample sample)
    {
        var columns = new Dictionary<string, string> { [ColumnRoles.UserName] = "1", [ColumnRoles.ItemName] = "2" };
        if (sample.Lines[0].AsSpan().IndexOfAny('\t', ',') is >= 0 and int first && sample.Lines[0].Count(c => c == sample.Lines[0][first]) >= 2) columns[ColumnRoles.ValueName] = "3";
        return columns;
    }

    private static int Named(IReadOnlyList<string> columns, string[] names)
    {
        for (int column = 0; column < columns.Count; column++)
            if (names.Contains(columns[column].Trim(), StringComparer.OrdinalIgnoreCase)) return column;
        return -1;
    }

    /// <summary>One recommended item; a higher score comes first.</summary>
    private readonly record struct Line(int Item, double Score);
}
