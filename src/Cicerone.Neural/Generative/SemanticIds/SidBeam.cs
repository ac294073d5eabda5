using System.Numerics.Tensors;
using Cicerone.Data.Features.Quantisation;
using Cicerone.Models;
using Cicerone.Neural.Inference;

namespace Cicerone.Neural.Generative.SemanticIds;

/// <summary>
/// Finds the items whose semantic ids a <see cref="SidHead"/> holds likeliest for a query, by beam search: the likeliest first codes, of what follows them the likeliest ids, and of these the
/// ones that items have. No native code is needed, and an answer depends on its query alone.
/// </summary>
internal sealed class SidBeam
{
    private readonly int _width, _levels, _codes, _firsts, _ids;
    private readonly DenseLayer[] _scores, _hidden;
    private readonly float[][] _vectors;
    private readonly HashSet<(int Level, long Key)> _beginnings = [];
    private readonly Dictionary<long, int[]> _items;

    /// <param name="weights">Tensors by the names of <see cref="SidHead"/>.</param>
    /// <param name="width">Length of a query's vector.</param>
    /// <param name="table">The ids of the items.</param>
    /// <param name="firsts">How many beginnings of ids are kept after each code but the last.</param>
    /// <param name="ids">How many whole ids are kept.</param>
    public SidBeam(Func<string, StoredTensor> weights, int width, SemanticIdTable table, int firsts, int ids)
    {
        (_width, _levels, _codes, _firsts, _ids) = (width, table.Codebooks.Levels, table.Codebooks.Codes, firsts, ids);
        if (Math.Pow(_codes, _levels) > long.MaxValue) throw new CiceroneException($"Ids of {_levels} codes of {_codes} are too many to be told apart. Lower 'levels' or 'codes'.");
        _scores = [.. Enumerable.Range(0, _levels).Select(level => new DenseLayer(weights(SidHead.Scores(level)).AsFloat32(1 + _codes, width).AsSpan(width), new float[_codes]))];
        _hidden = [.. Enumerable.Range(1, _levels - 1).Select(level => DenseLayer.Of(weights, SidHead.Hidden(level), width, width))];
        _vectors = [.. Enumerable.Range(0, _levels - 1).Select(level => weights(SidHead.Code(level)).AsFloat32(_codes, width))];
        _items = Enumerable.Range(0, table.Count).GroupBy(item => Key(table[item])).ToDictionary(id => id.Key, id => id.ToArray());
        for (int item = 0; item < table.Count; item++)
            for (int level = 1; level < _levels; level++) _beginnings.Add((level, Key(table[item][..level])));
    }

    /// <summary>The items found for a query, each with the log-likelihood of its id, the likeliest first.</summary>
    /// <param name="query">Shape [width].</param>
    public IReadOnlyList<(int Item, float LogLikelihood)> Search(ReadOnlySpan<float> query)
    {
        List<Beginning> beam = [new Beginning(0, 0, query.ToArray())];
        for (int level = 0; level < _levels; level++) beam = Extend(beam, level);
        return [.. beam.SelectMany(id => _items[id.Key], (id, item) => (item, id.LogLikelihood))];
    }

    private List<Beginning> Extend(List<Beginning> beam, int level)
    {
        float[] states = [.. beam.SelectMany(one => one.State)];
        if (level > 0)
        {
            states = _hidden[level - 1].Of(states);
            for (int row = 0; row < beam.Count; row++) Activations.Gelu(states.AsSpan(row * _width, _width));
        }
        float[] scores = _scores[level].Of(states);
        bool last = level == _levels - 1;
        var next = new List<(int From, int Code, long Key, float LogLikelihood)>();
        for (int row = 0; row < beam.Count; row++)
        {
            Span<float> likely = scores.AsSpan(row * _codes, _codes);
            float most = TensorPrimitives.Max<float>(likely), sum = 0;
            foreach (float score in likely) sum += MathF.Exp(score - most);
            float all = most + MathF.Log(sum);
            for (int code = 0; code < _codes; code++)
            {
                long key = beam[row].Key * _codes + code;
                if (last ? _items.ContainsKey(key) : _beginnings.Contains((level + 1, key))) next.Add((row, code, key, beam[row].LogLikelihood + likely[code] - all));
            }
        }
        return [.. next.OrderByDescending(one => one.LogLikelihood).ThenBy(one => one.Key).Take(last ? _ids : _firsts).Select(one => new Beginning(one.Key, one.LogLikelihood, last ? [] : State(beam[one.From].State, level, one.Code)))];
    }

    private float[] State(float[] before, int level, int code)
    {
        float[] state = [.. before];
        TensorPrimitives.Add(state, _vectors[level].AsSpan(code * _width, _width), state);
        return state;
    }

    private long Key(ReadOnlySpan<int> codes)
    {
        long key = 0;
        foreach (int code in codes) key = key * _codes + code;
        return key;
    }

    /// <summary>The beginning of an id.</summary>
    private sealed record Beginning(long Key, float LogLikelihood, float[] State);
}
