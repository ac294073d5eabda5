using System.Security.Cryptography;
using Cicerone.Data.Formats;
using Cicerone.Protocols;

namespace Cicerone.Data.Buckets;

/// <summary>
/// A split that may be larger than memory, as <see cref="BucketSplitter"/> keeps it: each part is a folder of Parquet parts, and the parts of one number hold the
/// same people. Such a bucket is read as a <see cref="Split"/> of its own over everybody's items, and nothing of it is kept. <see cref="SplitFolder.Read"/> reads all
/// buckets together.
/// </summary>
public sealed class SplitBuckets
{
    internal static readonly IReadOnlyList<SplitPart> Parts = [SplitPart.Train, SplitPart.Valid, SplitPart.Test];
    private readonly string _folder;
    private readonly SplitJson _json;
    private readonly Lazy<(int[] Items, long People)> _training;

    private SplitBuckets(string folder, SplitJson json, ItemTable items)
    {
        (_folder, _json, Items) = (folder, json, items);
        _training = new Lazy<(int[], long)>(CountTraining);
    }

    /// <summary>How it was made, with every option.</summary>
    public string Protocol => _json.Protocol;

    /// <summary>History, mask and candidates at test time.</summary>
    public SplitRules Rules => _json.Rules;

    /// <summary>The items of every bucket, and what is known of them.</summary>
    public ItemTable Items { get; }

    /// <summary>How many buckets there are.</summary>
    public int Count => _json.Buckets!.Value;

    /// <summary>What <see cref="Split.Fingerprint"/> gives for all buckets together, computed when the split was made.</summary>
    public string Fingerprint => _json.Fingerprint;

    /// <summary>The items with their training events, every one a candidate. It takes a pass over the training part when it is first asked for.</summary>
    public Catalogue Catalogue => new(Items, _training.Value.Items);

    /// <summary>The catalogue with the candidates that the rules allow.</summary>
    internal Catalogue Candidates => Rules.Candidates == CandidateItems.All ? Catalogue : Catalogue.Restrict(Enumerable.Range(0, Items.Items.Count).Where(item => _training.Value.Items[item] == 0));

    /// <summary>How many training events there are; from the same pass.</summary>
    public long TrainingEvents => _training.Value.Items.Sum(count => (long)count);

    /// <summary>How many people have training events; from the same pass.</summary>
    public long TrainingPeople => _training.Value.People;

    /// <summary>A bucket: some of the people, with all of their events.</summary>
    /// <exception cref="CiceroneException">A file is missing or damaged.</exception>
    public Split this[int bucket]
    {
        get
        {
            var users = new Vocabulary();
            InteractionLog[] logs = [.. Parts.Select(part => Read(part, bucket, users))];
            return new Split(Protocol, logs[0], logs[1], logs[2], Rules);
        }
    }

    /// <summary>Opens a split in buckets.</summary>
    /// <exception cref="CiceroneException">The folder is none, or lacks files.</exception>
    public static SplitBuckets Open(string folder)
    {
        ArgumentNullException.ThrowIfNull(folder);
        var report = new ReadReport(strict: true);
        var json = SplitJson.Read(folder, report);
        if (json.Buckets is null) throw new CiceroneException($"{folder} is no split in buckets: its {SplitJson.Name} names none. 'cicerone data split --stream' makes one; other splits are read without --stream.");
        if (json.Rules.ActionWeights is not null || json.Rules.TellsAction || json.Rules.History.Concat(json.Rules.Mask).Contains(SplitPart.FoldIn))
            throw new CiceroneException($"{Path.Combine(folder, SplitJson.Name)} has rules of held-out actions or of people outside of training, which a split in buckets does not keep.");
        foreach (SplitPart part in Parts)
            for (int bucket = 0; bucket < json.Buckets; bucket++)
                if (!File.Exists(PathOf(folder, part, bucket))) throw new CiceroneException($"{PathOf(folder, part, bucket)} is missing: the split is not whole. Split the data again.");
        var items = new Vocabulary();
        var columns = ItemColumns.Read(DataFolder.ItemFile(folder) ?? throw new CiceroneException($"{folder} has no table of its items. Split the data again."), items, new ReadOptions(), report);
        return new SplitBuckets(folder, json, columns.ToTable(items));
    }

    /// <summary>The events of a part, bucket by bucket, each over people of its own.</summary>
    /// <exception cref="CiceroneException">A file is missing or damaged.</exception>
    public IEnumerable<InteractionLog> Logs(SplitPart part) => Enumerable.Range(0, Count).Select(bucket => Read(part, bucket, new Vocabulary()));

    /// <summary>The training events of a bucket, over people of its own.</summary>
    internal InteractionLog ReadTraining(int bucket) => Read(SplitPart.Train, bucket, new Vocabulary());

    /// <summary>SHA-256 of the names and hashes of all files of events.</summary>
    public string Sha256() => DataFile.Sha256([.. Parts.SelectMany(part => Enumerable.Range(0, Count).Select(bucket => new DataFile(PathOf(_folder, part, bucket))))]);

    /// <summary>Looks through a split that was just written for its fingerprint.</summary>
    internal string ReadFingerprint()
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Split.Append(hash, Rules);
        foreach (SplitPart part in Enum.GetValues<SplitPart>())
        {
            Split.Append(hash, part);
            if (!Parts.Contains(part)) continue;
            foreach (InteractionLog log in Logs(part)) Split.Append(hash, log);
        }
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    /// <summary>Where the events of a part and bucket lie.</summary>
    internal static string PathOf(string folder, SplitPart part, int bucket) => Path.Combine(folder, SplitLabel.FolderOf(part), $"part-{bucket:00000}.parquet");

    private InteractionLog Read(SplitPart part, int bucket, Vocabulary users)
    {
        int items = Items.Items.Count;
        var sink = new EventSink(users, Items.Items, new Vocabulary(_json.Actions), new ReadOptions { Strict = true }, new ReadReport(strict: true));
        sink.Times.AreMilliseconds = _json.TimesAreMilliseconds;
        var file = new DataFile(PathOf(_folder, part, bucket));
        sink.Read(file, mayBeEmpty: true);
        if (Items.Items.Count > items) throw new CiceroneException($"{file.Path} names the item '{Items.Items[items]}', which the split's table of items lacks. Split the data again.");
        return sink.Build(SplitPart.Train);
    }

    private (int[] Items, long People) CountTraining()
    {
        int[] counts = new int[Items.Items.Count];
        long people = 0;
        foreach (InteractionLog log in Logs(SplitPart.Train))
        {
            log.CountItems(counts);
            people += log.Users.Count;
        }
        return (counts, people);
    }
}
