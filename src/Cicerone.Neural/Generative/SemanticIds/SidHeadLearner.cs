using Cicerone.Data;
using Cicerone.Data.Features.Quantisation;
using Cicerone.Models;
using Cicerone.Neural.Inference;
using Cicerone.Neural.Layers;
using Cicerone.Neural.Sequences;
using Cicerone.Neural.Training;
using Tensor = TorchSharp.torch.Tensor;

namespace Cicerone.Neural.Generative.SemanticIds;

/// <summary>Learns a <see cref="SidHead"/> on the vectors of a tower that does not move. The vectors of all training positions are made once and held: a row of the tower's width an event.</summary>
internal sealed class SidHeadLearner : ILearner, IDisposable
{
    private const int HistoriesAtOnce = 256;
    private readonly SequenceModel _tower;
    private readonly SemanticIdTable _ids;
    private readonly SidHeadOptions _options;
    private readonly SidHead _head;
    private readonly float[] _queries;
    private readonly int[] _targets;

    public SidHeadLearner(SequenceModel tower, SemanticIdTable ids, InteractionLog log, SidHeadOptions options, ulong seed)
    {
        (_tower, _ids, _options, Parameters) = (tower, ids, options, new ParameterSet(seed));
        _head = new SidHead(Parameters, tower.ItemVectors.Width, ids.Codebooks.Levels, ids.Codebooks.Codes);
        (_queries, _targets) = Examples(log);
    }

    public int ExampleCount => _targets.Length;

    public ParameterSet Parameters { get; }

    public Tensor Loss(int[] examples, Step step)
    {
        Parameters.Touch();
        int width = _tower.ItemVectors.Width;
        return _head.Loss(NativeRows.Of(_queries, width, examples), [.. examples.SelectMany(example => _ids[_targets[example]].ToArray())], step.Threads);
    }

    public SidHeadModel Model() => new(_tower, _ids, StoredWeights.Of(Parameters), _options);

    IRanker ILearner.Model() => Model();

    public void Dispose() => Parameters.Dispose();

    /// <summary>The vector of every beginning of a history that is learned from, and what came next.</summary>
    private (float[] Queries, int[] Targets) Examples(InteractionLog log)
    {
        var examples = new SequenceExamples(log, _options with { Targets = Targets.Last });
        int width = _tower.ItemVectors.Width;
        float[] queries = new float[checked(examples.Count * width)];
        int[] targets = new int[examples.Count];
        foreach (int[] some in Enumerable.Range(0, examples.Count).Chunk(HistoriesAtOnce))
        {
            (RaggedBatch batch, int[] next) = examples.Take(some);
            Query[] asked = [.. Enumerable.Range(0, some.Length).Select(i => new Query(History.Of(batch.Items[batch.Offsets[i]..batch.Offsets[i + 1]]), Person: null, TieKey: 0))];
            _tower.Embed(asked, queries.AsSpan(some[0] * width, some.Length * width));
            next.CopyTo(targets, some[0]);
        }
        return (queries, targets);
    }
}
