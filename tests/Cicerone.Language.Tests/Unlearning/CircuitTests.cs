using Cicerone.Language.Tests.Transformer;
using Cicerone.Language.Transformer;
using Cicerone.Language.Unlearning;
using Cicerone.Language.Unlearning.Circuits;
using Cicerone.Neural.Training;
using TorchSharp;

namespace Cicerone.Language.Tests.Unlearning;

/// <summary>Detectors: what would go unnoticed if circuits were found wrongly.</summary>
public sealed class CircuitTests : IDisposable
{
    private readonly Decoder _decoder;
    private readonly MarginRuns _runs;
    private readonly Attribution _attribution;
    private readonly PromptPair[] _pairs;

    public CircuitTests()
    {
        _runs = PlantedDecoder.Of(out _decoder);
        _attribution = new Attribution(_runs);
        _pairs = PlantedDecoder.Pairs(_runs, 40);
    }

    public static TheoryData<DecoderFamily> Families => TinyDecoder.Families;

    public void Dispose() => _decoder.Dispose();

    [Fact]
    public void A_patch_from_the_same_prompt_changes_nothing()
    {
        PromptPair[] same = [.. _pairs.Select(pair => new PromptPair(pair.Clean, pair.Clean, pair.IsYes))];
        Assert.All(_attribution.Effects(same), pair => Assert.All(pair, effect => Assert.Equal(0, effect)));
        Assert.All(_attribution.Scores(same, 2), pair => Assert.All(pair, score => Assert.Equal(0, score)));
    }

    [Fact]
    public void Patching_everything_is_the_counterfactual_run()
    {
        float[] corrupt = _runs.MarginsOf([.. _pairs.Select(pair => pair.Corrupt)], [.. _pairs.Select(pair => pair.IsYes)]);
        Assert.Equal(corrupt, _attribution.PatchedMargins(_pairs, _attribution.Components.ToHashSet(), input: true).Select(margin => (float)margin));
    }

    [Fact]
    public void A_planted_head_ranks_first_by_patching_by_gradients_and_among_edges()
    {
        int planted = _attribution.Components.ToList().IndexOf(PlantedDecoder.Planted);
        double[] exact = Grouping.Weights(_attribution.Effects(_pairs));
        Assert.Equal(planted, Array.IndexOf(exact, exact.Max()));
        foreach (int steps in (int[])[1, 5])
        {
            double[] linear = Grouping.Weights(_attribution.Scores(_pairs, steps));
            Assert.Equal(planted, Array.IndexOf(linear, linear.Max()));
            Assert.True(linear[planted] > 10 * linear.Where((_, part) => part != planted).Max());
        }
        Edge first = new EdgeAttribution(_runs).Of(_pairs, 3).First(edge => edge.Source is not null);
        Assert.Equal((PlantedDecoder.Planted, EdgeReaderKind.Answer), (first.Source!.Value, first.Reader.Kind));
    }

    [Fact]
    public void A_circuit_is_what_does_the_work()
    {
        var circuit = Circuit.Find(_attribution, _pairs, Grouping.Weights(_attribution.Scores(_pairs, 3)));
        Assert.Equal([PlantedDecoder.Planted], circuit.Components);
        Assert.True(circuit.Faithfulness >= 0.8);
        Assert.True(Circuit.FaithfulnessOf(_attribution, _pairs, [new Component(0, 1), new Component(1, 0), Component.FeedForward(1)]) <= 0.5);
        Assert.Throws<CiceroneException>(() => Circuit.FaithfulnessOf(_attribution, [new PromptPair(_pairs[0].Clean, _pairs[0].Clean, isYes: true)], []));
    }

    [Fact]
    public void Gradients_foretell_small_changes()
    {
        // The last network has but one way to the answer, so its edge is all of its score.
        int last = _attribution.Components.Count - 1;
        double score = Grouping.Weights(_attribution.Scores(_pairs, 4))[last];
        double edge = new EdgeAttribution(_runs).Of(_pairs, 4).Single(edge => edge.Source == Component.FeedForward(1) && edge.Reader.Kind == EdgeReaderKind.Answer).Score;
        Assert.Equal(score, edge, 1e-3 * score);
        double exact = Grouping.Weights(_attribution.Effects(_pairs))[last];
        Assert.Equal(exact, Grouping.Weights(_attribution.Scores(_pairs, 1))[last], 0.05 * exact);
    }

    [Theory, MemberData(nameof(Families))]
    public void Reading_head_by_head_computes_the_same(DecoderFamily family)
    {
        using var decoder = TinyDecoder.Of(family);
        int[][] texts = [TinyDecoder.Text(9, 1), TinyDecoder.Text(4, 2)];
        float[] expected = DecoderReaderTests.Logits(decoder, texts);
        using DisposeScope scope = torch.NewDisposeScope();
        decoder.Parameters.Touch();
        DecoderReaderTests.AssertNear(expected, MarginRuns.Numbers(decoder.Logits(decoder.Encode(TokenBatch.Of(texts), Step.WithoutDropout(), new HeadByHead(decoder.Shape)))));
    }

    private sealed class HeadByHead(DecoderShape shape) : Probe
    {
        public override (torch.Tensor Query, torch.Tensor Key, torch.Tensor Value)? HeadInputs(int layer, torch.Tensor residual)
        {
            torch.Tensor For(int heads) => residual.unsqueeze(0).expand(heads, residual.shape[0], residual.shape[1]);
            return (For(shape.Heads), For(shape.KeyHeads), For(shape.KeyHeads));
        }
    }
}
