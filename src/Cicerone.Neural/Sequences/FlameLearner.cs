using Cicerone.Data;
using Cicerone.Models;
using Cicerone.Neural.Layers;
using Cicerone.Neural.Training;
using TorchSharp;
using Tensor = TorchSharp.torch.Tensor;

namespace Cicerone.Neural.Sequences;

/// <summary>
/// Trains a network with a partner of the same shape: the loss of its own plain path, and the mutual loss of all the hybrid
/// paths through modules of either.
/// </summary>
internal sealed class FlameLearner : ILearner
{
    private readonly FlameOptions _options;
    private readonly SasRecNetwork _network, _partner;
    private readonly SequenceLearner _learner, _partnerLearner;
    private readonly SortedDictionary<string, double> _sums = new(StringComparer.Ordinal);
    private int _epoch, _steps;

    /// <param name="network">What is learned and kept.</param>
    /// <param name="partner">The other network; it is trained along when its parameters are learned.</param>
    /// <param name="log">Training events.</param>
    /// <param name="options">How.</param>
    public FlameLearner(SasRecNetwork network, SasRecNetwork partner, InteractionLog log, FlameOptions options)
    {
        (_network, _partner, _options) = (network, partner, options);
        (_learner, _partnerLearner) = (new SequenceLearner(network, log, options), new SequenceLearner(partner, log, options));
        Parameters = options.Partner == FlamePartner.Learning ? network.Parameters.And(partner.Parameters, "partner.") : network.Parameters;
    }

    public int ExampleCount => _learner.ExampleCount;

    public ParameterSet Parameters { get; }

    /// <summary>Means over the steps of the present epoch: both losses, the weight, and how alike the hybrids of a person are.</summary>
    public IReadOnlyDictionary<string, double> Figures => _sums.ToDictionary(sum => sum.Key, sum => sum.Value / _steps);

    public Tensor Loss(int[] examples, Step step)
    {
        (RaggedBatch Batch, int[] Targets) taken = _learner.Take(examples);
        Tensor loss = _learner.LossOf(taken, .., step);
        double weight = _options.WeightIn(step.Epoch);
        if (weight == 0) return loss;
        if (_options.Partner == FlamePartner.Learning) loss = loss.Plus(_partnerLearner.LossOf(taken, .., step));
        Tensor[] hybrids = Hybrids(taken.Batch, step);
        Tensor mutual = MutualLoss.Of(hybrids, _options.Temperature);
        Note(step.Epoch, ("loss of the next item", loss.item<float>()), ("mutual loss", mutual.item<float>()), ("weight of the mutual loss", weight), ("cosine of hybrids", Alikeness(hybrids)));
        return loss.Plus(mutual * torch.tensor((float)weight));
    }

    public IRanker Model() => _network.Model();

    /// <summary>
    /// What every path through modules of either network makes of each sequence: 2^modules tensors [sequences, width]. The last
    /// module of path p is the partner's where its highest bit is set, and so on down.
    /// </summary>
    public Tensor[] Hybrids(RaggedBatch batch, Step step)
    {
        Tensor tokens = Both(0, null, Streams.One);
        for (int module = 1; module < _network.ModuleCount; module++) tokens = Both(module, tokens, new Streams(1 << module, _options.Apart));
        return tokens.chunk(1 << _network.ModuleCount);

        Tensor Both(int module, Tensor? input, Streams streams) => torch.cat(
        [
            _network.Module(module, batch, input, streams, lastOnly: true, step),
            _partner.Module(module, batch, input, streams, lastOnly: true, step),
        ]);
    }

    /// <summary>The mean cosine over examples and pairs of hybrids.</summary>
    private static double Alikeness(Tensor[] hybrids)
    {
        using IDisposable _ = torch.no_grad();
        Tensor unit = torch.nn.functional.normalize(torch.stack(hybrids), dim: 2), sum = unit.sum(0L);
        double all = (sum * sum).sum(1).mean().item<float>(); // the squared length of the sum holds each pair twice and each hybrid once
        return (all - hybrids.Length) / (hybrids.Length * (hybrids.Length - 1));
    }

    private void Note(int epoch, params ReadOnlySpan<(string Name, double Value)> figures)
    {
        if (epoch != _epoch) (_epoch, _steps) = (epoch, 0);
        if (_steps == 0) _sums.Clear();
        foreach ((string name, double value) in figures) _sums[name] = _sums.GetValueOrDefault(name) + value;
        _steps++;
    }
}
