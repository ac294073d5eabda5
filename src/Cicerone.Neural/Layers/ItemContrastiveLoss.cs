using TorchSharp;
using Tensor = TorchSharp.torch.Tensor;

namespace Cicerone.Neural.Layers;

/// <summary>
/// Draws each item's own vector to what its text was mapped to, away from what the texts of other items were mapped to (FAERec,
/// SIGIR 2026): a softmax over cosines, in one direction.
/// </summary>
/// <param name="temperature">What cosines are divided by.</param>
internal sealed class ItemContrastiveLoss(double temperature)
{
    /// <summary>The mean over rows of log Σⱼ exp(cos(uᵢ, vⱼ)/τ) − cos(uᵢ, vᵢ)/τ, where j is i or another item than i.</summary>
    /// <param name="own">u, shape [rows, width].</param>
    /// <param name="mapped">v, of that shape.</param>
    /// <param name="items">The item of each row; an item may have several.</param>
    public Tensor Of(Tensor own, Tensor mapped, int[] items)
    {
        Tensor u = torch.nn.functional.normalize(own, dim: 1), v = torch.nn.functional.normalize(mapped, dim: 1);
        Tensor logits = u.matmul(v.t()).Over(temperature), positive = logits.diagonal();
        if (items.Distinct().Count() < items.Length) logits = logits.masked_fill(Duplicates(items), Constant.Of(double.NegativeInfinity));
        return (logits.logsumexp(1) - positive).mean();
    }

    /// <summary>Where two rows are of one item, the diagonal left out.</summary>
    private static Tensor Duplicates(int[] items)
    {
        Tensor all = torch.tensor(items, dtype: torch.int32);
        return (all.unsqueeze(1) == all).logical_and(torch.eye(items.Length, dtype: torch.@bool).logical_not());
    }
}
