using System.Globalization;
using Cicerone.Data;
using Cicerone.Data.Buckets;
using Cicerone.Data.Formats;
using Cicerone.Evaluation;
using Cicerone.Models;
using Cicerone.Protocols;
using Cicerone.Simulation;

namespace Cicerone.Parquet.Tests.Buckets;

public sealed class SplitBucketsTests : IDisposable
{
    private static readonly AlgorithmTable ClosedForm = new(AlgorithmTable.ClosedForm);
    private readonly string _folder = Directory.CreateTempSubdirectory("cicerone-buckets-").FullName;

    static SplitBucketsTests() => ParquetFiles.Register();

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData("leave-one-out")]
    [InlineData("leave-k-out(k=2)")]
    [InlineData("random-holdout(test=0.2)")]
    [InlineData("global-time(validation=0.15, test=0.25)")]
    [InlineData("global-time(cold=exclude)")]
    [InlineData("global-time(test=2023-11-20T12:00)")]
    public void All_buckets_together_are_the_split_that_is_made_in_memory(string protocol)
    {
        InteractionLog log = Log();
        InteractionWriters.Named("parquet").Write(At("events"), log, ItemTable.Without(log.Items));
        Split whole = Protocol.Named(protocol).Split(Dataset.Open(At("events"), new ReadOptions()).Log, seed: 7);
        (IReadOnlyDictionary<SplitPart, long> counts, _) = Splitter(protocol, buckets: 5).Split(At("events"), new ReadOptions(), At("split"));
        var buckets = SplitBuckets.Open(At("split"));
        SplitFiles read = SplitFolder.Read(At("split"), new ReadOptions { Strict = true });
        Assert.Equal(whole.Protocol, buckets.Protocol);
        Assert.Equal(whole.Rules.History, buckets.Rules.History);
        Assert.Equal(whole.Train.Items.Ids, buckets.Items.Items.Ids);
        foreach (SplitPart part in (SplitPart[])[SplitPart.Train, SplitPart.Valid, SplitPart.Test])
        {
            Assert.Equal(whole[part].Count, counts[part]);
            Assert.Equal(ByPerson(whole[part]), ByPerson(read.Split[part]));
            Assert.Equal(ByPerson(whole[part]), ByPerson([.. Enumerable.Range(0, buckets.Count).Select(bucket => buckets[bucket][part])]));
        }
        Assert.Equal(read.Split.Fingerprint(), buckets.Fingerprint);
        Assert.Equal(read.Sha256, buckets.Sha256());
    }

    [Theory]
    [InlineData("popularity", 60, 5)]
    [InlineData("ease", 60, 5)]
    [InlineData("item-knn", 60, 5)]
    [InlineData("item-knn", 8000, 3)] // so many items that they are counted in two passes
    public void A_model_that_counts_and_its_figures_are_the_bits_of_those_in_memory(string name, int items, int bucketCount)
    {
        WriteCrowd(new CrowdOptions { People = 300, Items = items, MeanEvents = 20 });
        Splitter("leave-one-out", bucketCount).Split(At("crowd"), new ReadOptions(), At("split"));
        var buckets = SplitBuckets.Open(At("split"));
        SplitFiles files = SplitFolder.Read(At("split"), new ReadOptions());
        var catalogue = Catalogue.Of(files.Split.Train, files.Items);
        var streamed = (IRanker)ClosedForm[name].Fit(buckets, new Dictionary<string, string>(), new FitContext());
        var whole = (IRanker)ClosedForm[name].Fit(TrainingData.Of(files.Split, files.Items), new FitContext());
        Assert.Equal(Saved(whole, catalogue), Saved(streamed, catalogue));
        Assert.Equal(catalogue.TrainingCounts, buckets.Catalogue.TrainingCounts);
        Assert.Equal(files.Split.Train.Count, buckets.TrainingEvents);
        CancellationToken stop = TestContext.Current.CancellationToken;
        foreach (SplitPart part in (SplitPart[])[SplitPart.Valid, SplitPart.Test])
        {
            var options = new EvaluationOptions { Detailed = true };
            EvaluationSummary expected = Evaluator.Evaluate(whole, catalogue, files.Split, part, options, cancellation: stop), found = Evaluator.Evaluate(streamed, buckets, part, options, cancellation: stop);
            Assert.Equal(expected.Figures, found.Figures);
            Assert.Equal(expected.Counts, found.Counts);
            Assert.Equal(expected.Slices.Concat(expected.Bins), found.Slices.Concat(found.Bins));
            Assert.Equal((expected.PeopleCount, expected.Candidates, expected.Unreachable, expected.WithoutHistory, expected.Fingerprint), (found.PeopleCount, found.Candidates, found.Unreachable, found.WithoutHistory, found.Fingerprint));
            Assert.Equal(expected.Definitions, found.Definitions);
        }
    }

    [Fact]
    public void Without_categories_every_figure_but_diversity_is_there()
    {
        InteractionLog log = Log();
        InteractionWriters.Named("parquet").Write(At("events"), log, ItemTable.Without(log.Items));
        Splitter("leave-one-out", buckets: 3).Split(At("events"), new ReadOptions(), At("split"));
        var buckets = SplitBuckets.Open(At("split"));
        SplitFiles files = SplitFolder.Read(At("split"), new ReadOptions());
        var model = Popularity.Of(buckets.Catalogue);
        var options = new EvaluationOptions { Detailed = true };
        CancellationToken stop = TestContext.Current.CancellationToken;
        IReadOnlyDictionary<string, double> expected = Evaluator.Evaluate(model, buckets.Catalogue, files.Split, SplitPart.Test, options, cancellation: stop).Figures;
        Assert.Equal(expected.Where(figure => !figure.Key.StartsWith("diversity@", StringComparison.Ordinal)), Evaluator.Evaluate(model, buckets, SplitPart.Test, options, cancellation: stop).Figures);
    }

    [Theory]
    [InlineData("cold-users")]
    [InlineData("cold-items")]
    [InlineData("last-action")]
    [InlineData("rolling-windows")]
    public void A_protocol_that_draws_among_everybody_is_refused_before_anything_is_read(string protocol)
    {
        var fault = Assert.Throws<CiceroneException>(() => Splitter(protocol, buckets: 2).Split(At("nowhere"), new ReadOptions(), At("split")));
        Assert.Contains(protocol, fault.Message, StringComparison.Ordinal);
        Assert.Contains("leave-one-out", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_damaged_part_of_the_events_is_named_and_nothing_is_left()
    {
        WriteCrowd(new CrowdOptions { People = 200, Items = 50, MeanEvents = 20 });
        string part = Path.Combine(At("crowd"), "day=2026-01-20", "part-00000.parquet");
        File.WriteAllBytes(part, File.ReadAllBytes(part)[..^40]);
        var fault = Assert.Throws<CiceroneException>(() => Splitter("leave-one-out", buckets: 2).Split(At("crowd"), new ReadOptions(), At("split")));
        Assert.Contains(part, fault.Message, StringComparison.Ordinal);
        Assert.Equal(["crowd"], Directory.EnumerateFileSystemEntries(_folder).Select(Path.GetFileName));
    }

    [Fact]
    public void A_damaged_or_missing_part_of_a_split_is_named()
    {
        WriteCrowd(new CrowdOptions { People = 200, Items = 50, MeanEvents = 20 });
        Splitter("leave-one-out", buckets: 3).Split(At("crowd"), new ReadOptions(), At("split"));
        string part = Path.Combine(At("split"), "train", "part-00001.parquet");
        var buckets = SplitBuckets.Open(At("split"));
        File.WriteAllBytes(part, File.ReadAllBytes(part)[..^40]);
        Assert.Contains(part, Assert.Throws<CiceroneException>(() => buckets[1]).Message, StringComparison.Ordinal);
        File.Delete(part);
        Assert.Contains(part, Assert.Throws<CiceroneException>(() => SplitBuckets.Open(At("split"))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Folders_named_after_a_key_are_read_in_order_and_the_key_is_told()
    {
        WriteCrowd(new CrowdOptions { People = 100, Items = 50, MeanEvents = 20 });
        File.WriteAllText(Path.Combine(At("crowd"), "day=2026-01-01", "_SUCCESS"), "");
        File.Copy(Path.Combine(At("crowd"), "day=2026-01-01", "part-00000.parquet"), Path.Combine(At("crowd"), "day=2026-01-01", "_part.parquet"));
        Dataset read = Dataset.Open(At("crowd"), new ReadOptions { Strict = true });
        string[] days = [.. read.Log.Time.ToArray().Select(time => DateTimeOffset.FromUnixTimeMilliseconds(time).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture))];
        Assert.Equal(days.Order(StringComparer.Ordinal), days);
        Assert.Equal(30, days.Distinct().Count());
        Assert.Contains(read.Report.Notes, note => note.Contains("'day'", StringComparison.Ordinal));
    }

    private void WriteCrowd(CrowdOptions options) => new Crowd(options).Write(At("crowd"), cancellation: TestContext.Current.CancellationToken);

    private static BucketSplitter Splitter(string protocol, int buckets) => new() { Protocol = Protocol.Named(protocol), Buckets = buckets, Seed = 7 };

    /// <summary>People with few and many events, of which some share a moment, with values and actions.</summary>
    private static InteractionLog Log()
    {
        var random = new RandomSource(3);
        var log = new InteractionLogBuilder();
        for (int row = 0; row < 2000; row++)
            log.Add($"person {(int)(random.NextDouble() * random.NextDouble() * 120)}", $"item {random.NextInt(40)}", 1_700_000_000_000 + 60_000_000L * random.NextInt(60), random.NextInt(5), random.NextInt(3) == 0 ? "buy" : "view");
        return log.Build();
    }

    /// <summary>Everybody's events in order.</summary>
    private static SortedDictionary<string, string> ByPerson(params InteractionLog[] logs)
    {
        var people = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (InteractionLog log in logs)
            for (int row = 0; row < log.Count; row++)
                people[log.Users[log.User[row]]] = people.GetValueOrDefault(log.Users[log.User[row]], "")
                    + $"{log.Items[log.Item[row]]} {(log.HasTimes ? log.Time[row] : null)} {(log.HasValues ? log.Value[row] : null)} {(log.HasActions ? log.Actions[log.Action[row]] : null)}\n";
        return people;
    }

    private Dictionary<string, byte[]> Saved(IRanker model, Catalogue catalogue)
    {
        string folder = At($"model-{Guid.NewGuid():N}");
        ModelFolder.Save(folder, new ModelCard { Algorithm = "any", Options = new Dictionary<string, string>(), Seed = 1, TrainingEvents = 1 }, model, catalogue);
        return Directory.GetFiles(folder).ToDictionary(file => Path.GetFileName(file), File.ReadAllBytes);
    }

    private string At(string name) => Path.Combine(_folder, name);
}
