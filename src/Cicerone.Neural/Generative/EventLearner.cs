using Cicerone.Models;
using Cicerone.Neural.Layers;
using Cicerone.Neural.Training;
using TorchSharp;
using Tensor = TorchSharp.torch.Tensor;

namespace Cicerone.Neural.Generative;

/// <summary>Learns what comes next, at every position of everybody's events at once.</summary>
internal sealed class EventLearner : ILearner
{
    /// <summary>Share of the windows whose actions and times are hidden, and of the positions that are not told what comes next: so that a query that lacks them can be answered.</summary>
    private const double Untold = 0.1;

    private const int MostDraws = 100;
    private const string Exposure = "exposure", Conversion = "conversion";
    private readonly EventNetwork _network;
    private readonly EventShape _shape;
    private readonly TencentGrOptions _options;
    private readonly EventWindows _windows;
    private readonly Description[] _items;
    private readonly int[] _trained;
    private readonly double[] _targetShare;
    private readonly float[] _weights; // by action, from 1

    public EventLearner(EventNetwork network, EventShape shape, TrainingData data, TencentGrOptions options)
    {
        (_network, _shape, _options) = (network, shape, options);
        _items = shape.DescribeItems(data);
        _windows = new EventWindows(data, shape, options);
        int[] counts = _windows.TargetCounts(_items.Length);
        _trained = [.. Enumerable.Range(0, _items.Length).Where(item => counts[item] > 0)];
        double all = Math.Max(1, counts.Sum());
        _targetShare = Array.ConvertAll(counts, count => count / all);
        _weights = [1, .. shape.Actions.Select(action => (float)(action == Exposure ? options.ExposureWeight : action == Conversion ? options.ConversionWeight : 1))];
    }

    public int ExampleCount => _windows.Count;

    public ParameterSet Parameters => _network.Parameters;

    public Tensor Loss(int[] examples, Step step)
    {
        (EventSequence Sequence, int[] Targets, int[] Actions)[] taken = [.. examples.Select(example => _windows.Take(example, hides: step.Random.NextDouble() < Untold))];
        foreach (int[] next in taken.Select(one => one.Sequence.Next))
            for (int token = 0; token < next.Length; token++)
                if (step.Random.NextDouble() < Untold) next[token] = 0;
        EventSequence[] sequences = [.. taken.Select(one => one.Sequence)];
        int[] targets = [.. taken.SelectMany(one => one.Targets)], drawn = Draw(taken, targets.Length, step.Random);
        var batch = EventBatch.Of(sequences, _shape, _options);
        var rows = new DescribedRows(_items);
        int[] targetRows = rows.Take(targets), drawnRows = rows.Take(drawn);
        int candidates = rows.Count;
        int[] tokenRows = rows.Take(batch, sequences, _options.Defects);
        Tensor vectors = _network.Begin(rows.Described, step);
        Tensor queries = _network.Encode(batch, sequences, vectors, tokenRows, step), items = vectors.narrow(0, 0, candidates);
        if (_options.Cosine) queries = EventNetwork.Normalised(queries).Times(_options.Sharpness);
        Tensor losses = _options.Loss == EventLoss.Bce ? Binary(queries, items, targetRows, drawnRows) : Contrast(queries, items, rows, targetRows, drawnRows);
        float[] weights = [.. taken.SelectMany(one => one.Actions).Select(action => _weights[action])];
        float all = Math.Max(float.Epsilon, weights.Sum());
        return (losses * torch.tensor(Array.ConvertAll(weights, weight => weight / all))).sum();
    }

    public IRanker Model() => _network.Model(_items);

    /// <summary>Items that training met, all alike: for each target its own, of which none is in the person's window; or a bank for all.</summary>
    private int[] Draw((EventSequence Sequence, int[] Targets, int[] Actions)[] taken, int targets, RandomSource random)
    {
        if (_options.Loss == EventLoss.InfoNce) return [.. Enumerable.Range(0, _options.Negatives).Select(_ => _trained[random.NextInt(_trained.Length)])];
        var drawn = new List<int>(targets * _options.Negatives);
        foreach ((EventSequence sequence, int[] own, _) in taken)
        {
            HashSet<int> met = [.. own, .. sequence.Events.Items.Span];
            for (int i = 0; i < own.Length * _options.Negatives; i++)
            {
                int item = _trained[random.NextInt(_trained.Length)];
                for (int draws = 0; draws < MostDraws && met.Contains(item); draws++) item = _trained[random.NextInt(_trained.Length)]; // where a window has nearly all items, the last draw stays
                drawn.Add(item);
            }
        }
        return [.. drawn];
    }

    private Tensor Binary(Tensor queries, Tensor items, int[] targets, int[] drawn)
    {
        Tensor Rows(int[] rows) => items.index_select(0, torch.tensor(rows, dtype: torch.int32));
        Tensor positive = (queries * Rows(targets)).sum(1), negative = Rows(drawn).view(targets.Length, _options.Negatives, -1).matmul(queries.unsqueeze(2)).squeeze(2);
        return torch.nn.functional.logsigmoid(positive).Plus(torch.nn.functional.logsigmoid(-negative).sum(1)).neg();
    }

    private Tensor Contrast(Tensor queries, Tensor items, DescribedRows rows, int[] targets, int[] drawn)
    {
        int[] counts = new int[items.shape[0]];
        foreach (int row in drawn) counts[row]++;
        if (_options.InBatch)
            foreach (int row in targets) counts[row]++;
        float[]? logExpected = _options.LogQ ? [.. Enumerable.Range(0, counts.Length).Select(row => Expected(rows.Item(row), targets.Length))] : null;
        return InfoNce.Of(queries, items, targets, counts, logExpected);
    }

    /// <summary>The logarithm of how often an item is expected among the negatives of a step.</summary>
    private float Expected(int item, int targets) => (float)Math.Log((_options.InBatch ? targets * _targetShare[item] : 0) + _options.Negatives / (double)_trained.Length);
}
