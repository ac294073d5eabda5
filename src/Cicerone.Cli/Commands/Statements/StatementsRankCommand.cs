using System.CommandLine;
using Cicerone.Cli.Terminals;
using Cicerone.Data;
using Cicerone.Evaluation;
using Cicerone.Language.Statements;
using Cicerone.Language.Statements.Files;
using Cicerone.Language.Statements.Ranking;
using Cicerone.Models;
using Cicerone.Protocols;

namespace Cicerone.Cli.Commands.Statements;

/// <summary><c>cicerone statements rank</c>: what to tell a person of an item, each statement with the review it is in.</summary>
internal sealed class StatementsRankCommand : CiceroneCommand
{
    private readonly Argument<string> _folder = new("folder") { Description = "A run of star, or a folder of merged statements." };
    private readonly PersonOptions _person = new();
    private readonly Option<string?> _item = new("--item") { Description = "Id of the item; of a run, the items that are recommended when left out.", HelpName = "ID" };
    private readonly Option<string> _method = new("--method") { Description = $"How statements of a folder are ranked: {string.Join(", ", StatementMethods.Compared)}.", DefaultValueFactory = _ => "item-pop", HelpName = "NAME" };
    private readonly Option<int> _count = GlobalOptions.Positive(new Option<int>("--count", "-n") { Description = "How many statements of an item.", DefaultValueFactory = _ => 3 });

    public StatementsRankCommand() : base("rank", "Ranks what reviews state of an item for a person, and shows for each statement the review it is in.",
        "cicerone statements rank runs/star --user ada",
        "cicerone statements rank runs/star --history book-1,book-2 --item book-3 -n 5 --json",
        "cicerone statements rank statements --user A3CIUOJXQ5VDQ2 --item B0000530HU --method user-pop")
    {
        Add(_folder);
        foreach (Option option in _person.All) Add(option);
        Add(_item);
        Add(_method);
        Add(_count);
    }

    protected override Task<int> RunAsync(Invocation call)
    {
        IReadOnlyList<RankedItem> items = RunFolder.IsRun(call.Value(_folder)) ? OfRun(call) : [OfFolder(call)];
        if (call.Json) call.Terminal.Document(items);
        else foreach (RankedItem item in items) Print(call.Terminal, item);
        return Task.FromResult(CommandLine.Done);
    }

    private List<RankedItem> OfRun(Invocation call)
    {
        RunFolder run = RunFolder.Open(call.Value(_folder), Known.Algorithms);
        if (run.Model.Model is not ICites model) throw new CiceroneException($"{call.Value(_folder)} is a run of {run.Model.Card.Algorithm}, which quotes no reviews; 'cicerone fit star' makes one that does.");
        IReadOnlyList<string> history = _person.History(call, run);
        Recommender recommender = run.Recommender();
        IEnumerable<Recommendation> told = call.Value(_item) is { } item
            ? [recommender.Explain(history, UsageException.Unless(() => ItemLookup.Find(run.Model.Catalogue, item)))]
            : recommender.Recommend(new RecommendationRequest(history) { Reasons = call.Value(_count) }).Items;
        return [.. told.Select(one => new RankedItem(one.Item, one.Title, [.. one.Reasons.Where(reason => reason.Kind == ReasonKind.Statement).Take(call.Value(_count)).Select(reason => Of(reason, model))]))];
    }

    private static RankedStatement Of(Reason reason, ICites model)
    {
        Evidence evidence = reason.Evidence[0];
        CitedText text = model.Cited(evidence.Kind, evidence.Id)!;
        return new RankedStatement(reason.Text, evidence.Id, text.Quote, text.Text);
    }

    private RankedItem OfFolder(Invocation call)
    {
        (StatementFolder folder, StatementCorpus corpus) = StatementsArgument.Read(call.Value(_folder), StatementFolder.Merged);
        if (_person.UserOf(call) is not { } user || call.Value(_item) is not { } item) throw new UsageException("a folder of statements needs --user ID and --item ID.");
        int person = UsageException.Unless(() => corpus.Users.Index(user, "person")), index = UsageException.Unless(() => corpus.Items.Index(item, "item"));
        StatementSplit split = folder.ReadSplit(corpus);
        IRanker ranker = StatementMethods.Fit(call.Value(_method)!, corpus, split, new FitContext { Seed = call.Seed, Threads = call.Threads, Cancellation = call.Cancellation });
        int[] rows = [.. split.Rows(corpus, SplitPart.Train).Where(row => corpus.ItemOf[row] == index)];
        Catalogue candidates = StatementExamples.Of(corpus, split).Catalogue.Restrict(rows.SelectMany(row => corpus.Reviews[row].Statements).Distinct().Order());
        var ranked = new TopKResult(1, Math.Min(call.Value(_count), candidates.CandidateCount));
        if (ranked.Places > 0) ranker.TopK([Query.OfPerson(corpus.Users, person, History.Of(), call.Seed) with { About = index }], candidates, new TopKRequest(ranked.Places), ranked);
        return new RankedItem(item, item, [.. ranked.Items(0).ToArray().Select(statement => Source(corpus, rows, statement))]);
    }

    private static RankedStatement Source(StatementCorpus corpus, int[] rows, int statement)
    {
        StatedReview review = corpus.Reviews[rows.First(row => corpus.Reviews[row].Statements.Contains(statement))];
        (int start, int length) = review.Spans[review.Statements.Index().First(one => one.Item == statement).Index];
        return new RankedStatement(corpus.Statements[statement].Text, review.Review.Id, review.Review.Text.Substring(start, length), review.Review.Text);
    }

    private static void Print(Terminal terminal, RankedItem item)
    {
        terminal.Line(item.Title == item.Item ? item.Title : $"{item.Title}  [{item.Item}]");
        if (item.Statements.Count == 0) terminal.Line("     Nothing that enough people state of it.");
        foreach ((RankedStatement one, int place) in item.Statements.Select((one, place) => (one, place)))
        {
            terminal.Line($"{place + 1,3}  {one.Statement}");
            terminal.Line($"       review {one.Review}: “{one.Quote}”");
        }
    }

    private sealed record RankedItem(string Item, string Title, IReadOnlyList<RankedStatement> Statements);

    /// <param name="Statement">What is told.</param>
    /// <param name="Review">Id of the review that it is in.</param>
    /// <param name="Quote">The words that it rests on.</param>
    /// <param name="Text">The whole review.</param>
    private sealed record RankedStatement(string Statement, string Review, string Quote, string Text);
}
