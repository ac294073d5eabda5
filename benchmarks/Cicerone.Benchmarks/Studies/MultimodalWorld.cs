using Cicerone.Data;
using Cicerone.Data.Features;
using Cicerone.Evaluation;
using Cicerone.Protocols;
using Cicerone.Simulation;

namespace Cicerone.Benchmarks.Studies;

/// <summary>A data set whose items have features: lfm2k-multimodal and tiktok-mm with their own splits, or a Bookshop of 1,200 readers and 600 books with blurbs and covers, 8:1:1.</summary>
/// <param name="Split">Training, validation and test events.</param>
/// <param name="Items">What is known of the items.</param>
/// <param name="Features">Vectors of the items.</param>
/// <param name="Provenance">Where it came from.</param>
/// <param name="Slips">Accidental clicks of the training part, where the truth is known.</param>
/// <param name="Kinds">What bears on preference, of each item: a book's genre and mood. Empty where the truth is not known.</param>
internal sealed record MultimodalWorld(Split Split, ItemTable Items, IReadOnlyList<FeatureMatrix> Features, Provenance Provenance, IReadOnlyList<(int Person, int Item)> Slips, IReadOnlyList<int> Kinds)
{
    private const string Noisy = "-noisy";
    private const int JunkWidth = 64;

    /// <summary>The share of edges that JBM-Diff leaves out in training, as text: what validation was better with.</summary>
    public string Pruning { get; init; } = "0";

    /// <summary>Step size and penalty of each algorithm that is trained: what validation was best with, with one seed, of steps of .01 and .003 and of penalties ten times apart.</summary>
    public IReadOnlyDictionary<string, string> Tuned { get; init; } = new Dictionary<string, string>
    {
        ["bpr-mf"] = "learning-rate=0.003 regularisation=0.01",
        ["vbpr"] = "learning-rate=0.003 regularisation=0.01",
        ["lightgcn"] = "learning-rate=0.01 regularisation=0.001",
        ["freedom"] = "learning-rate=0.01 regularisation=0.001",
        ["bm3"] = "learning-rate=0.01 regularisation=0.1",
        ["jbm-diff"] = "learning-rate=0.01 regularisation=0.001",
    };

    /// <summary>Epochs without a better validation after which a fit stops, as text. The Bookshop's fits stand still for long before they get better again, so none is stopped there.</summary>
    public string Patience { get; init; } = "15";

    /// <summary>The names of the features in a setting, as they are or with junk beside them.</summary>
    public string FeatureNames(bool noisy) => string.Join('+', Features.Select(features => features.Name).Where(name => name.EndsWith(Noisy, StringComparison.Ordinal) == noisy));

    /// <summary>Features without the junk beside them.</summary>
    public FeatureMatrix CleanOf(FeatureMatrix given) => given.Name.EndsWith(Noisy, StringComparison.Ordinal) ? Features.Single(features => features.Name == given.Name[..^Noisy.Length]) : given;

    /// <summary>Opens a data set: <c>bookshop</c>, or the folder of one of the others.</summary>
    public static MultimodalWorld Open(string dataset) => dataset == "bookshop" ? Bookshop() : Path.GetFileName(Path.TrimEndingDirectorySeparator(dataset)) switch
    {
        "lfm2k-multimodal" => Read(dataset, "lfm2k.inter", [1, 0, 3], ("text", "all-MiniLM-L6-v2.npy"), ("whisper", "whisper.npy")),
        "tiktok-mm" => Read(dataset, "interactions.tsv", [1, 0, 2], ("image", "image_feat.npy"), ("audio", "audio_feat.npy")),
        var other => throw new CiceroneException($"There is no study of '{other}'; give bookshop, or the folder lfm2k-multimodal or tiktok-mm."),
    };

    private static MultimodalWorld Bookshop()
    {
        var shop = new Bookshop(new BookshopOptions { Readers = 1_200, Books = 600 });
        (InteractionLog log, ItemTable items) = shop.ToLog();
        float[] covers = [.. Enumerable.Range(0, shop.BookCount).SelectMany(book => shop.Cover(book).Descriptor)];
        var cover = new FeatureMatrix("cover", items.Items, Simulation.Bookshop.CoverWidth, covers, [.. Enumerable.Repeat(true, shop.BookCount)]);
        Split split = new RandomHoldout().Split(log, seed: 1);
        var slips = shop.Events().Where(one => one.Motive == Motive.Accident)
            .Select(one => (log.Users.Index(Simulation.Bookshop.ReaderId(one.Reader), "reader"), items.Items.Index(Simulation.Bookshop.BookId(one.Book), "book"))).ToHashSet();
        var trained = Enumerable.Range(0, split.Train.Count).Select(row => (split.Train.User[row], split.Train.Item[row]));
        var world = new MultimodalWorld(split, items, WithJunk([new HashedText(width: 128).Read(items), cover]), new Provenance(shop.Name, "", 0), [.. trained.Where(slips.Contains)],
            [.. Enumerable.Range(0, shop.BookCount).Select(book => shop.GenreOf(book) * BookshopWords.Moods.Count + shop.MoodOf(book))])
        {
            Pruning = "0.8",
            Patience = "100",
        };
        const string Factors = "learning-rate=0.01 regularisation=0.01";
        return world with { Tuned = new Dictionary<string, string>(world.Tuned) { ["bpr-mf"] = Factors, ["vbpr"] = Factors, ["bm3"] = "learning-rate=0.01 regularisation=1" } };
    }

    /// <summary>Reads a table whose columns of item, person and part are told, and features whose row r is the item r.</summary>
    private static MultimodalWorld Read(string folder, string file, int[] columns, params (string Name, string File)[] features)
    {
        var users = new Vocabulary();
        var items = new Vocabulary();
        InteractionLogBuilder[] parts = [.. Enumerable.Range(0, 3).Select(_ => new InteractionLogBuilder(users, items, new Vocabulary()))];
        foreach (string[] cells in File.ReadLines(Path.Combine(folder, file)).Skip(1).Select(line => line.Split('\t')))
            parts[cells[columns[2]] switch { "0" or "train" => 0, "1" or "valid" => 1, _ => 2 }].Add(cells[columns[1]], cells[columns[0]]);
        InteractionLog[] logs = [.. parts.Select(part => part.Build())];
        var table = ItemTable.Without(items);
        return new MultimodalWorld(new Split($"{file}, its own parts", logs[0], logs[1], logs[2], SplitRules.TrainHistory), table,
            WithJunk([.. features.Select(one => new FeatureFile(one.Name, Path.Combine(folder, one.File), rowIsId: true).Read(table))]), new Provenance(file, "", 0), [], []);
    }

    /// <summary>Each kind of features, and the same with junk beside it, as large as a column in the mean.</summary>
    private static IReadOnlyList<FeatureMatrix> WithJunk(FeatureMatrix[] features) => [.. features, .. features.Select(WithJunk)];

    private static FeatureMatrix WithJunk(FeatureMatrix features)
    {
        int count = features.Items.Count, width = features.Width + JunkWidth;
        var random = new RandomSource(7);
        float size = (float)Math.Sqrt(features.ToArray().Average(value => (double)value * value));
        float[] values = new float[count * width];
        for (int item = 0; item < count; item++)
        {
            features[item].CopyTo(values.AsSpan(item * width));
            for (int i = features.Width; i < width; i++) values[item * width + i] = size * (float)random.NextNormal();
        }
        return new FeatureMatrix(features.Name + Noisy, features.Items, width, values, [.. Enumerable.Range(0, count).Select(features.IsKnown)]);
    }
}
