using Cicerone.Data;
using Cicerone.Data.Features;
using Cicerone.Data.Features.Quantisation;
using Cicerone.Language;
using Cicerone.Language.Paths.Search;
using Cicerone.Language.Paths.Serving;
using Cicerone.Language.Paths.Writing;
using Cicerone.Metrics.Significance;
using Cicerone.Metrics.Texts;
using Cicerone.Models;
using Cicerone.Neural.Generative.SemanticIds;
using Cicerone.Protocols;
using Cicerone.Simulation;

namespace Cicerone.Benchmarks.Studies;

/// <summary>
/// The Bookshop's part of <see cref="PathStudy"/>: codes, paths with the genre withheld from the vectors, and what the writer makes of them, whole, without paths, without soft prompts, and with paths or soft
/// prompts of another pair. Every fit is a model folder.
/// </summary>
internal sealed class PathShopStudy
{
    private const string Whole = "full", PathLess = "no-path", SoftLess = "no-soft";
    private const int Readers = 300, Books = 150, Width = 32, Others = 53, PersonalBooks = 100;
    private static readonly MmpReferOptions Options = new() { Width = Width, MaxLength = 20, Epochs = 5, BatchSize = 128, LearningRate = 3e-3, CodeEpochs = 100, WriterWidth = 32, WriterEpochs = 5 };
    private readonly string _folder;
    private readonly int _seed;
    private readonly Split _split;
    private readonly ItemTable _items;
    private readonly IReadOnlyList<FeatureMatrix> _features;
    private readonly IReadOnlyList<BookshopReason> _reasons, _tested;
    private readonly Histories _trained, _watched;

    private PathShopStudy(string folder, int seed)
    {
        (_folder, _seed) = (folder, seed);
        var shop = new Bookshop(new BookshopOptions { Readers = Readers, Books = Books, Seed = (ulong)seed });
        (InteractionLog log, _items) = shop.ToLog();
        _split = new LeaveOneOut().Split(log, (ulong)seed);
        (_trained, _watched) = (Histories.Of(_split.Train), Histories.Of(_split.Valid));
        _features = [new HashedText(64).Read(_items), new FeatureMatrix("cover", _items.Items, Bookshop.CoverWidth, [.. Enumerable.Range(0, Books).SelectMany(book => shop.Cover(book).Descriptor)], [.. Enumerable.Repeat(true, Books)])];
        _reasons = [.. new BookshopReasons(shop, new BookshopReviews(shop, new BookshopReviewOptions { Share = 0.6 }, (ulong)seed)).Every()];
        HashSet<(string, string)> test = [.. Enumerable.Range(0, _split.Test.Count).Select(row => (log.Users[_split.Test.User[row]], log.Items[_split.Test.Item[row]]))];
        _tested = [.. _reasons.Where(one => test.Contains((one.Review.User, one.Review.Item)))];
    }

    public static void Run(string folder, int[] seeds)
    {
        foreach (string arm in (string[])[Whole, PathLess, SoftLess])
            foreach (int seed in seeds) PathStudy.Once(folder, $"shop-{arm}-{seed}", () => new PathShopStudy(folder, seed).Texts(arm));
        foreach (int seed in seeds) PathStudy.Once(folder, $"shop-paths-{seed}", new PathShopStudy(folder, seed).Paths);
    }

    /// <summary>Codes, and paths over vectors that neither genre nor blurb is part of, of words alone and of words and covers.</summary>
    private IEnumerable<string> Paths()
    {
        ItemTable without = new(_items.Items, _items.Columns.Where(column => column is "author" or "mood" or "themes" or "series").ToDictionary(column => column, column => _items.Column(column).ToArray()));
        FeatureMatrix words = new HashedText(64).Read(without);
        IReadOnlyList<string?> genres = _items.Column("genre");
        double? Agree(int one, int other) => genres[one] == genres[other] ? 1 : 0;
        foreach ((string name, FeatureMatrix[] kinds) in ((string, FeatureMatrix[])[])[("words", [words]), ("words and covers", [words, _features[1]])])
        {
            TrainingData data = TrainingData.Of(_split, _items, kinds) with { Watched = null };
            MmpReferModel model = MmpRefer.Fit(data, Options, new FitContext { Seed = (ulong)_seed, Threads = 1 });
            foreach (string line in PathStudy.TellCodes($"shop, seed {_seed}, codes of {name}", model.Ids, RqVae.Fit(kinds, new SemanticIdOptions { Levels = Options.Levels, Codes = Options.Codes, Repair = false }, new RqVaeOptions { Latent = Width, Epochs = Options.CodeEpochs }, new FitContext { Seed = (ulong)_seed, Threads = 1 }).Encode(kinds))) yield return line;
            InteractionLog train = _split.Train, fewer = train.Select([.. Enumerable.Range(0, train.Count).Where(row => RandomSource.Mix((ulong)row) % 100 != 0)]);
            float[] people = [.. Enumerable.Range(0, train.Users.Count).SelectMany(person => model.Graph.Person(person).ToArray())];
            var less = PathGraph.Of(fewer, model.ItemVectors, people, Options.Alike, new ParallelOptions { MaxDegreeOfParallelism = 1 });
            PathRequest[] requests = [.. Enumerable.Range(0, _split.Test.Count).Select(row => model.RequestOf(QueryOf(_split.Test.User[row]), _split.Test.Item[row]))];
            foreach (string line in PathFigures.Tell($"shop, seed {_seed}, paths on {name}", model.Graph, less, requests, Agree)) yield return line;
            yield return Sources(name, model);
        }
    }

    /// <summary>How often the book that a choice truly came from is on a path, and on walks.</summary>
    private string Sources(string name, MmpReferModel model)
    {
        var walks = new RandomPaths(model.Graph, Options.LeastPeople, seed: 1);
        var pairs = _tested.Where(one => one.From is not null).Select(one =>
        {
            PathRequest request = RequestOf(model, one);
            int from = _items.Items.Index(one.From!, "book");
            IReadOnlyList<ChoicePath> found = model.Search.Find(request);
            return ((double?)(found.Any(path => path.Items.Contains(from)) ? 1 : 0), (double?)(found.Any(path => walks.Like(path, request)?.Items.Contains(from) ?? false) ? 1 : 0));
        });
        return $"  the book that the choice came from is on a path ({name}), against walks: {PathFigures.Told(pairs)}";
    }

    /// <summary>What the writer of an arm makes of the test's pairs.</summary>
    private IEnumerable<string> Texts(string arm)
    {
        Recommender recommender = Fitted(arm);
        var model = (MmpReferModel)recommender.Model;
        PathWriter writer = model.Writer!;
        Catalogue catalogue = recommender.Catalogue;
        var words = new PathWords(catalogue);
        PathRequest[] requests = [.. _tested.Select(one => RequestOf(model, one))];
        IReadOnlyList<ChoicePath>[] paths = [.. requests.Select(model.Search.Find)];
        WriterCase[] cases = [.. requests.Zip(paths, (request, found) => writer.CaseOf(request, found, words, catalogue))];
        WriterCase[] exchanged = [.. requests.Select((request, place) => writer.CaseOf(request, paths[(place + Others) % paths.Length], words, catalogue) with { Graph = cases[place].Graph })];
        string[] references = [.. _tested.Select(one => one.Review.Text)];
        (IReadOnlyList<(string Text, IReadOnlyList<int> Named)> written, double seconds) = PathFigures.Timed(() => writer.Write(cases, catalogue));
        yield return Row(arm, written, references, catalogue) + PathFigures.Line($"; {1000 * seconds / cases.Length:0.0} CPU-ms a sentence");
        IReadOnlySet<string> titles = WriterPrompts.TitlesOf(catalogue);
        int[][] sentences = [.. cases.Select((one, place) => writer.Prompts.Sentence(references[place], one.Prompt, catalogue, titles))];
        double[] own = [.. cases.Select((one, place) => writer.Loss(one, sentences[place]))];
        if (arm != PathLess)
        {
            IReadOnlyList<(string Text, IReadOnlyList<int> Named)> shuffled = writer.Write(exchanged, catalogue);
            yield return Row($"{arm}, paths of another pair", shuffled, references, catalogue);
            yield return Difference("  ROUGE-L, own paths less another pair's", written.Select((one, place) => Rouge.Subsequence(one.Text, references[place]) - Rouge.Subsequence(shuffled[place].Text, references[place])));
        }
        if (arm != SoftLess) yield return Difference(PathFigures.Line($"  loss {own.Average():0.0000}; another pair's soft prompts less own"), cases.Select((one, place) => writer.Loss(one, sentences[place], cases[(place + Others) % cases.Length]) - own[place]));
        if (arm == Whole)
        {
            foreach (string line in Baselines(paths, references, words, catalogue)) yield return line;
            yield return Personal(model, writer, words, catalogue);
            foreach (int place in Enumerable.Range(0, 5)) yield return $"    {references[place]} | {written[place].Text}";
        }
        else
        {
            var whole = (MmpReferModel)Fitted(Whole).Model;
            IReadOnlyList<(string Text, IReadOnlyList<int> Named)> full = whole.Writer!.Write([.. requests.Select((request, place) => whole.Writer.CaseOf(request, paths[place], words, catalogue))], catalogue);
            yield return Difference($"  ROUGE-L, {Whole} less {arm}", full.Select((one, place) => Rouge.Subsequence(one.Text, references[place]) - Rouge.Subsequence(written[place].Text, references[place])));
        }
    }

    private string Row(string name, IReadOnlyList<(string Text, IReadOnlyList<int> Named)> written, string[] references, Catalogue catalogue)
    {
        string[] texts = [.. written.Select(one => one.Text)];
        double faithful = written.Average(one => PathWriter.IsFaithful(one.Text, one.Named.Select(catalogue.Title)) ? 1 : 0), naming = written.Average(one => one.Named.Count > 0 ? 1 : 0);
        var words = new PathWords(catalogue);
        double contradicts = texts.Zip(_tested).Average(one => words.Contradicts(one.First, _items.Items.Index(one.Second.Review.Item, "book")) ? 1 : 0);
        double right = _tested.Zip(written).Where(one => one.First.From is not null).Average(one => one.Second.Named.Any(item => _items.Items[item] == one.First.From) ? 1 : 0);
        return PathFigures.Line($"shop, seed {_seed}, {name}: {texts.Length} texts, {TextTable.Tell(texts, references)}; {Features(texts)}; names a book {naming:0.000}, the right one {right:0.000}, quotes nothing else {faithful:0.000}, contradicts the table {contradicts:0.000}");
    }

    private string Features(string[] texts)
    {
        (string Text, string Topic)[] known = [.. texts.Zip(_tested).Where(one => IsTold(one.Second.Statement)).Select(one => (one.First, one.Second.Statement.Topic))];
        FeatureMentions told = FeatureMentions.Of([.. known.Select(one => one.Text)], [.. known.Select(one => one.Topic)], [.. BookshopStatements.Topics]);
        string commonest = _reasons.Except(_tested).Where(one => IsTold(one.Statement)).CountBy(one => one.Statement.Topic).MaxBy(topic => topic.Value).Key;
        return PathFigures.Line($"FMR {told.Matching:0.000} (always “{commonest}” {known.Average(one => one.Topic == commonest ? 1 : 0):0.000}), FCR {told.Coverage:0.000}, DIV {told.Overlap:0.000}");
    }

    /// <summary>Whether a statement says what it is about: one on a purpose does not.</summary>
    private static bool IsTold(GoldStatement statement) => statement.Text.Contains(statement.Topic, StringComparison.Ordinal);

    /// <summary>The template, the sentences that are foretold, and the one that is right most often.</summary>
    private IEnumerable<string> Baselines(IReadOnlyList<ChoicePath>[] paths, string[] references, PathWords words, Catalogue catalogue)
    {
        (string, IReadOnlyList<int>)[] template = [.. paths.Select(found => found.Count == 0 ? ("", (IReadOnlyList<int>)[]) : (words.Tell(found[0]), found[0].Items))];
        yield return Row("template", template, references, catalogue);
        yield return Row("the true reasons", [.. references.Select(text => (text, (IReadOnlyList<int>)[]))], references, catalogue);
        string[] seen = [.. _reasons.Except(_tested).Select(one => one.Review.Text)];
        string best = seen.Take(200).MaxBy(text => seen.Take(500).Average(other => Rouge.Subsequence(text, other)))!;
        yield return Row("one training sentence for all", [.. references.Select(_ => (best, (IReadOnlyList<int>)[]))], references, catalogue);
    }

    /// <summary>Of pairs of readers who are told of one book, how many are told different things.</summary>
    private string Personal(MmpReferModel model, PathWriter writer, PathWords words, Catalogue catalogue)
    {
        WriterCase Case(int person, int book)
        {
            PathRequest request = model.RequestOf(QueryOf(person), book);
            return writer.CaseOf(request, model.Search.Find(request), words, catalogue);
        }
        int[] books = [.. Enumerable.Range(0, PersonalBooks)];
        string[] one = [.. writer.Write([.. books.Select(book => Case(2 * book, book))], catalogue).Select(text => text.Text)], other = [.. writer.Write([.. books.Select(book => Case(2 * book + 1, book))], catalogue).Select(text => text.Text)];
        return PathFigures.Line($"  two readers are told different things of one book: {one.Zip(other).Average(pair => pair.First == pair.Second ? 0 : 1):0.000}");
    }

    private Recommender Fitted(string arm)
    {
        string folder = Path.Combine(_folder, $"shop-{arm}-{_seed}.model");
        var algorithms = new AlgorithmTable(LanguageAlgorithms.All);
        var settings = new Dictionary<string, string>
        {
            ["width"] = $"{Width}",
            ["max-length"] = $"{Options.MaxLength}",
            ["epochs"] = $"{Options.Epochs}",
            ["batch-size"] = $"{Options.BatchSize}",
            ["learning-rate"] = Options.LearningRate.ToString(System.Globalization.CultureInfo.InvariantCulture),
            ["code-epochs"] = $"{Options.CodeEpochs}",
            ["writer-width"] = $"{Options.WriterWidth}",
            ["writer-epochs"] = $"{Options.WriterEpochs}",
            ["writer-paths"] = arm == PathLess ? "false" : "true",
            ["experts"] = arm == SoftLess ? "0" : $"{Options.Experts}",
        };
        if (!Directory.Exists(folder))
        {
            TrainingData data = (TrainingData.Of(_split, _items, _features) with { Watched = null }).With([.. _reasons.Select(one => one.Review)]);
            Algorithm algorithm = algorithms[MmpRefer.Name];
            (IModel model, double seconds) = PathFigures.Timed(() => algorithm.Fit(data, settings, new FitContext { Seed = (ulong)_seed, Threads = 1 }));
            ModelFolder.Save(folder, new ModelCard { Algorithm = algorithm.Name, Options = algorithm.Complete(settings), Seed = (ulong)_seed, TrainingEvents = _split.Train.Count }, (IRanker)model, Catalogue.Of(_split.Train, _items));
            Console.WriteLine(PathFigures.Line($"{arm}, seed {_seed}: {data.Reviews.Count:N0} reasons learned, {seconds:0} CPU-seconds"));
        }
        return Recommender.Open(folder, algorithms);
    }

    private PathRequest RequestOf(MmpReferModel model, BookshopReason reason) => model.RequestOf(QueryOf(_split.Train.Users.Index(reason.Review.User, "reader")), _items.Items.Index(reason.Review.Item, "book"));

    /// <summary>A reader of the test, with all but the last event.</summary>
    private Query QueryOf(int person) => new(History.Of([.. _trained[person].Items.Span, .. _watched[person].Items.Span]), person, TieKey: 0);

    private static string Difference(string name, IEnumerable<double> differences)
    {
        double[] all = [.. differences];
        Interval interval = PairedBootstrap.Of([all], seed: 1)[0];
        return name + PathFigures.Line($": {all.Average():+0.0000;-0.0000} ({interval.Low:+0.0000;-0.0000} to {interval.High:+0.0000;-0.0000})");
    }
}
