using TorchSharp;
using Tensor = TorchSharp.torch.Tensor;

namespace Cicerone.Neural.Layers;

/// <summary>
/// Pulls several representations of the same examples together (FLAME, SIGIR 2026): for every pair of them a contrastive loss
/// against the other examples of the batch, in the form of NT-Xent (Chen et al., ICML 2020) but with plain inner products; the
/// pairs are weighted by a softmax over how little they agree, through which the gradient flows too.
/// </summary>
internal static class MutualLoss
{
    private const float Self = -10_000;

    /// <summary>The weighted sum over pairs.</summary>
    /// <param name="representations">Each of shape [examples, width].</param>
    /// <param name="temperature">What inner products are divided by in the contrastive losses, not in the weights.</param>
    public static Tensor Of(Tensor[] representations, double temperature)
    {
        (Tensor losses, Tensor agreements) = Pairs(representations, temperature);
        return ((-agreements).softmax(0) * losses).sum();
    }

    /// <summary>Loss and mean inner product of every pair i &lt; j, in the order (0, 1), (0, 2) … : two vectors of their number.</summary>
    public static (Tensor Losses, Tensor Agreements) Pairs(Tensor[] representations, double temperature)
    {
        Tensor diagonal = torch.eye(representations[0].shape[0], dtype: torch.@bool);
        Tensor[] own = [.. representations.Select(z => Products(z, z).masked_fill(diagonal, Constant.Of(Self)).logsumexp(1))]; // shared by the pairs of z
        var losses = new List<Tensor>();
        var agreements = new List<Tensor>();
        for (int i = 0; i < representations.Length; i++)
            for (int j = i + 1; j < representations.Length; j++)
            {
                Tensor products = Products(representations[i], representations[j]), positive = products.diagonal();
                Tensor loss = torch.logaddexp(own[i], products.logsumexp(1)).Plus(torch.logaddexp(own[j], products.logsumexp(0))) - positive.Times(2);
                losses.Add(loss.mean().Over(2));
                agreements.Add(positive.mean().Times(temperature));
            }
        return (torch.stack(losses), torch.stack(agreements));

        Tensor Products(Tensor a, Tensor b) => a.matmul(b.t()).Over(temperature);
    }
}
