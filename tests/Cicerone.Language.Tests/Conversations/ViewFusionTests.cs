using System.Numerics.Tensors;
using Cicerone.Data;
using Cicerone.Language.Conversations.Views;
using Cicerone.Models;
using Cicerone.Neural.Training;
using TorchSharp;
using Tensor = TorchSharp.torch.Tensor;

namespace Cicerone.Language.Tests.Conversations;

/// <summary>Items lie on a grid: what is said tells the row, what was chosen the column, and only both together the item.</summary>
public sealed class ViewFusionTests
{
    private const int Side = 6, Copies = 3, Items = Side * Side * Copies, Factors = 8;
    private static readonly FusionOptions Options = new() { Width = 24, Factors = Factors, Epochs = 40, BatchSize = 32, LearningRate = 5e-3, Dropout = 0.1 };
    private static readonly FitContext OneThread = new() { Threads = 1, Seed = 3 };

    private static int Row(int item) => item / Copies / Side;

    private static int Column(int item) => item / Copies % Side;

    [Fact]
    public void What_is_read_without_native_code_is_what_the_network_says()
    {
        FusionItems items = Known();
        ViewFusion fusion = Learned(items, Cases(random: new RandomSource(1), 40), epochs: 2);
        FusionCase[] cases = [.. Cases(new RandomSource(2), 5), new FusionCase(new float[Side], [], 0)];
        float[][] read = [.. cases.Select(one => Scores(fusion, items, one))];

        using var parameters = new ParameterSet(seed: 9);
        var network = new FusionNetwork(parameters, Side, Options);
        Dictionary<string, StoredTensor> stored = fusion.ToStored().ToDictionary(tensor => tensor.Name, tensor => tensor.Tensor);
        foreach (Parameter parameter in parameters.All) stored[parameter.Name].AsFloat32().CopyTo(parameter.Values);
        parameters.Touch();
        (Tensor, Tensor) views = network.Views(Rows(items.Text, Side), Rows(items.Behaviour, Factors));
        (Tensor, Tensor) moments = network.Views(Rows([.. cases.SelectMany(one => one.Said)], Side), Rows([.. cases.SelectMany(one => items.MeanBehaviour(one.Chosen))], Factors));
        using var step = Step.WithoutDropout();
        float[] logits = network.Logits(network.Moments(views, moments, [.. cases.Select(one => one.Chosen)], step), network.Items(views, step), torch.tensor(items.LogCounts)).data<float>().ToArray();
        for (int row = 0; row < cases.Length; row++)
            for (int item = 0; item < Items; item++) Assert.Equal(logits[row * Items + item], read[row][item], 1e-3f);
    }

    [Fact]
    public void It_learns_what_neither_view_tells_alone()
    {
        FusionItems items = Known();
        ViewFusion fusion = Learned(items, Cases(new RandomSource(1), 400));
        FusionCase[] cases = Cases(new RandomSource(2), 60);
        double both = Found(cases), withoutWords = Found([.. cases.Select(one => one with { Said = new float[Side] })]), withoutChoice = Found([.. cases.Select(one => one with { Chosen = [] })]);
        Assert.True(both > 0.9, $"both {both}");
        Assert.True(withoutWords < 0.5 && withoutChoice < 0.5, $"without words {withoutWords}, without what was chosen {withoutChoice}");

        double Found(FusionCase[] some) => some.Average(one => Place(Scores(fusion, items, one), one.Target) < Copies ? 1.0 : 0);
    }

    [Fact]
    public void It_is_the_same_after_it_was_kept()
    {
        FusionItems items = Known();
        ViewFusion fusion = Learned(items, Cases(new RandomSource(1), 40), epochs: 1);
        string path = Path.Combine(Directory.CreateTempSubdirectory("cicerone-fusion-").FullName, "fusion.safetensors");
        try
        {
            TensorFile.Write(path, fusion.ToStored());
            var kept = ViewFusion.Load(TensorFile.Read(path));
            FusionCase one = Cases(new RandomSource(4), 1)[0];
            Assert.Equal(Scores(fusion, items, one), Scores(kept, items, one));
            Assert.Equal(fusion.ToStored().Select(tensor => tensor.Name).Order(StringComparer.Ordinal), kept.ToStored().Select(tensor => tensor.Name).Order(StringComparer.Ordinal));
        }
        finally
        {
            Directory.Delete(Path.GetDirectoryName(path)!, recursive: true);
        }
    }

    [Fact]
    public void An_item_that_joined_later_is_ranked_by_its_text()
    {
        FusionItems items = Known();
        ViewFusion fusion = Learned(items, Cases(new RandomSource(1), 400));
        float[] more = [.. items.Text, .. TextOf(0), .. TextOf(Items - 1)];
        ItemVectors vectors = fusion.VectorsOf(more);
        Assert.Equal(Items + 2, vectors.Count);
        float[] asked = fusion.VectorOf(TextOf(0), [], []);
        Assert.True(TensorPrimitives.Dot(asked, vectors[Items]) > TensorPrimitives.Dot(asked, vectors[Items + 1]));
    }

    private static ViewFusion Learned(FusionItems items, FusionCase[] cases, int? epochs = null) =>
        ViewFusion.Fit(cases, items, new TrainingData(Log(), ItemTable.Without(Log().Items)), Options with { Epochs = epochs ?? Options.Epochs }, OneThread);

    /// <summary>Two items of the target's column, and its row in words.</summary>
    private static FusionCase[] Cases(RandomSource random, int count) => [.. Enumerable.Range(0, count).Select(_ =>
    {
        int target = random.NextInt(Items);
        int[] chosen = [.. Enumerable.Range(0, 2).Select(_ => (random.NextInt(Side) * Side + Column(target)) * Copies + random.NextInt(Copies)).Where(item => item != target)];
        return new FusionCase(TextOf(target), chosen, target);
    })];

    private static float[] TextOf(int item)
    {
        float[] text = new float[Side];
        text[Row(item)] = 1;
        return text;
    }

    private static FusionItems Known() => FusionItems.Of([.. Enumerable.Range(0, Items).SelectMany(TextOf)], new TrainingData(Log(), ItemTable.Without(Log().Items)), Factors, OneThread);

    /// <summary>Everybody chooses of one column.</summary>
    private static InteractionLog Log()
    {
        var random = new RandomSource(7);
        var log = new InteractionLogBuilder(new Vocabulary(), new Vocabulary(Enumerable.Range(0, Items).Select(item => $"i{item}")), new Vocabulary());
        for (int person = 0; person < 120; person++)
            foreach (int item in Enumerable.Range(0, Items).Where(item => Column(item) == person % Side && random.NextInt(3) == 0)) log.Add($"p{person}", $"i{item}");
        return log.Build();
    }

    private static float[] Scores(ViewFusion fusion, FusionItems items, FusionCase one)
    {
        ItemVectors vectors = fusion.VectorsOf(items.Text);
        float[] asked = fusion.VectorOf(one.Said, one.Chosen, (float[])[.. one.Chosen.SelectMany(TextOf)]);
        return [.. Enumerable.Range(0, Items).Select(item => TensorPrimitives.Dot(asked, vectors[item]))];
    }

    private static int Place(float[] scores, int target) => scores.Count(score => score > scores[target]);

    private static Tensor Rows(float[] values, int width) => torch.tensor(values, [values.Length / width, width]);
}
