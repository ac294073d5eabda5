using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Cicerone.Data.Formats;
using Cicerone.Data.Reviews;
using Cicerone.Language.Statements.Extraction;
using Cicerone.Protocols;

namespace Cicerone.Language.Statements.Files;

/// <summary>
/// A folder of statements in the benchmark's own files: <c>dataset.csv</c> with both passes, <c>dataset_vS.csv</c> and <c>statements_vS.csv</c> as worded, <c>dataset_vC.csv</c> and
/// <c>statements_vC.csv</c> merged, and the split. Ours are two more columns, <c>starts</c> and <c>lengths</c>: where in its review a statement can be read. Vectors are not
/// kept: the benchmark's are a pickle, which is not opened.
/// </summary>
public sealed class StatementFolder(string path)
{
    /// <summary>Statements as they were worded.</summary>
    public const string Surface = "vS";

    /// <summary>Statements after merging.</summary>
    public const string Merged = "vC";

    private const string BothPasses = "dataset.csv", SplitMeta = "split_meta.json";
    private const char Comma = ',';
    private const long SecondsEnd = 100_000_000_000;
    private static readonly string[] ReviewColumns = ["user_id", "item_id", "timestamp", "rating", "review_title", "review"];
    private static readonly (SplitPart Part, string File)[] Parts = [(SplitPart.Train, "train"), (SplitPart.Valid, "eval"), (SplitPart.Test, "test")];
    private static readonly JsonSerializerOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Where it lies.</summary>
    public string Path => path;

    /// <summary>Whether there are statements of a version.</summary>
    public bool Has(string version) => File.Exists(Of($"dataset_{version}.csv"));

    /// <summary>Writes what extraction found, and the corpus of it.</summary>
    public StatementCorpus WriteExtracted(IReadOnlyList<ExtractedReview> reviews)
    {
        ArgumentNullException.ThrowIfNull(reviews);
        Directory.CreateDirectory(path);
        ReviewFile.Write(Of("reviews.jsonl"), reviews.Select(one => one.Review));
        DelimitedText.WriteFile(Of(BothPasses), Comma, [.. ReviewColumns, "statements", "cleaned"], reviews.Select(one => (string?[])[.. Cells(one.Review), Told(one.Candidates), Told(one.Statements)]));
        StatementCorpus corpus = StatementCorpus.Of(reviews);
        Write(corpus, Surface);
        return corpus;
    }

    /// <summary>Writes a corpus.</summary>
    public void Write(StatementCorpus corpus, string version)
    {
        ArgumentNullException.ThrowIfNull(corpus);
        Directory.CreateDirectory(path);
        DelimitedText.WriteFile(Of($"statements_{version}.csv"), Comma, ["statement", "sentiment", "frequency"],
            corpus.Statements.Select((statement, id) => new string?[] { statement.Text, $"{(int)statement.Sentiment}", $"{corpus.Frequencies[id]}" }));
        DelimitedText.WriteFile(Of($"dataset_{version}.csv"), Comma, [.. ReviewColumns, "statements", "statement_ids", "sentiments", "starts", "lengths"], corpus.Reviews.Select(one => (string?[])
        [
            .. Cells(one.Review), List(one.Statements.Select(id => JsonSerializer.Serialize(corpus.Statements[id].Text, Plain))), List(one.Statements), List(one.Statements.Select(id => (int)corpus.Statements[id].Sentiment)),
            List(one.Spans.Select(span => span.Start)), List(one.Spans.Select(span => span.Length)),
        ]));
    }

    /// <summary>Reads a corpus, ours or the benchmark's; a statement without a place in its review has a span of no length.</summary>
    /// <exception cref="CiceroneException">A file is missing or broken, or an id points outside of the table.</exception>
    public StatementCorpus Read(string version)
    {
        var statements = new List<Statement>();
        CsvTable.Read(Of($"statements_{version}.csv"), ["statement", "sentiment"], row => statements.Add(new Statement(row["statement"], row.Read("sentiment", SentimentOf))));
        var reviews = new List<StatedReview>();
        CsvTable.Read(Of($"dataset_{version}.csv"), [.. ReviewColumns, "statement_ids"], row =>
        {
            int[] ids = row.Numbers("statement_ids");
            int[]? starts = row.Find("starts") is null ? null : row.Numbers("starts"), lengths = row.Find("lengths") is null ? null : row.Numbers("lengths");
            if ((starts ?? ids).Length != ids.Length || (lengths ?? ids).Length != ids.Length) throw new CiceroneException($"{Of($"dataset_{version}.csv")}: a row has not as many starts or lengths as statements.");
            reviews.Add(new StatedReview(ReviewOf(row), ids, [.. ids.Select((_, i) => starts is null || lengths is null ? (0, 0) : (starts[i], lengths[i]))]));
        });
        return new StatementCorpus(statements, reviews);
    }

    /// <summary>Reads what both passes found: null for a review that had no usable answer.</summary>
    public IReadOnlyList<(Review Review, IReadOnlyList<Statement>? Found, IReadOnlyList<Statement>? Cleaned)> ReadPasses()
    {
        var passes = new List<(Review, IReadOnlyList<Statement>?, IReadOnlyList<Statement>?)>();
        CsvTable.Read(Of(BothPasses), [.. ReviewColumns, "statements", "cleaned"], row => passes.Add((ReviewOf(row), row.Read("statements", StatementsOf), row.Read("cleaned", StatementsOf))));
        return passes;
    }

    /// <summary>Writes a split: row numbers of <c>dataset_vC.csv</c> as it lies there, and the parts by the ids of reviews, which no sorting can confuse.</summary>
    public void Write(StatementSplit split, StatementCorpus corpus)
    {
        ArgumentNullException.ThrowIfNull(split);
        var meta = new JsonObject();
        foreach ((SplitPart part, string name) in Parts)
        {
            int[] rows = split.Rows(corpus, part);
            using FileStream file = File.Create(Of($"{name}_idx.npy"));
            NumpyNumbers.Write<int>(file, rows, rows.Length);
            meta[name] = rows.Length;
        }
        meta["left_out"] = split.LeftOut;
        meta["parts"] = new JsonObject(split.Parts.Select(part => KeyValuePair.Create<string, JsonNode?>(part.Key, Parts.Single(known => known.Part == part.Value).File)));
        File.WriteAllText(Of(SplitMeta), meta.ToJsonString(Plain) + "\n");
    }

    /// <summary>Reads a split: by the ids of reviews where they are kept, else by row numbers of the table as it lies in its file.</summary>
    /// <exception cref="CiceroneException">A file is missing or broken, or a row lies outside of the table.</exception>
    public StatementSplit ReadSplit(StatementCorpus corpus)
    {
        ArgumentNullException.ThrowIfNull(corpus);
        if (File.Exists(Of(SplitMeta)) && PartsOf(File.ReadAllText(Of(SplitMeta))) is { } kept) return StatementSplit.Of(kept);
        var parts = new Dictionary<string, SplitPart>();
        foreach ((SplitPart part, string name) in Parts)
        {
            string file = Of($"{name}_idx.npy");
            if (!File.Exists(file)) throw new CiceroneException($"There is no file '{file}'.");
            using FileStream stream = File.OpenRead(file);
            foreach (int row in NumpyNumbers.Read<int>(stream, stream.Length, file).Values)
            {
                if (row < 0 || row >= corpus.Reviews.Count) throw new CiceroneException($"{file} names row {row}, but the table has {corpus.Reviews.Count:N0}.");
                if (!parts.TryAdd(corpus.Reviews[row].Review.Id, part)) throw new CiceroneException($"{file} names row {row}, which another part has too.");
            }
        }
        return StatementSplit.Of(parts);
    }

    private Dictionary<string, SplitPart>? PartsOf(string json)
    {
        try
        {
            return JsonNode.Parse(json)!["parts"]?.AsObject().ToDictionary(part => part.Key, part => Parts.Single(known => known.File == part.Value!.GetValue<string>()).Part);
        }
        catch (Exception fault) when (fault is JsonException or InvalidOperationException or NullReferenceException)
        {
            throw new CiceroneException($"{Of(SplitMeta)} is damaged: {fault.Message}", fault);
        }
    }

    /// <summary>A file of the folder.</summary>
    internal string Of(string name) => System.IO.Path.Combine(path, name);

    private static IEnumerable<string?> Cells(Review review) =>
        [review.User, review.Item, $"{(review.Time % 1_000 == 0 && review.Time / 1_000 < SecondsEnd ? review.Time / 1_000 : review.Time)}", double.IsFinite(review.Rating) ? $"{review.Rating:R}" : "", review.Title, review.Text];

    private static Review ReviewOf(CsvRow row)
    {
        long time = row.Read("timestamp", text => checked((long)double.Parse(text)));
        return new Review(row["user_id"], row["item_id"], time < SecondsEnd ? 1_000 * time : time, row.Read("rating", text => text.Length == 0 ? double.NaN : double.Parse(text)), row["review_title"], row["review"]);
    }

    private static string List<T>(IEnumerable<T> values) => $"[{string.Join(", ", values)}]";

    private static string Told(IReadOnlyList<StatementCandidate> statements) =>
        List(statements.Select(one => new JsonObject { ["statement"] = one.Text, ["sentiment"] = one.Sentiment.ToString().ToLowerInvariant() }.ToJsonString(Plain)));

    private static IReadOnlyList<Statement>? StatementsOf(string cell) => cell.Length == 0 ? null
        : [.. PythonLiteral.Parse(cell)!.AsArray().Select(one => new Statement(one!["statement"]!.GetValue<string>(), SentimentOf(one["sentiment"]!.GetValue<string>())))];

    private static Sentiment SentimentOf(string told) => told switch
    {
        "positive" or "1" or "+1" or "1.0" => Sentiment.Positive,
        "neutral" or "0" or "0.0" => Sentiment.Neutral,
        "negative" or "-1" or "-1.0" => Sentiment.Negative,
        _ => throw new FormatException($"'{told}' is no sentiment: positive, neutral, negative, 1, 0 or -1"),
    };
}
