using System.Numerics.Tensors;
using Cicerone.Data;
using Cicerone.Kernels;
using Cicerone.Language.Transformer;
using Cicerone.Language.Transformer.Inference;
using Cicerone.Language.Unlearning;
using Cicerone.Models;

namespace Cicerone.Language.Questions;

/// <summary>
/// The model of <see cref="YesNo"/> as it answers, without native code. The score of a judged item is by how much yes is likelier than no, as a
/// difference of logits; items that were not judged follow below the last of these, each by 1 less. A history is read once
/// for all items.
/// </summary>
public sealed class YesNoModel : IRanker, IForgets
{
    private const int QuestionsAtOnce = 64;
    private readonly DecoderWeights _weights;
    private readonly DecoderReader _reader;
    private readonly YesNoPrompts _prompts;
    private readonly IRanker? _finder;
    private readonly YesNoOptions _options;
    private readonly float[] _direction;

    internal YesNoModel(DecoderWeights weights, YesNoPrompts prompts, IRanker? finder, YesNoOptions options)
    {
        (_weights, _reader, _prompts, _finder, _options) = (weights, new DecoderReader(weights), prompts, finder, options);
        int width = weights.Shape.Width;
        _direction = new float[width];
        TensorPrimitives.Subtract(_reader.HeadRows.AsSpan(prompts.Yes * width, width), _reader.HeadRows.AsSpan(prompts.No * width, width), _direction);
    }

    /// <inheritdoc/>
    public void Save(ModelWriter folder)
    {
        ArgumentNullException.ThrowIfNull(folder);
        YesNo.Save(folder, _weights, _prompts, _finder);
    }

    /// <inheritdoc/>
    public void TopK(ReadOnlySpan<Query> queries, Catalogue catalogue, TopKRequest request, TopKResult into)
    {
        ArgumentNullException.ThrowIfNull(catalogue);
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(into);
        for (int q = 0; q < queries.Length; q++)
        {
            ReadOnlyMemory<int> excluded = request.Excluded is null ? default : request.Excluded[q];
            int places = Math.Min(request.Count, into.Places);
            int[] found = Found(queries[q], catalogue, excluded, places), judged = _finder is null ? found : found[..Math.Min(found.Length, _options.Depth)];
            (Memory<int> items, Memory<float> scores) = into.Room(q);
            int count = Rank(queries[q], catalogue, judged, items.Span[..Math.Min(places, judged.Length)], scores.Span);
            foreach (int item in found.AsSpan(judged.Length))
            {
                if (count == places) break;
                (items.Span[count], scores.Span[count]) = (item, scores.Span[count - 1] - 1);
                count++;
            }
            into.SetLength(q, count);
        }
    }

    /// <inheritdoc/>
    public Forgotten Forget(TrainingData before, TrainingData left, FitContext context)
    {
        ArgumentNullException.ThrowIfNull(before);
        ArgumentNullException.ThrowIfNull(left);
        ArgumentNullException.ThrowIfNull(context);
        return new YesNoForgetting(before, left, _prompts, _options, context).Of(_weights);
    }

    /// <summary>By how much yes is likelier than no for each of some items, as a difference of logits.</summary>
    public float[] Margins(Query query, Catalogue catalogue, ReadOnlySpan<int> items)
    {
        ArgumentNullException.ThrowIfNull(query);
        float[] margins = new float[items.Length];
        int width = _direction.Length;
        using KeyValueCache history = _reader.NewCache();
        _reader.Read([new Reading(history, _prompts.Beginning(query.History, catalogue))]);
        for (int start = 0; start < items.Length; start += QuestionsAtOnce)
        {
            ReadOnlySpan<int> some = items.Slice(start, Math.Min(QuestionsAtOnce, items.Length - start));
            var readings = new Reading[some.Length];
            for (int i = 0; i < some.Length; i++) readings[i] = new Reading(history.Continue(), _prompts.Question(some[i], catalogue));
            float[] states = _reader.Read(readings);
            for (int i = 0; i < some.Length; i++)
            {
                margins[start + i] = TensorPrimitives.Dot<float>(states.AsSpan(i * width, width), _direction);
                readings[i].Cache.Dispose();
            }
        }
        return margins;
    }

    /// <summary>The best judged items; returns how many there are.</summary>
    private int Rank(Query query, Catalogue catalogue, int[] judged, Span<int> items, Span<float> scores)
    {
        if (judged.Length == 0) return 0;
        float[] margins = Margins(query, catalogue, judged);
        var heap = new TopKHeap(items, scores, catalogue, query.TieKey);
        for (int i = 0; i < judged.Length; i++) heap.Offer(judged[i], margins[i]);
        return heap.Finish();
    }

    /// <summary>The items to judge, best first, and after them those to fill the places with.</summary>
    private int[] Found(Query query, Catalogue catalogue, ReadOnlyMemory<int> excluded, int places)
    {
        if (_finder is null)
        {
            var left = new HashSet<int>(catalogue.IsRestricted ? catalogue.Candidates.ToArray() : Enumerable.Range(0, catalogue.Count));
            left.ExceptWith(excluded.ToArray());
            return [.. left.Order()];
        }
        int wanted = Math.Max(places, _options.Depth);
        var found = new TopKResult(1, wanted);
        _finder.TopK([query], catalogue, new TopKRequest(wanted, [excluded]), found);
        return found.Items(0).ToArray();
    }
}
