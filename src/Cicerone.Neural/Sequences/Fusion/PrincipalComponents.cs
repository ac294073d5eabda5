using System.Numerics.Tensors;
using Cicerone.Data.Features;
using TorchSharp;
using Tensor = TorchSharp.torch.Tensor;

namespace Cicerone.Neural.Sequences.Fusion;

/// <summary>The directions in which vectors differ most, without whitening: where the items' own vectors start.</summary>
/// <param name="Mean">Of the vectors, of length width.</param>
/// <param name="Directions">Shape [directions, width], the largest variance first.</param>
internal sealed record PrincipalComponents(float[] Mean, float[] Directions)
{
    public int Count => Directions.Length / Mean.Length;

    /// <summary>The components of features.</summary>
    /// <param name="features">Their known vectors are taken.</param>
    /// <param name="most">Directions at most; no more than the width.</param>
    /// <param name="zeroRows">Vectors of zeros that are taken along: the released code of FAERec has two.</param>
    public static PrincipalComponents Of(FeatureMatrix features, int most, int zeroRows = 0)
    {
        using DisposeScope scope = torch.NewDisposeScope();
        int[] known = [.. Enumerable.Range(0, features.Items.Count).Where(features.IsKnown)];
        float[] rows = new float[(known.Length + zeroRows) * features.Width];
        for (int i = 0; i < known.Length; i++) features[known[i]].CopyTo(rows.AsSpan(i * features.Width));
        Tensor x = torch.tensor(rows).view(-1, features.Width).to(torch.float64), mean = x.mean([0L]), centred = x - mean;
        (_, Tensor vectors) = torch.linalg.eigh(centred.t().matmul(centred));
        int count = Math.Min(most, features.Width);
        float[] directions = [.. vectors.t().flip(0).narrow(0, 0, count).contiguous().to(torch.float32).data<float>()];
        for (int direction = 0; direction < count; direction++) TurnUp(directions.AsSpan(direction * features.Width, features.Width));
        return new PrincipalComponents([.. mean.to(torch.float32).data<float>()], directions);
    }

    /// <summary>Writes the components of a vector; what is longer than <see cref="Count"/> keeps its values.</summary>
    public void Project(ReadOnlySpan<float> vector, Span<float> into)
    {
        float[] centred = new float[Mean.Length];
        TensorPrimitives.Subtract(vector, Mean, centred);
        for (int direction = 0; direction < Count; direction++) into[direction] = TensorPrimitives.Dot(centred, Directions.AsSpan(direction * Mean.Length, Mean.Length));
    }

    /// <summary>Of a direction and its opposite, takes the one whose largest number is positive.</summary>
    private static void TurnUp(Span<float> direction)
    {
        if (direction[TensorPrimitives.IndexOfMaxMagnitude<float>(direction)] < 0) TensorPrimitives.Negate(direction, direction);
    }
}
