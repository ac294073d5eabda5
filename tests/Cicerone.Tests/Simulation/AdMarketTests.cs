using Cicerone.Data.Formats;
using Cicerone.Data.Formats.TencentGr;
using Cicerone.Simulation;
using Cicerone.Tests.Data.Formats;

namespace Cicerone.Tests.Simulation;

/// <summary>What a market of advertisements has to teach can be taken from it piece by piece, and its files tell what it is.</summary>
public sealed class AdMarketTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    /// <summary>The rankers of the specification, which know the truth in part; the score is .31 HR@10 + .69 NDCG@10.</summary>
    [Fact]
    public void Order_time_and_topic_each_carry_signal()
    {
        var market = new AdMarket(new AdMarketOptions());
        var (popularity, active, order, both) = (Score(market, (_, _, _) => true), Score(market, (ad, _, time) => market.Runs(ad, time)),
            Score(market, (ad, wanted, _) => market[ad].Topic == wanted), Score(market, (ad, wanted, time) => market[ad].Topic == wanted && market.Runs(ad, time)));
        Assert.InRange(popularity, 0.002, 0.05);
        Assert.InRange(active, 2 * popularity, 0.15);
        Assert.InRange(order, 2 * active, 0.4);
        Assert.InRange(both, 2 * order, 0.8);
    }

    [Theory]
    [InlineData("order")]
    [InlineData("windows")]
    public void A_twin_without_a_signal_has_lost_it(string signal)
    {
        var market = new AdMarket(new AdMarketOptions());
        var twin = new AdMarket(new AdMarketOptions { HasOrder = signal != "order", HasWindows = signal != "windows" });
        double Near(AdMarket one) => Score(one, (ad, wanted, time) => one[ad].Topic == wanted && one.Runs(ad, time));
        Assert.True(Near(twin) < 0.6 * Near(market), $"{Near(twin)} and {Near(market)}");
    }

    [Fact]
    public void Test_people_alone_meet_what_is_cold()
    {
        var market = new AdMarket(new AdMarketOptions { Users = 400 });
        bool MeetsCold(int user) => market.EventsOf(user).Any(one => market[one.Ad].IsCold);
        Assert.DoesNotContain(Enumerable.Range(0, 400), user => !market.IsTest(user) && MeetsCold(user));
        Assert.True(Enumerable.Range(0, 400).Count(user => market.IsTest(user) && MeetsCold(user)) > 30);
    }

    [Fact]
    public void The_files_are_those_of_the_contest_and_the_answers_are_apart()
    {
        var options = new AdMarketOptions { Users = 120, Items = 600, Conversions = true, Seed = 3 };
        long events = AdMarketFiles.Write(options, _folder.Path, cancellation: TestContext.Current.CancellationToken);
        Dataset data = Dataset.Open(_folder.Path, new ReadOptions { Strict = true });
        Assert.Equal("tencentgr", data.Format);
        Assert.Equal(108, data.Log.Users.Count);
        var market = new AdMarket(options);
        Assert.Equal(Enumerable.Range(0, 120).Where(user => !market.IsTest(user)).Sum(user => market.EventsOf(user).Count()), data.Log.Count);
        Assert.Equal(AdMarketData.UserId(0), data.Log.Users[0]);
        Assert.Equal(AdMarketData.CreativeId(market.EventsOf(0).First().Ad), data.Log.Items[data.Log.Item[0]]);
        string[] test = File.ReadAllLines(Path.Combine(_folder.Path, "predict_seq.jsonl"));
        Assert.Equal(events, data.Log.Count + test.Sum(line => AdSequence.Parse(System.Text.Encoding.UTF8.GetBytes(line)).Events.Count));
        var answers = File.ReadAllLines(Path.Combine(_folder.Path, "truth", "answers.csv")).Skip(1).Select(line => line.Split(',')).ToDictionary(fields => fields[0]);
        Assert.Equal(test.Length, answers.Count);
        bool rawItems = false;
        foreach (string line in test)
        {
            AdSequence sequence = AdSequence.Parse(System.Text.Encoding.UTF8.GetBytes(line));
            string[] answer = answers[sequence.User];
            Assert.All(sequence.Events, one => Assert.True(one.Time < long.Parse(answer[3], System.Globalization.CultureInfo.InvariantCulture)));
            AdIndexer indexer = AdIndexer.Read(Path.Combine(_folder.Path, AdIndexer.FileName));
            string[] shown = [.. sequence.Events.Select(one => int.Parse(one.Item[..Math.Min(9, one.Item.Length)], System.Globalization.CultureInfo.InvariantCulture) is var index && one.Item.Length < 9 ? indexer.Items[index - 1] : one.Item)];
            rawItems |= sequence.Events.Any(one => one.Item.Length > 9);
            Assert.DoesNotContain(answer[1], shown);
        }
        Assert.True(rawItems);
        Assert.Contains(File.ReadLines(Path.Combine(_folder.Path, "predict_set.jsonl")), line => line.Contains("\":\"", StringComparison.Ordinal)); // a value that training people never met
    }

    [Fact]
    public void Offsets_begin_the_lines()
    {
        AdMarketFiles.Write(new AdMarketOptions { Users = 30, Items = 300 }, _folder.Path, cancellation: TestContext.Current.CancellationToken);
        byte[] bytes = File.ReadAllBytes(Path.Combine(_folder.Path, "seq.jsonl"));
        var offsets = (List<object?>)Cicerone.Data.Formats.Pickles.PickleReader.Read(Path.Combine(_folder.Path, "seq_offsets.pkl"))!;
        Assert.Equal(27, offsets.Count);
        foreach (object? offset in offsets)
        {
            int at = (int)(long)offset!;
            Assert.True(at == 0 || bytes[at - 1] == (byte)'\n');
            Assert.Equal((byte)'[', bytes[at]);
        }
    }

    /// <summary>Ranks what passes a filter by popularity, for every test person, after what their last click should lead to.</summary>
    private static double Score(AdMarket market, Func<int, int, long, bool> passes)
    {
        int[] byPopularity = [.. Enumerable.Range(0, market.ItemCount).OrderByDescending(market.Popularity)];
        double sum = 0;
        int asked = 0;
        for (int user = 0; user < market.UserCount; user++)
        {
            AdMarketEvent[] events = [.. market.EventsOf(user)];
            if (AdMarketFiles.TargetOf(events, conversionFirst: false) is not { } target) continue;
            AdMarketEvent[] before = [.. events.Where(one => one.Time < target.Time)];
            if (before.LastOrDefault(one => one.Action != AdAction.Exposure) is not { Time: > 0 } last) continue;
            asked++;
            int wanted = market.After(market[last.Ad].Topic, last.Action), rank = 0;
            foreach (int ad in byPopularity)
            {
                if (!passes(ad, wanted, target.Time)) continue;
                rank++;
                if (ad == target.Ad) sum += 0.31 + 0.69 / Math.Log2(rank + 1);
                if (ad == target.Ad || rank == 10) break;
            }
        }
        return sum / asked;
    }
}
