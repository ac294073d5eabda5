using System.Text.RegularExpressions;
using Cicerone.Data;
using Cicerone.Data.Features;
using Cicerone.Data.Formats;
using Cicerone.Protocols;
using Cicerone.Simulation;
using Cicerone.Tests.Data.Formats;

namespace Cicerone.Tests.Simulation;

/// <summary>A market in memory is what its files tell.</summary>
public sealed class AdMarketSplitTests : IDisposable
{
    private static readonly AdMarketOptions Small = new() { Users = 60, Items = 400, Conversions = true, Seed = 4 };
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Events_profiles_and_vectors_are_those_of_the_files()
    {
        AdMarketFiles.Write(Small, _folder.Path, cancellation: TestContext.Current.CancellationToken);
        Dataset files = Dataset.Open(_folder.Path, new ReadOptions { Strict = true });
        var market = AdMarketSplit.Of(Small, new LastAction());
        InteractionLog all = InteractionLog.Concat(market.Split.Train, market.Split.Valid, market.Split.FoldIn, market.Split.LeftOut);
        Histories ours = Histories.Of(all), theirs = Histories.Of(files.Log);
        for (int person = 0; person < files.Log.Users.Count; person++)
        {
            int same = all.Users.Index(files.Log.Users[person], "person");
            if (market.Market.IsTest(same)) continue;
            Assert.Equal(EventsOf(files.Log, theirs[person]).Order(), EventsOf(all, ours[same]).Order());
            Assert.Equal(files.People[person], market.Split.People[same]); // raw values: people's are not indexed
        }
        var vectors = new FeatureFile("81", Path.Combine(_folder.Path, "creative_emb", "emb_81_32.pkl")).Read(market.Items);
        Assert.Equal(vectors.KnownCount, market.Features[0].KnownCount);
        Assert.Equal(vectors.ToArray(), market.Features[0].ToArray());
    }

    [Fact]
    public void Test_people_are_the_markets_own_and_nobody_in_training_meets_what_is_cold()
    {
        var market = AdMarketSplit.Of(Small, new LastAction());
        Assert.All(market.Split.Test.User.ToArray(), user => Assert.True(market.Market.IsTest(user)));
        Assert.All(market.Split.Train.User.ToArray(), user => Assert.False(market.Market.IsTest(user)));
        Assert.All(market.Split.Train.Item.ToArray(), item => Assert.False(market.Market[item].IsCold));
        Assert.Equal(market.Split.Test.Count, market.Split.Test.User.ToArray().Distinct().Count());
    }

    /// <summary>Newcomers make figures surer and change nothing of what is learned.</summary>
    [Fact]
    public void Newcomers_are_tested_and_every_fourth_is_for_validation()
    {
        AdMarketSplit market = AdMarketSplit.Of(Small, new LastAction()), more = AdMarketSplit.Of(Small with { Newcomers = 40 }, new LastAction());
        string[] Told(InteractionLog log) => [.. Enumerable.Range(0, log.Count).Select(row => $"{log.Users[log.User[row]]} {log.Items[log.Item[row]]} {log.Time[row]}")];
        Assert.Equal(Told(market.Split.Train), Told(more.Split.Train));
        Assert.Empty(Told(market.Split.Test).Except(Told(more.Split.Test)));
        int[] tested = [.. more.Split.Test.User.ToArray().Where(more.Market.IsNewcomer)], validated = [.. more.Split.Valid.User.ToArray().Where(more.Market.IsNewcomer)];
        Assert.InRange(tested.Length, 20, 30);
        Assert.InRange(validated.Length, 5, 10);
        Assert.Empty(tested.Intersect(validated));
        Assert.Contains(more.Split.FoldIn.Item.ToArray(), item => more.Market[item].IsCold);
    }

    /// <summary>Nothing that is held out reaches counts: they are the same when it is not there at all.</summary>
    [Fact]
    public void Counts_do_not_change_when_answers_and_what_follows_are_removed()
    {
        Split split = AdMarketSplit.Of(Small, new LastAction()).Split;
        InteractionLog all = InteractionLog.Concat(split.Train, split.FoldIn, split.Valid, split.Test, split.LeftOut);
        HashSet<int> held = [.. split.Test.User, .. split.Valid.User, .. split.LeftOut.User];
        InteractionLog without = all.Select([.. Enumerable.Range(0, all.Count).Where(row => !held.Contains(all.User[row]))]);
        Assert.Equal(Catalogue.Of(without, ItemTable.Without(all.Items)).TrainingCounts, Catalogue.Of(split.Train, ItemTable.Without(all.Items)).TrainingCounts);
    }

    /// <summary>A profile's record has the time of the last event; nothing reads it.</summary>
    [Fact]
    public void The_time_of_a_profile_changes_nothing()
    {
        AdMarketFiles.Write(Small, _folder.Path, cancellation: TestContext.Current.CancellationToken);
        Dataset before = Dataset.Open(_folder.Path, new ReadOptions());
        string path = Path.Combine(_folder.Path, "seq.jsonl");
        string[] lines = File.ReadAllLines(path);
        File.WriteAllLines(path, lines.Select((line, number) => Regex.Replace(line, @"null,null,\d+\]\]$", $"null,null,{number * 77_777}]]", RegexOptions.None, TimeSpan.FromSeconds(1))));
        Assert.NotEqual(lines, File.ReadAllLines(path));
        Dataset after = Dataset.Open(_folder.Path, new ReadOptions());
        Assert.Equal(World(before), World(after));
        Assert.Equal(before.People[3], after.People[3]);
    }

    [Fact]
    public void A_run_keeps_profiles_and_rules_beside_its_events()
    {
        Split split = AdMarketSplit.Of(Small, new LastAction { TellsAction = false }).Split;
        SplitFolder.Write(_folder.Path, split);
        Split read = SplitFolder.Read(_folder.Path, new ReadOptions { Strict = true }).Split;
        Assert.Equal(split.Fingerprint(), read.Fingerprint());
        Assert.Equal(split.Rules.ActionWeights, read.Rules.ActionWeights);
        Assert.False(read.Rules.TellsAction);
        for (int person = 0; person < split.People.People.Count; person++) Assert.Equal(split.People[person], read.People[person]);
        Assert.NotEqual(split.Fingerprint(), (split with { Rules = split.Rules with { TellsAction = true } }).Fingerprint());
        PersonTable few = split.People.For(new Vocabulary(["stranger", split.People.People[5]]));
        Assert.Empty(few[0]);
        Assert.Equal(split.People[5], few[1]);
    }

    private static string World(Dataset data) => string.Join('\n', EventsOf(data.Log, Enumerable.Range(0, data.Log.Count)));

    private static IEnumerable<string> EventsOf(InteractionLog log, IEnumerable<int> rows) => rows.Select(row => $"{log.Users[log.User[row]]} {log.Items[log.Item[row]]} {log.Time[row]} {log.Actions[log.Action[row]]}");

    private static IEnumerable<string> EventsOf(InteractionLog log, History history) =>
        Enumerable.Range(0, history.Count).Select(place => $"{log.Items[history.Items.Span[place]]} {history.Times.Span[place]} {log.Actions[history.Actions.Span[place]]}");
}
