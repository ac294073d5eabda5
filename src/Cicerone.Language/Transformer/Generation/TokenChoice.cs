using System.Numerics.Tensors;
using Cicerone.Neural.Layers;

namespace Cicerone.Language.Transformer.Generation;

/// <summary>Chooses a token by the scores of all: the likeliest, or one drawn.</summary>
internal static class TokenChoice
{
    /// <summary>The token.</summary>
    /// <param name="logits">A score for every token; overwritten.</param>
    /// <param name="allowed">The tokens to choose from; null for all.</param>
    /// <param name="options">How.</param>
    /// <param name="random">What is drawn with.</param>
    public static int Of(Span<float> logits, IReadOnlyCollection<int>? allowed, GenerationOptions options, RandomSource random)
    {
        if (options.Temperature == 0 && allowed is null) return TensorPrimitives.IndexOfMax<float>(logits);
        int[] tokens = allowed is null ? [.. Enumerable.Range(0, logits.Length)] : [.. allowed.Order()];
        float[] scores = new float[tokens.Length];
        for (int i = 0; i < tokens.Length; i++) scores[i] = logits[tokens[i]];
        if (options.Temperature == 0) return tokens[TensorPrimitives.IndexOfMax<float>(scores)];
        TensorPrimitives.Divide<float>(scores, (float)options.Temperature, scores);
        Exponential.Softmax(scores, 1);
        return tokens[Drawn(scores, options.TopP, random)];
    }

    private static int Drawn(float[] probabilities, double share, RandomSource random)
    {
        int[] order = [.. Enumerable.Range(0, probabilities.Length).OrderByDescending(token => probabilities[token])]; // stable: equals by their ids
        double reached = 0;
        int count = 0;
        while (count < order.Length && reached < share) reached += probabilities[order[count++]];
        double left = random.NextDouble() * reached;
        for (int i = 0; i < count; i++)
            if ((left -= probabilities[order[i]]) < 0) return order[i];
        return order[count - 1];
    }
}
