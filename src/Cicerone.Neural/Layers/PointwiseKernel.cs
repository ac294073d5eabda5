using System.Numerics.Tensors;

namespace Cicerone.Neural.Layers;

/// <summary>
/// HSTU's pointwise attention over ragged sequences, and its gradient, without native code: the weight of a token seen at a distance is
/// SiLU(q · k / √width of a head + bias of the head and distance); weights are neither normalised nor dropped. Sequences are independent, so neither
/// threads nor batches change a bit.
/// </summary>
internal static class PointwiseKernel
{
    /// <summary>Writes what each query attends to.</summary>
    /// <param name="query">Shape [queries, width].</param>
    /// <param name="key">Shape [tokens, width].</param>
    /// <param name="value">Likewise.</param>
    /// <param name="bias">Shape [heads, distances]: what lies farther has the last distance's.</param>
    /// <param name="output">Shape of the queries; overwritten.</param>
    /// <param name="shape">Which tokens see which: one stream, causal.</param>
    /// <param name="threads">Processors to use.</param>
    public static void Forward(ReadOnlyMemory<float> query, ReadOnlyMemory<float> key, ReadOnlyMemory<float> value, ReadOnlyMemory<float> bias, Memory<float> output, AttentionShape shape, int threads)
    {
        output.Span.Clear();
        ForSequences(shape, threads, sequence =>
        {
            Span<float> weights = new float[shape.Length(sequence)];
            foreach ((int head, int row, int seen) in QueriesOf(shape, sequence))
            {
                ReadOnlySpan<float> q = Cell(query.Span, row, head, shape);
                Span<float> into = output.Span.Slice(row * shape.Width + head * shape.HeadWidth, shape.HeadWidth);
                Logits(q, key.Span, bias.Span, shape, sequence, head, weights[..seen]);
                Silu(weights[..seen]);
                for (int place = 0; place < seen; place++) TensorPrimitives.MultiplyAdd(Cell(value.Span, shape.Offsets[sequence] + place, head, shape), weights[place], into, into);
            }
        });
    }

    /// <summary>Adds the gradient of queries, keys and values, and that of the biases by sequence (shape [sequences, heads, distances]), given that of the output.</summary>
    public static void Backward(ReadOnlyMemory<float> query, ReadOnlyMemory<float> key, ReadOnlyMemory<float> value, ReadOnlyMemory<float> bias, ReadOnlyMemory<float> outputSlope,
        Memory<float> querySlope, Memory<float> keySlope, Memory<float> valueSlope, Memory<float> biasSlopes, AttentionShape shape, int threads)
    {
        int distances = bias.Length / shape.Heads;
        float scale = 1 / MathF.Sqrt(shape.HeadWidth);
        ForSequences(shape, threads, sequence =>
        {
            Span<float> logits = new float[shape.Length(sequence)];
            foreach ((int head, int row, int seen) in QueriesOf(shape, sequence))
            {
                ReadOnlySpan<float> q = Cell(query.Span, row, head, shape), slope = Cell(outputSlope.Span, row, head, shape);
                Span<float> dq = Cell(querySlope.Span, row, head, shape), biases = biasSlopes.Span.Slice((sequence * shape.Heads + head) * distances, distances);
                Logits(q, key.Span, bias.Span, shape, sequence, head, logits[..seen]);
                for (int place = 0; place < seen; place++)
                {
                    int token = shape.Offsets[sequence] + place;
                    float logit = logits[place], gate = 1 / (1 + MathF.Exp(-logit));
                    TensorPrimitives.MultiplyAdd(slope, logit * gate, Cell(valueSlope.Span, token, head, shape), Cell(valueSlope.Span, token, head, shape));
                    float change = TensorPrimitives.Dot(slope, Cell(value.Span, token, head, shape)) * gate * (1 + logit * (1 - gate));
                    biases[Math.Min(distances - 1, seen - 1 - place)] += change;
                    TensorPrimitives.MultiplyAdd(Cell(key.Span, token, head, shape), change * scale, dq, dq);
                    TensorPrimitives.MultiplyAdd(q, change * scale, Cell(keySlope.Span, token, head, shape), Cell(keySlope.Span, token, head, shape));
                }
            }
        });
    }

    /// <summary>x σ(x), in place.</summary>
    public static void Silu(Span<float> values)
    {
        foreach (ref float value in values) value /= 1 + MathF.Exp(-value);
    }

    private static void Logits(ReadOnlySpan<float> q, ReadOnlySpan<float> key, ReadOnlySpan<float> bias, AttentionShape shape, int sequence, int head, Span<float> logits)
    {
        int distances = bias.Length / shape.Heads;
        float scale = 1 / MathF.Sqrt(shape.HeadWidth);
        for (int place = 0; place < logits.Length; place++)
            logits[place] = scale * TensorPrimitives.Dot(q, Cell(key, shape.Offsets[sequence] + place, head, shape)) + bias[head * distances + Math.Min(distances - 1, logits.Length - 1 - place)];
    }

    /// <summary>The queries of a sequence: their head, their row, and how many tokens they see.</summary>
    private static IEnumerable<(int Head, int Row, int Seen)> QueriesOf(AttentionShape shape, int sequence)
    {
        int last = shape.Length(sequence) - 1;
        for (int head = 0; head < shape.Heads; head++)
            for (int position = shape.LastOnly ? last : 0; position <= last; position++)
                yield return (head, shape.LastOnly ? sequence : shape.Offsets[sequence] + position, position + 1);
    }

    private static ReadOnlySpan<float> Cell(ReadOnlySpan<float> rows, int row, int head, AttentionShape shape) => rows.Slice(row * shape.Width + head * shape.HeadWidth, shape.HeadWidth);

    private static Span<float> Cell(Span<float> rows, int row, int head, AttentionShape shape) => rows.Slice(row * shape.Width + head * shape.HeadWidth, shape.HeadWidth);

    private static void ForSequences(AttentionShape shape, int threads, Action<int> body)
    {
        if (threads == 1)
            for (int sequence = 0; sequence < shape.Sequences; sequence++) body(sequence);
        else
            Parallel.For(0, shape.Sequences, new ParallelOptions { MaxDegreeOfParallelism = threads }, body);
    }
}
