using Cicerone.Data;
using Cicerone.Data.Features;
using Cicerone.Evaluation;
using Cicerone.Kernels;
using Cicerone.Metrics;
using Cicerone.Models;
using Cicerone.Neural.Multimodal;
using Cicerone.Neural.Multimodal.Denoising;
using Cicerone.Protocols;

namespace Cicerone.Neural.Tests.Multimodal;

/// <summary>Ways in which the method could look right without working, each with what would show it.</summary>
public sealed class ShortcutTests(PlantedFits fits) : IClassFixture<PlantedFits>
{
    private static readonly string[] Modalities = ["sight", "sound"];

    [Fact]
    public void The_diffusion_moves_features_and_keeps_some_of_them()
    {
        foreach (string name in Modalities)
        {
            Assert.InRange(fits.Whole.Figures[$"{name}: distance moved"], 0.05, 1.5);
            Assert.InRange(fits.Whole.Figures[$"{name}: signal kept where denoising starts"], 0.3, 0.95);
        }
    }

    [Fact]
    public void What_is_denoised_is_still_the_items_own_and_tells_its_kind()
    {
        JbmDiffModel model = fits.Whole.Model();
        foreach (string name in Modalities)
        {
            Assert.True(fits.Whole.Figures[$"{name}: cosine with own features"] > fits.Whole.Figures[$"{name}: cosine with another item's features"] + 0.1);
            Assert.True(KindsFound(model, name) > 3.0 / PlantedTastes.Kinds, $"{name}: {KindsFound(model, name):0.00} of the nearest items are of the same kind.");
        }
    }

    [Fact]
    public void Of_the_nearest_more_are_of_the_same_kind_as_denoised_than_as_given_with_their_junk_or_without()
    {
        JbmDiffModel model = fits.Whole.Model();
        foreach (FeatureMatrix given in PlantedFits.World.Features)
        {
            double raw = KindsFound(new Modality(given).Values, given.Width), clean = KindsFound(PlantedFits.World.WithoutJunk(given).Values, PlantedTastes.Informative), denoised = KindsFound(model, given.Name);
            Assert.True(denoised > raw && denoised > clean, $"{given.Name}: {raw:0.00} as given, {clean:0.00} without junk, {denoised:0.00} as denoised.");
        }
    }

    [Fact]
    public void The_condition_matters()
    {
        JbmDiffModel told = fits.Whole.Model(), shuffled = fits.Shuffled.Model();
        foreach (string name in Modalities) Assert.True(KindsFound(told, name) > KindsFound(shuffled, name), $"{name}: {KindsFound(told, name):0.00} with the items' own behaviour, {KindsFound(shuffled, name):0.00} with that of others.");
    }

    [Fact]
    public void Credibility_differs_and_is_not_popularity()
    {
        Assert.True(fits.Noisy.Figures["deviation of credibility"] > 0.05);
        Assert.InRange(fits.Noisy.Figures["rank correlation of credibility and popularity"], -0.6, 0.6);
        var report = new CredibilityReport(fits.Noisy.Model(), PlantedFits.Planted.Split.Train);
        Assert.Equal(PlantedFits.Planted.Split.Train.Count, report.Count);
        Assert.InRange(report.WithPopularity!.Value, -0.6, 0.6);
        Assert.InRange(report.Deviation, 0.05, 0.5);
    }

    [Fact]
    public void Credibility_finds_planted_clicks_and_so_do_the_features_alone()
    {
        JbmDiffModel model = fits.Noisy.Model();
        Assert.Equal(["behaviour", "features.sight", "features.sound"], model.Views);
        double all = Found(model.Judge), sight = Found(history => model.Judge(history, "features.sight")), sound = Found(history => model.Judge(history, "features.sound"));
        Assert.True(all > 0.65 && Math.Min(sight, sound) > 0.58, $"AUC {all:0.00}; sight alone {sight:0.00}, sound alone {sound:0.00}.");
    }

    [Fact]
    public void No_event_speaks_for_itself_and_a_lone_one_is_believed()
    {
        JbmDiffModel model = fits.Whole.Model();
        int[] kind = [0, 8, 16, 24, 32, 40], strangers = [.. Enumerable.Range(0, 40).Where(item => PlantedTastes.KindOf(item) != 0)];
        double own = model.Judge(History.Of(kind)).Average(), strange = strangers.Average(item => model.Judge(History.Of([.. kind, item]))[^1]);
        Assert.True(own > 0.9 && strange < 0.6, $"of one kind {own:0.00}, of another {strange:0.00}");
        float[] once = model.Judge(History.Of([.. kind, 3])), twice = model.Judge(History.Of([.. kind, 3, 3]));
        Assert.Equal([once[^1], once[^1]], twice[^2..]); // once more is no evidence
        Assert.Equal([1f], model.Judge(History.Of(3)));
    }

    [Fact]
    public void Items_that_are_only_met_in_the_test_part_are_in_no_graph()
    {
        Split split = PlantedFits.World.Split;
        TrainingData data = PlantedFits.World.Data, other = TrainingData.Of(split with { Test = split.Test.Select([0]) }, data.Items, [.. data.Features]);
        JbmDiffOptions brief = PlantedFits.Options with { Epochs = 2, WarmupEpochs = 0 };
        using JbmDiffLearner one = PlantedFits.Trained(data, brief), two = PlantedFits.Trained(other, brief);
        Assert.Equal(one.Model().ItemVectors.ToArray(), two.Model().ItemVectors.ToArray());
    }

    [Theory]
    [InlineData("vbpr")]
    [InlineData("freedom")]
    [InlineData("bm3")]
    [InlineData("jbm-diff")]
    public void Every_model_reads_the_features_it_is_given(string name)
    {
        TrainingData data = PlantedFits.World.Data, dealt = data with { Features = [.. data.Features.Select(features => features.Shuffle(seed: 5))] };
        var settings = new Dictionary<string, string> { ["epochs"] = "2", ["width"] = "8" };
        float[] Vectors(TrainingData from, string features = "") => ((IEmbeds)new AlgorithmTable(NeuralAlgorithms.All)[name].Fit(from, new Dictionary<string, string>(settings) { ["features"] = features }, new FitContext { Threads = 1 })).ItemVectors.ToArray();
        Assert.NotEqual(Vectors(data), Vectors(dealt));
        Assert.NotEqual(Vectors(data), Vectors(data, "sight"));
        Assert.Contains("Did you mean 'sight'", Assert.Throws<CiceroneException>(() => Vectors(data, "sigt")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Pseudo_positives_are_what_people_chose_later_more_often_than_chance()
    {
        float[] pseudo = fits.Whole.Parameters.All.Single(parameter => parameter.Name == "pseudo-positives").Values.ToArray();
        InteractionLog test = PlantedFits.World.Split.Test;
        HashSet<(int, int)> later = [.. Enumerable.Range(0, test.Count).Select(row => (test.User[row], test.Item[row]))];
        (int, int)[] added = [.. pseudo.Index().Where(one => one.Item >= 0).Select(one => (one.Index, (int)one.Item))];
        double chance = (double)test.Count / test.Users.Count / (test.Items.Count - PlantedFits.World.Split.Train.Count / test.Users.Count), hits = added.Count(later.Contains) / (double)added.Length;
        Assert.True(added.Length >= 20 && hits >= 5 * chance, $"{hits:0.000} of {added.Length} were chosen later; by chance {chance:0.000}.");
        SparseMatrix chosen = SparseMatrix.PeopleByItems(PlantedFits.World.Split.Train);
        Assert.All(added, pair => Assert.Equal(0, chosen[pair.Item1, pair.Item2]));
    }

    /// <summary>The chance that a planted click is believed less than another.</summary>
    private static double Found(Func<History, float[]> judge)
    {
        var histories = Histories.Of(PlantedFits.Planted.Split.Train);
        HashSet<(int, int)> planted = [.. PlantedFits.Planted.Planted];
        List<float> real = [], wrong = [];
        for (int person = 0; person < histories.Count; person++)
            foreach ((int item, float credibility) in histories[person].Items.ToArray().Zip(judge(histories[person]))) (planted.Contains((person, item)) ? wrong : real).Add(credibility);
        return AreaUnderCurve.Of([.. real], [.. wrong], real.Count);
    }

    /// <summary>The share of items whose nearest by denoised features is of the same kind; by chance an eighth.</summary>
    private static double KindsFound(JbmDiffModel model, string name) => KindsFound(model.VectorsOf($"features.{name}"), model.ItemVectors.Width);

    private static double KindsFound(ReadOnlySpan<float> vectors, int width)
    {
        (int Row, float Cosine)[][] nearest = NearestNeighbours.Of(vectors, width, 5, _ => true, new ParallelOptions());
        return nearest.Index().Average(row => row.Item.Count(other => PlantedTastes.KindOf(other.Row) == PlantedTastes.KindOf(row.Index)) / 5.0);
    }
}
