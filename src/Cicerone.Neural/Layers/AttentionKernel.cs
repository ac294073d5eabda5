using System.Numerics;
using System.Numerics.Tensors;
using System.Runtime.InteropServices;

namespace Cicerone.Neural.Layers;

/// <summary>
/// Softmax attention over ragged sequences, and its gradient, without native code: the same arithmetic trains and
/// answers. Sequences are independent, so neither threads nor batches change a bit.
/// </summary>
internal static unsafe class AttentionKernel
{
    /// <summary>Writes what each query attends to.</summary>
    /// <param name="query">Shape [queries, width].</param>
    /// <param name="key">Shape [streams × tokens, width].</param>
    /// <param name="value">Likewise.</param>
    /// <param name="output">Shape of the queries; overwritten.</param>
    /// <param name="shape">Which tokens see which.</param>
    /// <param name="memory">What the gradient will need is kept here; also says what is dropped.</param>
    /// <param name="threads">Processors to use.</param>
    public static void Forward(ReadOnlySpan<float> query, ReadOnlySpan<float> key, ReadOnlySpan<float> value, Span<float> output,
        AttentionShape shape, AttentionMemory memory, int threads)
    {
        output.Clear();
        fixed (float* q = query, k = key, v = value, o = output)
        {
            float* qs = q, ks = k, vs = v, os = o;
            ForSequences(shape, threads, sequence => ForwardOne(qs, ks, vs, os, shape, memory, sequence));
        }
    }

    /// <summary>Adds the gradient of the queries, keys and values, given that of the output.</summary>
    public static void Backward(ReadOnlySpan<float> query, ReadOnlySpan<float> key, ReadOnlySpan<float> value, ReadOnlySpan<float> outputSlope,
        Span<float> querySlope, Span<float> keySlope, Span<float> valueSlope, AttentionShape shape, AttentionMemory memory, int threads)
    {
        fixed (float* q = query, k = key, v = value, o = outputSlope, dq = querySlope, dk = keySlope, dv = valueSlope)
        {
            float* qs = q, ks = k, vs = v, os = o, dqs = dq, dks = dk, dvs = dv;
            ForSequences(shape, threads, sequence => BackwardOne(qs, ks, vs, os, dqs, dks, dvs, shape, memory, sequence));
        }
    }

    private static void ForSequences(AttentionShape shape, int threads, Action<int> body)
    {
        if (threads == 1)
            for (int sequence = 0; sequence < shape.Sequences; sequence++) body(sequence);
        else
            Parallel.For(0, shape.Sequences, new ParallelOptions { MaxDegreeOfParallelism = threads }, body);
    }

    private static void ForwardOne(float* query, float* key, float* value, float* output, AttentionShape shape, AttentionMemory memory, int sequence)
    {
        float scale = 1 / MathF.Sqrt(shape.HeadWidth);
        foreach (Attending one in Attending.Of(shape, memory.Offsets[sequence], sequence))
        {
            Span<float> kept = memory.Kept.AsSpan(one.Probability, one.Keys), whole = memory.Whole.AsSpan(one.Probability, one.Keys);
            int place = 0;
            for (int stream = one.FirstStream; stream < one.EndStream; stream++)
                for (int position = 0; position < one.Seen; position++)
                    whole[place++] = scale * Dot(query + one.Query, key + one.Key(stream, position), shape.HeadWidth);
            Exponential.Softmax(whole, 1);
            if (memory.Dropout > 0)
            {
                DropoutMask.Fill(kept, memory.Dropout, memory.Seed, one.Probability);
                TensorPrimitives.Multiply(kept, whole, kept);
            }
            place = 0;
            for (int stream = one.FirstStream; stream < one.EndStream; stream++)
                for (int position = 0; position < one.Seen; position++)
                    AddScaled(output + one.Query, value + one.Key(stream, position), kept[place++], shape.HeadWidth);
        }
    }

    private static void BackwardOne(float* query, float* key, float* value, float* outputSlope, float* querySlope, float* keySlope, float* valueSlope,
        AttentionShape shape, AttentionMemory memory, int sequence)
    {
        float scale = 1 / MathF.Sqrt(shape.HeadWidth);
        float[] slopes = new float[(shape.OwnStreamOnly ? 1 : shape.Streams) * shape.Length(sequence)];
        foreach (Attending one in Attending.Of(shape, memory.Offsets[sequence], sequence))
        {
            ReadOnlySpan<float> kept = memory.Kept.AsSpan(one.Probability, one.Keys), whole = memory.Whole.AsSpan(one.Probability, one.Keys);
            int place = 0;
            float mean = 0;
            for (int stream = one.FirstStream; stream < one.EndStream; stream++)
                for (int position = 0; position < one.Seen; position++, place++)
                {
                    int at = one.Key(stream, position);
                    slopes[place] = kept[place] * Dot(outputSlope + one.Query, value + at, shape.HeadWidth);
                    mean += slopes[place];
                    AddScaled(valueSlope + at, outputSlope + one.Query, kept[place], shape.HeadWidth);
                }
            place = 0;
            for (int stream = one.FirstStream; stream < one.EndStream; stream++)
                for (int position = 0; position < one.Seen; position++, place++)
                {
                    int at = one.Key(stream, position);
                    float slope = scale * (slopes[place] - whole[place] * mean);
                    AddScaled(querySlope + one.Query, key + at, slope, shape.HeadWidth);
                    AddScaled(keySlope + at, query + one.Query, slope, shape.HeadWidth);
                }
        }
    }

    private static float Dot(float* a, float* b, int width)
    {
        Vector<float> sums = default;
        int i = 0;
        for (; i + Vector<float>.Count <= width; i += Vector<float>.Count) sums = Vector.FusedMultiplyAdd(Vector.Load(a + i), Vector.Load(b + i), sums);
        float sum = Vector.Sum(sums);
        for (; i < width; i++) sum += a[i] * b[i];
        return sum;
    }

    private static void AddScaled(float* into, float* from, float factor, int width)
    {
        int i = 0;
        for (; i + Vector<float>.Count <= width; i += Vector<float>.Count)
            Vector.Store(Vector.FusedMultiplyAdd(Vector.Load(from + i), new Vector<float>(factor), Vector.Load(into + i)), into + i);
        for (; i < width; i++) into[i] += from[i] * factor;
    }

    /// <summary>One query of one head, and what it sees; numbers are places in the arrays.</summary>
    [StructLayout(LayoutKind.Auto)]
    private readonly struct Attending
    {
        private readonly int _firstKey, _streamStride, _width;

        private Attending(AttentionShape shape, int head, int stream, int sequence, int position, int probability)
        {
            int column = head * shape.HeadWidth, row = shape.LastOnly ? stream * shape.Sequences + sequence : stream * shape.Tokens + shape.Offsets[sequence] + position;
            (_firstKey, _streamStride, _width) = (shape.Offsets[sequence] * shape.Width + column, shape.Tokens * shape.Width, shape.Width);
            (FirstStream, EndStream) = shape.OwnStreamOnly ? (stream, stream + 1) : (0, shape.Streams);
            (Query, Seen, Probability) = (row * shape.Width + column, shape.Seen(sequence, position), probability);
        }

        public int Query { get; }

        public int FirstStream { get; }

        public int EndStream { get; }

        /// <summary>Tokens seen in each stream.</summary>
        public int Seen { get; }

        public int Probability { get; }

        public int Keys => (EndStream - FirstStream) * Seen;

        public int Key(int stream, int position) => _firstKey + stream * _streamStride + position * _width;

        public static IEnumerable<Attending> Of(AttentionShape shape, int probability, int sequence)
        {
            int last = shape.Length(sequence) - 1;
            for (int head = 0; head < shape.Heads; head++)
                for (int stream = 0; stream < shape.Streams; stream++)
                    for (int position = shape.LastOnly ? last : 0; position <= last; position++)
                    {
                        var one = new Attending(shape, head, stream, sequence, position, probability);
                        probability += one.Keys;
                        yield return one;
                    }
        }
    }
}
