using Cicerone.Data;
using Cicerone.Data.Features;
using Cicerone.Evaluation;
using Cicerone.Protocols;
using Cicerone.Simulation;

namespace Cicerone.Benchmarks.Studies;

/// <summary>A data set whose items have features: lfm2k-multimodal and tiktok-mm with their own splits, or the Bookshop with blurbs and covers, 8:1:1.</summary>
/// <param name="Split">Training, validation and test events.</param>
/// <param name="Items">What is known of the items.</param>
/// <param name="Features">Vectors of the items.</param>
/// <param name="Provenance">Where it came from.</param>
/// <param name="Slips">Accidental clicks of the training part, where the truth is known.</param>
internal sealed record MultimodalWorld(Split Split, ItemTable Items, IReadOnlyList<FeatureMatrix> Features, Provenance Provenance, IReadOnlyList<(int Person, int Item)> Slips)
{
    private const string Noisy = "-noisy";
    private const int JunkWidth = 64;

    /// <summary>The names of the features in a setting, as they are or with junk beside them.</summary>
    public string FeatureNames(bool noisy) => string.Join('+', Features.Select(features => features.Name).Where(name => name.EndsWith(Noisy, StringComparison.Ordinal) == noisy));

    /// <summary>The features as they are.</summary>
    public IEnumerable<FeatureMatrix> Clean => Features.Where(features => !features.Name.EndsWith(Noisy, StringComparison.Ordinal));

    /// <summary>Features with junk beside them.</summary>
    public FeatureMatrix NoisyOf(FeatureMatrix clean) => Features.Single(features => features.Name == clean.Name + Noisy);

    /// <summary>Opens a data set: <c>bookshop</c>, or the folder of one of the others.</summary>
    public static MultimodalWorld Open(string dataset) => dataset == "bookshop" ? Bookshop() : Path.GetFileName(Path.TrimEndingDirectorySeparator(dataset)) switch
    {
        "lfm2k-multimodal" => Read(dataset, "lfm2k.inter", [1, 0, 3], ("text", "all-MiniLM-L6-v2.npy"), ("whisper", "whisper.npy")),
        "tiktok-mm" => Read(dataset, "interactions.tsv", [1, 0, 2], ("image", "image_feat.npy"), ("audio", "audio_feat.npy")),
        var other => throw new CiceroneException($"There is no study of '{other}'; give bookshop, or the folder lfm2k-multimodal or tiktok-mm."),
    };

    private static MultimodalWorld Bookshop()
    {
        var shop = new Bookshop(new BookshopOptions());
        (InteractionLog log, ItemTable items) = shop.ToLog();
        float[] covers = [.. Enumerable.Range(0, shop.BookCount).SelectMany(book => shop.Cover(book).Descriptor)];
        var cover = new FeatureMatrix("cover", items.Items, Simulation.Bookshop.CoverWidth, covers, [.. Enumerable.Repeat(true, shop.BookCount)]);
        Split split = new RandomHoldout().Split(log, seed: 1);
        var slips = shop.Events().Where(one => one.Motive == Motive.Accident)
            .Select(one => (log.Users.Index(Simulation.Bookshop.ReaderId(one.Reader), "reader"), items.Items.Index(Simulation.Bookshop.BookId(one.Book), "book"))).ToHashSet();
        var trained = Enumerable.Range(0, split.Train.Count).Select(row => (split.Train.User[row], split.Train.Item[row]));
        return new MultimodalWorld(split, items, WithJunk([new HashedText(width: 128).Read(items), cover]), new Provenance(shop.Name, "", 0), [.. trained.Where(slips.Contains)]);
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
            WithJunk([.. features.Select(one => new FeatureFile(one.Name, Path.Combine(folder, one.File), rowIsId: true).Read(table))]), new Provenance(file, "", 0), []);
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
