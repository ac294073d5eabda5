using Cicerone.Neural.Layers;
using TorchSharp;
using Tensor = TorchSharp.torch.Tensor;

namespace Cicerone.Neural.Collaborative;

/// <summary>Some of the <see cref="Triples"/>.</summary>
/// <param name="People">Who.</param>
/// <param name="Chosen">What each of them chose.</param>
/// <param name="Others">What each of them did not choose.</param>
/// <param name="Weights">How much each counts; 1 in the mean over all examples. Null where all count alike.</param>
internal sealed record TripleBatch(int[] People, int[] Chosen, int[] Others, Tensor? Weights)
{
    /// <summary>Some of the examples.</summary>
    public TripleBatch Share(Range share)
    {
        (int first, int count) = share.GetOffsetAndLength(People.Length);
        return count == People.Length ? this : new TripleBatch(People[share], Chosen[share], Others[share], Weights?.narrow(0, first, count));
    }

    /// <summary>Bayesian personalised ranking (Rendle et al., UAI 2009): the weighted mean of −log σ(score of the chosen − score of the other).</summary>
    public Tensor Loss(Tensor people, Tensor chosen, Tensor others) => Mean((people * (others - chosen)).sum(1).SoftPlus());

    /// <summary>The mean over examples, each by its weight.</summary>
    public Tensor Mean(Tensor values) => (Weights is null ? values : values * Weights).mean();

    /// <summary>Half the mean over examples of the squared lengths of their vectors.</summary>
    public static Tensor Penalty(params ReadOnlySpan<Tensor> vectors)
    {
        Tensor sum = torch.zeros(1);
        foreach (Tensor vector in vectors) sum = sum.Plus(vector.Squared().sum().Over(2 * vector.shape[0]));
        return sum.squeeze();
    }
}
