using System.Text;
using System.Text.Json.Nodes;
using Cicerone.Data;
using Cicerone.Evaluation;
using Cicerone.Evaluation.Forgetting;
using Cicerone.Models;
using Cicerone.Protocols;

namespace Cicerone.Tests.Evaluation.Forgetting;

/// <summary>A small shop with two people who leave; one of them knew items that nobody else does.</summary>
public sealed class RunForgettingTests : IDisposable
{
    private const string Rare = "zanzibar-4711", RareItem = "quagga", Common = "person 3";
    private static readonly AlgorithmTable Algorithms = new(AlgorithmTable.ClosedForm);
    private readonly string _folder = Directory.CreateTempSubdirectory("cicerone-forgetting-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData("popularity", 1e-6)]
    [InlineData("item-knn", 1e-6)]
    [InlineData("user-knn", 1e-6)]
    [InlineData("gf-cf", 1e-6)]
    [InlineData("ease", 1e-6)]
    [InlineData("als", 1e-5)] // solved in single precision, whose sums depend on the order of the items
    public void Scores_are_those_of_a_fit_without_the_people(string algorithm, double tolerance)
    {
        string run = Fit(algorithm);
        ForgetReceipt receipt = Forget(run, Rare, Common);
        Assert.All(receipt.Checks, check => Assert.True(check.Holds, $"{check.What}: {check.Figure}"));
        RunFolder left = RunFolder.Open(run, Algorithms);

        InteractionLog fresh = Log(id => id is not (Rare or Common));
        var model = (IRanker)Algorithms[algorithm].Fit(TrainingData.Of(new LeaveOneOut().Split(fresh, seed: 1), ItemTable.Without(fresh.Items)), new FitContext());
        var catalogue = Catalogue.Of(fresh, ItemTable.Without(fresh.Items));
        Assert.Equal(fresh.Items.Ids.Order(StringComparer.Ordinal), left.Model.Catalogue.Ids.Ids.Order(StringComparer.Ordinal));
        foreach (string history in (string[])["item 1,item 2", "item 7", "item 3,item 11,item 19"])
        {
            string[] items = history.Split(',');
            float[] expected = Scores(model, catalogue, items), found = Scores(left.Model.Model, left.Model.Catalogue, items);
            for (int item = 0; item < expected.Length; item++)
                Assert.Equal(expected[item], found[left.Model.Catalogue.Ids.Index(catalogue.Ids[item], "item")], tolerance * Math.Max(1, Math.Abs(expected[item])));
        }
    }

    [Fact]
    public void Nothing_of_a_person_is_left_in_any_byte_of_the_run_or_of_the_cache()
    {
        string run = Fit("ease");
        Assert.True(Holds(_folder, Rare) && Holds(_folder, RareItem));
        Directory.CreateDirectory(run + ".checkpoint");
        File.WriteAllText(Path.Combine(run + ".checkpoint", "state"), Rare);
        ForgetReceipt receipt = Forget(run, Rare);
        Assert.False(Holds(_folder, Rare), "their id is left.");
        Assert.False(Holds(_folder, RareItem), "an item is left that only they had known.");
        Assert.Equal((1, 3), (receipt.People, receipt.Items));
        Assert.Equal(new Dictionary<string, int> { ["train"] = 3, ["valid"] = 1, ["test"] = 1 }, receipt.Events);
    }

    [Fact]
    public void An_item_of_the_catalogue_stays_though_only_one_person_chose_it()
    {
        InteractionLog log = Log(_ => true);
        var table = new ItemTable(log.Items, new Dictionary<string, string?[]> { ["title"] = [.. log.Items.Ids.Select(id => id == RareItem + " 0" ? "The quagga" : null)] });
        string run = Fit("item-knn", table);
        Assert.Equal(2, Forget(run, Rare).Items);
        Assert.True(RunFolder.Open(run, Algorithms).Model.Catalogue.Ids.TryIndex(RareItem + " 0", out _));
    }

    [Fact]
    public void Ease_subtracts_a_few_people_and_is_fitted_anew_for_many()
    {
        Assert.Contains("Woodbury", Forget(Fit("ease"), Common).How, StringComparison.Ordinal);
        string[] many = [.. Enumerable.Range(0, 20).Select(person => $"person {person}")];
        ForgetReceipt anew = Forget(Fit("ease"), many);
        Assert.Contains("learned anew", anew.How, StringComparison.Ordinal);
        Assert.Empty(anew.Checks);
    }

    [Fact]
    public void A_model_that_is_not_of_the_data_fails_the_check_and_is_learned_anew()
    {
        string run = Fit("ease");
        RunFolder former = RunFolder.Open(run, Algorithms);
        IModel other = Algorithms["ease"].Fit(new TrainingData(Log(id => id != "person 9"), ItemTable.Without(Log(_ => true).Items)), new FitContext());
        RunFolder.ExchangeModel(run, former.Model.Card, other, former.Model.Catalogue);
        ForgetReceipt receipt = Forget(run, Common);
        Assert.Contains(receipt.Checks, check => !check.Holds);
        Assert.Contains("learned anew", receipt.How, StringComparison.Ordinal);
    }

    [Fact]
    public void Receipts_pile_up_and_name_nobody()
    {
        string run = Fit("popularity");
        Forget(run, Common);
        Forget(run, "person 4", "person 5");
        string kept = File.ReadAllText(Path.Combine(run, "forgotten.json"));
        ForgetReceipt latest = ForgetReceipt.Latest(run)!;
        Assert.Equal((2, "popularity"), (latest.People, latest.Algorithm));
        Assert.Equal((58, 10), (latest.Lists!.People, latest.Lists.Length));
        Assert.InRange(latest.Lists.Same, 0.5, 1);
        Assert.Equal([1, 2], JsonNode.Parse(kept)!.AsArray().Select(receipt => receipt!["people"]!.GetValue<int>()));
        Assert.DoesNotContain("person 4", kept, StringComparison.Ordinal);
    }

    [Fact]
    public void A_stranger_is_refused_and_nothing_changes()
    {
        string run = Fit("popularity");
        string before = File.ReadAllText(Path.Combine(run, "metrics.json"));
        CiceroneException fault = Assert.Throws<CiceroneException>(() => Forget(run, Common, "nobody"));
        Assert.Contains("'nobody'", fault.Message, StringComparison.Ordinal);
        Assert.Equal(before, File.ReadAllText(Path.Combine(run, "metrics.json")));
        Assert.True(RunFolder.Open(run, Algorithms).ReadSplit().Train.Users.TryIndex(Common, out _));
        Assert.Throws<CiceroneException>(() => Forget(run));
    }

    private string Fit(string algorithm, ItemTable? table = null)
    {
        InteractionLog log = table is null ? Log(_ => true) : Log(_ => true, table.Items);
        string run = Path.Combine(_folder, $"run-{Directory.GetDirectories(_folder).Length}");
        ExperimentResult result = new Experiment
        {
            Algorithm = Algorithms[algorithm],
            Split = new LeaveOneOut().Split(log, seed: 1),
            GlobalTime = table is null ? new GlobalTime().Split(log, seed: 1) : null,
            Items = table ?? ItemTable.Without(log.Items),
            Provenance = new Provenance("shop", "", 0),
            Cache = new BaselineCache(Path.Combine(_folder, "cache")),
        }.Run();
        RunFolder.Write(run, overwrite: false, result);
        return run;
    }

    private ForgetReceipt Forget(string run, params string[] people) =>
        new RunForgetting { Path = run, People = people, Algorithms = Algorithms, Cache = new BaselineCache(Path.Combine(_folder, "cache")) }.Run();

    private static float[] Scores(IRanker model, Catalogue catalogue, string[] history)
    {
        var query = new Query(History.Of([.. history.Select(id => catalogue.Ids.Index(id, "item"))]), null, 0);
        if (model is IScores scores) return scores.ScoresOf(query, catalogue, [.. Enumerable.Range(0, catalogue.Count)]);
        var embeds = (IEmbeds)model;
        float[] vector = new float[embeds.ItemVectors.Width];
        embeds.Embed([query], vector);
        return [.. Enumerable.Range(0, catalogue.Count).Select(item => System.Numerics.Tensors.TensorPrimitives.Dot<float>(vector, embeds.ItemVectors[item]))];
    }

    private static bool Holds(string folder, string text) =>
        Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Any(file => File.ReadAllBytes(file).AsSpan().IndexOf(Encoding.UTF8.GetBytes(text)) >= 0);

    /// <summary>Sixty people with tastes of their own among eighty items, and one who likes what nobody else knows.</summary>
    private static InteractionLog Log(Func<string, bool> stays, Vocabulary? items = null)
    {
        var log = items is null ? new InteractionLogBuilder() : new InteractionLogBuilder(new Vocabulary(), items, new Vocabulary());
        for (int person = 0; person < 60; person++)
        {
            var random = new RandomSource((ulong)person);
            if (!stays($"person {person}")) continue;
            for (int step = 0; step < 12; step++) log.Add($"person {person}", $"item {(person % 4 * 20 + random.NextInt(30)) % 80}", time: 86_400_000L * step + person);
        }
        string[] rare = ["quagga 0", "item 1", "quagga 1", "item 2", "quagga 2"];
        if (stays(Rare))
            for (int step = 0; step < rare.Length; step++) log.Add(Rare, rare[step], time: 86_400_000L * step);
        return log.Build();
    }
}
