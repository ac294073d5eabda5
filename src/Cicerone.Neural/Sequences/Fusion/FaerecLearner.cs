using Cicerone.Models;
using Cicerone.Neural.Layers;
using Cicerone.Neural.Training;
using Tensor = TorchSharp.torch.Tensor;

namespace Cicerone.Neural.Sequences.Fusion;

/// <summary>Adds to the loss of a learner both alignments of own vectors and mapped texts, weighted by a curriculum: L + λ (ω L_item + (1 − ω) L_feature).</summary>
internal sealed class FaerecLearner : ILearner
{
    private const int MostRows = 4096;
    private readonly ILearner _inner;
    private readonly FusedInput _input;
    private readonly int[] _popularity;
    private readonly double _weight;
    private readonly ItemContrastiveLoss _itemLoss;
    private readonly CrossCorrelationLoss _featureLoss;
    private readonly CosineCurriculum _curriculum;
    private readonly SortedDictionary<string, double> _figures = new(StringComparer.Ordinal);

    /// <param name="inner">Learns the next item.</param>
    /// <param name="input">The tokens of its network.</param>
    /// <param name="popularity">Training events of each item.</param>
    /// <param name="options">How.</param>
    public FaerecLearner(ILearner inner, FusedInput input, int[] popularity, FaerecOptions options)
    {
        (_inner, _input, _popularity, _weight) = (inner, input, popularity, options.Alignment);
        (_itemLoss, _featureLoss) = (new ItemContrastiveLoss(options.Temperature), new CrossCorrelationLoss(options.OffDiagonal));
        _curriculum = new CosineCurriculum(options.SmallestWeight, options.Period);
    }

    public int ExampleCount => _inner.ExampleCount;

    public ParameterSet Parameters => _inner.Parameters;

    /// <summary>Both alignments in the last step, and the weight of that of items.</summary>
    public IReadOnlyDictionary<string, double> Figures => new SortedDictionary<string, double>(_inner.Figures.Concat(_figures).ToDictionary(StringComparer.Ordinal), StringComparer.Ordinal);

    public Tensor Loss(int[] examples, Step step)
    {
        Tensor loss = _inner.Loss(examples, step);
        if (_weight == 0) return loss;
        (int[] items, Tensor own, Tensor mapped) = _input.Pool(MostRows, step);
        if (items.Length < 2) return loss;
        double share = _curriculum.WeightIn(step.Epoch - 1);
        Tensor ofItems = _itemLoss.Of(own, mapped, items), alignment = ofItems.Times(share);
        (_figures["alignment of items"], _figures["weight of the alignment of items"]) = (ofItems.item<float>(), share);
        if (share < 1)
        {
            Tensor ofFeatures = _featureLoss.Of(own, mapped, Array.ConvertAll(items, item => _popularity[item]));
            _figures["alignment of dimensions"] = ofFeatures.item<float>();
            alignment = alignment.Plus(ofFeatures.Times(1 - share));
        }
        return loss.Plus(alignment.Times(_weight));
    }

    public IRanker Model() => _inner.Model();
}
