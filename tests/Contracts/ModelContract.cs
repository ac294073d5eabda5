using Cicerone.Data;
using Cicerone.Models;
using Xunit;

namespace Cicerone.Contracts;

/// <summary>What every model must do. A model's test class names the algorithm and inherits the rest.</summary>
public abstract class ModelContract : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("cicerone-contract-").FullName;
    private readonly InteractionLog _log = Checkerboard.Log();
    private readonly Lazy<IRanker> _model;

    protected ModelContract()
    {
        Catalogue = Catalogue.Of(_log, ItemTable.Without(_log.Items));
        _model = new Lazy<IRanker>(() => Fit(_log));
    }

    /// <summary>Name of the algorithm.</summary>
    protected abstract string Name { get; }

    /// <summary>Where the algorithm is looked up.</summary>
    protected virtual AlgorithmTable Algorithms { get; } = new(AlgorithmTable.ClosedForm);

    /// <summary>Settings under which the small world can be learned quickly.</summary>
    protected virtual IReadOnlyDictionary<string, string> Settings { get; } = new Dictionary<string, string>();

    /// <summary>Whether the model can tell one person's taste from another's.</summary>
    protected virtual bool LearnsTaste => true;

    /// <summary>What is known of the items: by default nothing.</summary>
    protected virtual ItemTable ItemsOf(Vocabulary items) => ItemTable.Without(items);

    /// <summary>What the algorithm learns from: by default the log and <see cref="ItemsOf"/>.</summary>
    protected virtual TrainingData DataOf(InteractionLog log)
    {
        ArgumentNullException.ThrowIfNull(log);
        return new TrainingData(log, ItemsOf(log.Items));
    }

    protected Catalogue Catalogue { get; }

    protected IRanker Model => _model.Value;

    public void Dispose()
    {
        Directory.Delete(_folder, recursive: true);
        GC.SuppressFinalize(this);
    }

    [Fact]
    public void Finds_the_item_that_was_withheld()
    {
        if (!LearnsTaste) return;
        Query[] queries = AllPeople();
        TopKResult result = Rank(Model, queries, 1, ExcludeHistories(queries));
        int found = Enumerable.Range(0, queries.Length).Count(person => Catalogue.Ids[result.Items(person)[0]] == $"item {Checkerboard.Withheld(person)}");
        Assert.True(found >= 0.95 * queries.Length, $"{Name} found {found} of {queries.Length} withheld items.");
    }

    [Fact]
    public void Answers_the_same_after_saving_and_loading_elsewhere()
    {
        Save("first");
        Directory.Move(Path.Combine(_folder, "first"), Path.Combine(_folder, "elsewhere"));
        ModelFolder loaded = ModelFolder.Open(Path.Combine(_folder, "elsewhere"), Algorithms);
        AssertSame(Rank(Model, AllPeople(), 10), Rank(loaded.Model, AllPeople(), 10));
        Assert.Equal(Catalogue.Ids.Ids, loaded.Catalogue.Ids.Ids);
    }

    [Fact]
    public void Fits_the_same_bits_from_the_same_seed()
    {
        Save("first");
        ModelFolder.Save(Path.Combine(_folder, "second"), Card(), Fit(_log), Catalogue);
        foreach (string file in Directory.GetFiles(Path.Combine(_folder, "first")))
            Assert.Equal(File.ReadAllBytes(file), File.ReadAllBytes(Path.Combine(_folder, "second", Path.GetFileName(file))));
    }

    [Fact]
    public void Refuses_every_damaged_file()
    {
        Save("damaged");
        foreach (string file in Directory.GetFiles(Path.Combine(_folder, "damaged")))
        {
            byte[] whole = File.ReadAllBytes(file);
            byte[] cut = whole[..(whole.Length / 2)];
            File.WriteAllBytes(file, cut);
            var fault = Assert.Throws<CiceroneException>(() => ModelFolder.Open(Path.Combine(_folder, "damaged"), Algorithms));
            Assert.Contains(Path.GetFileName(file), fault.Message, StringComparison.Ordinal);
            File.WriteAllBytes(file, whole);
        }
    }

    [Fact]
    public void Ranks_a_batch_as_it_ranks_one_by_one()
    {
        Query[] queries = AllPeople();
        TopKResult together = Rank(Model, queries, 10);
        for (int person = 0; person < queries.Length; person++)
        {
            TopKResult alone = Rank(Model, [queries[person]], 10);
            Assert.Equal(alone.Items(0), together.Items(person));
            Assert.Equal(alone.Scores(0), together.Scores(person));
        }
    }

    [Fact]
    public void Ranks_every_candidate_once_best_first()
    {
        TopKResult result = Rank(Model, AllPeople(), Catalogue.Count + 5);
        for (int person = 0; person < result.Queries; person++)
        {
            Assert.Equal(Catalogue.Count, result.Items(person).ToArray().Distinct().Count());
            float[] scores = result.Scores(person).ToArray();
            Assert.All(scores, score => Assert.True(float.IsFinite(score)));
            Assert.Equal(scores.OrderDescending(), scores);
        }
    }

    [Fact]
    public void Prefixes_of_a_ranking_do_not_depend_on_its_length()
    {
        Query[] queries = AllPeople();
        TopKResult whole = Rank(Model, queries, Catalogue.Count), few = Rank(Model, queries, 3);
        for (int person = 0; person < queries.Length; person++) Assert.Equal(whole.Items(person)[..3], few.Items(person));
    }

    [Fact]
    public void Never_ranks_what_is_excluded_or_no_candidate()
    {
        Query[] queries = AllPeople();
        int[] candidates = [.. Enumerable.Range(0, Catalogue.Count).Where(item => item % 3 == 0)];
        var result = new TopKResult(queries.Length, Catalogue.Count);
        Model.TopK(queries, Catalogue.Restrict(candidates), new TopKRequest(Catalogue.Count, [.. queries.Select(_ => new ReadOnlyMemory<int>([0, 3]))]), result);
        for (int person = 0; person < queries.Length; person++)
            Assert.Equal(candidates.Except([0, 3]), result.Items(person).ToArray().Order());
    }

    [Fact]
    public void Answers_a_stranger_with_a_history_and_one_without()
    {
        Query stranger = Query.OfStranger(Catalogue.Ids, History.Of(2, 4, 6), seed: 1), nobody = Query.OfStranger(Catalogue.Ids, History.Of(), seed: 1);
        TopKResult result = Rank(Model, [stranger, nobody], 5);
        Assert.Equal(5, result.Length(0));
        Assert.Equal(5, result.Length(1));
    }

    [Fact]
    public void Answers_a_history_of_unknown_items_and_says_so()
    {
        var recommender = new Recommender(Model, Catalogue, Card());
        RecommendationList list = recommender.Recommend(new RecommendationRequest(["never seen", "item 2"]) { Count = 3, Reasons = 100 });
        Assert.Equal(["never seen"], list.UnknownItems);
        Assert.Equal(3, list.Items.Count);
        Assert.DoesNotContain(list.Items, item => item.Item == "item 2");
        Assert.Equal(Model.NeedsHistory ? "popularity" : Name, recommender.Recommend(new RecommendationRequest(["never seen"])).Source);
    }

    [Fact]
    public void Works_on_a_catalogue_of_one_item()
    {
        var log = new InteractionLogBuilder();
        log.Add("one", "only", time: 1);
        log.Add("two", "only", time: 2);
        InteractionLog tiny = log.Build();
        var catalogue = Catalogue.Of(tiny, ItemTable.Without(tiny.Items));
        var result = new TopKResult(2, 5);
        Fit(tiny).TopK([Query.OfStranger(tiny.Items, History.Of(0), 1), Query.OfStranger(tiny.Items, History.Of(), 1)], catalogue, new TopKRequest(5), result);
        Assert.Equal([0], result.Items(0).ToArray());
        Assert.Equal([0], result.Items(1).ToArray());
    }

    [Fact]
    public void Reasons_add_up_to_the_score()
    {
        if (Model is not IExplains) return;
        var recommender = new Recommender(Model, Catalogue, Card());
        foreach (int shown in (int[])[2, 100])
            foreach (Recommendation item in recommender.Recommend(new RecommendationRequest(["item 2", "item 8", "item 4", "item 6"]) { Reasons = shown }).Items)
            {
                if (item.Reasons.All(reason => reason.Contribution is null)) continue;
                Assert.Equal(item.Score, item.Reasons.Sum(reason => reason.Contribution!.Value), 1e-4 * Math.Max(1, Math.Abs(item.Score)));
            }
    }

    private IRanker Fit(InteractionLog log) =>
        (IRanker)Algorithms[Name].Fit(DataOf(log), Settings, new FitContext { Seed = 3, Threads = 2 });

    private ModelCard Card() => new() { Algorithm = Name, Options = Algorithms[Name].Complete(Settings), Seed = 3, TrainingEvents = _log.Count };

    private void Save(string name) => ModelFolder.Save(Path.Combine(_folder, name), Card(), Model, Catalogue);

    private Query[] AllPeople()
    {
        Histories histories = Histories.Of(_log);
        return [.. Enumerable.Range(0, _log.Users.Count).Select(person => Query.OfPerson(_log.Users, person, histories[person], seed: 1))];
    }

    private TopKResult Rank(IRanker model, Query[] queries, int places, ReadOnlyMemory<int>[]? excluded = null)
    {
        var result = new TopKResult(queries.Length, places);
        model.TopK(queries, Catalogue, new TopKRequest(places, excluded), result);
        return result;
    }

    private static ReadOnlyMemory<int>[] ExcludeHistories(Query[] queries) => [.. queries.Select(query => query.History.Items)];

    private static void AssertSame(TopKResult expected, TopKResult actual)
    {
        for (int query = 0; query < expected.Queries; query++)
        {
            Assert.Equal(expected.Items(query), actual.Items(query));
            Assert.Equal(expected.Scores(query), actual.Scores(query));
        }
    }
}
