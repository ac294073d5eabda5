using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Cicerone.Models;

namespace Cicerone.Language.Statements.Serving;

/// <summary>
/// What can be shown of items: statements that enough people make, and for each item that one was made of, how many people did so and a review to read it in. Of a
/// review nothing tells who wrote it.
/// </summary>
internal sealed class StatementBook
{
    /// <summary>What fewer people support is not shown.</summary>
    public const int FewestPeopleShown = 5;

    /// <summary>The kind of evidence that leads to a review.</summary>
    public const string EvidenceKind = "review";

    private const string StatementsFile = "statements.jsonl", SourcesFile = "statement-sources.jsonl";
    private const int MostText = 1 << 20;
    private static readonly JsonSerializerOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
    private readonly Dictionary<string, StatementSource> _sources;
    private readonly ILookup<int, StatementSource> _ofItem;

    private StatementBook(IReadOnlyList<(string Text, int People)> statements, IReadOnlyList<StatementSource> sources)
    {
        Statements = statements;
        _sources = sources.ToDictionary(source => source.Id);
        _ofItem = sources.ToLookup(source => source.Text.Item);
    }

    /// <summary>The statements of the model, with the number of people who make each; those of too few are empty, but keep their places.</summary>
    public IReadOnlyList<(string Text, int People)> Statements { get; }

    /// <summary>What may be shown of an item.</summary>
    public IEnumerable<StatementSource> OfItem(int item) => _ofItem[item];

    /// <summary>The source of an id; null where there is none.</summary>
    public StatementSource? Source(string id) => _sources.GetValueOrDefault(id);

    /// <summary>What may be shown of the reviews of a corpus.</summary>
    /// <param name="corpus">Training reviews.</param>
    /// <param name="indexOf">Index of an item in the catalogue, by its external id.</param>
    /// <param name="leastPeople">How many people must make a statement.</param>
    public static StatementBook Of(StatementCorpus corpus, Func<string, int> indexOf, int leastPeople)
    {
        var places = Enumerable.Range(0, corpus.Reviews.Count).SelectMany(row => corpus.Reviews[row].Statements.Select((statement, place) => (statement, row, place))).ToLookup(one => one.statement, one => (one.row, one.place));
        var statements = new List<(string, int)>();
        var sources = new List<StatementSource>();
        for (int statement = 0; statement < corpus.Statements.Count; statement++)
        {
            int people = places[statement].Select(one => corpus.UserOf[one.row]).Distinct().Count();
            bool shown = people >= leastPeople;
            statements.Add(shown ? (corpus.Statements[statement].Text, people) : ("", 0));
            if (!shown) continue;
            foreach (var ofItem in places[statement].GroupBy(one => corpus.ItemOf[one.row]))
            {
                (int row, int place) = ofItem.MinBy(one => corpus.Reviews[one.row].Review.Id, StringComparer.Ordinal);
                StatedReview review = corpus.Reviews[row];
                (int start, int length) = review.Spans[place];
                sources.Add(new StatementSource($"{review.Review.Id}-{start}-{statement}", statement, ofItem.Select(one => corpus.UserOf[one.row]).Distinct().Count(),
                    new CitedText(indexOf(review.Review.Item), review.Review.Text, start, length)));
            }
        }
        return new StatementBook(statements, sources);
    }

    /// <summary>Writes it into a model folder.</summary>
    public void Save(ModelWriter folder)
    {
        folder.WriteLines(StatementsFile, Statements.Select(one => new JsonObject { ["text"] = one.Text, ["people"] = one.People }.ToJsonString(Plain)));
        folder.WriteLines(SourcesFile, _sources.Values.Select(one => new JsonObject
        {
            ["id"] = one.Id,
            ["statement"] = one.Statement,
            ["people"] = one.People,
            ["item"] = one.Text.Item,
            ["text"] = one.Text.Text,
            ["start"] = one.Text.Start,
            ["length"] = one.Text.Length,
        }.ToJsonString(Plain)));
    }

    /// <summary>Reads it back; every source must lie within its text.</summary>
    /// <exception cref="CiceroneException">A file is missing or damaged.</exception>
    public static StatementBook Load(ModelReader folder)
    {
        try
        {
            (string, int)[] statements = [.. folder.Lines(StatementsFile).Select(line => JsonNode.Parse(Bounded(line))!).Select(one => (one["text"]!.GetValue<string>(), one["people"]!.GetValue<int>()))];
            return new StatementBook(statements, [.. folder.Lines(SourcesFile).Select(line => Checked(ReadSource(JsonNode.Parse(Bounded(line))!), statements.Length, folder.ItemCount))]);
        }
        catch (Exception fault) when (fault is JsonException or InvalidOperationException or NullReferenceException or FormatException or ArgumentException)
        {
            throw new CiceroneException($"The model's {StatementsFile} or {SourcesFile} is damaged: {fault.Message} Fit the model again.", fault);
        }
    }

    private static string Bounded(string line) => line.Length <= MostText ? line : throw new CiceroneException($"The model's {SourcesFile} is damaged: a line is longer than {MostText:N0} characters. Fit the model again.");

    private static StatementSource ReadSource(JsonNode one) => new(one["id"]!.GetValue<string>(), one["statement"]!.GetValue<int>(), one["people"]!.GetValue<int>(),
        new CitedText(one["item"]!.GetValue<int>(), one["text"]!.GetValue<string>(), one["start"]!.GetValue<int>(), one["length"]!.GetValue<int>()));

    private static StatementSource Checked(StatementSource source, int statements, int items)
    {
        CitedText text = source.Text;
        bool fits = source.Statement >= 0 && source.Statement < statements && text.Item >= 0 && text.Item < items && text.Start >= 0 && text.Length > 0 && text.Start <= text.Text.Length - text.Length;
        return fits ? source : throw new CiceroneException($"The model's {SourcesFile} is damaged: the source {source.Id} does not lie within its text. Fit the model again.");
    }
}

/// <summary>A review that a statement can be read in.</summary>
/// <param name="Id">Of review and statement.</param>
/// <param name="Statement">Index of the statement.</param>
/// <param name="People">How many people make it of the item.</param>
/// <param name="Text">The review, and where in it.</param>
internal sealed record StatementSource(string Id, int Statement, int People, CitedText Text);
