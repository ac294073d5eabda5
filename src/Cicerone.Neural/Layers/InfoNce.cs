using TorchSharp;
using Tensor = TorchSharp.torch.Tensor;

namespace Cicerone.Neural.Layers;

/// <summary>
/// Softmax over a target and the negatives that a step has, which are the targets of others, drawn items, or both. A column is an item and may stand for
/// several negatives; a row's own target is none of its negatives. With the logarithm of how often an item is expected among them taken from its logit
/// (Yi et al., RecSys 2019), the softmax is that over all items in expectation (Bengio and Senécal, IEEE TNN 2008); without it, items that are met often
/// are pushed down.
/// </summary>
internal static class InfoNce
{
    /// <summary>The loss of each query: log(e^p + Σⱼ nⱼ e^(lⱼ − log Eⱼ)) − p, where p is the logit of its target and j another item; shape [queries].</summary>
    /// <param name="queries">Shape [queries, width].</param>
    /// <param name="items">Shape [items, width].</param>
    /// <param name="targets">The column of each query's target.</param>
    /// <param name="counts">n: how many negatives a column stands for; 0 for none.</param>
    /// <param name="logExpected">log E: how often a column's item is expected among the negatives; null takes nothing from the logits.</param>
    public static Tensor Of(Tensor queries, Tensor items, int[] targets, int[] counts, float[]? logExpected)
    {
        Tensor own = torch.tensor(targets, dtype: torch.int64).unsqueeze(1), logits = queries.matmul(items.t()), positive = logits.gather(1, own);
        float[] multiples = [.. counts.Select((count, column) => MathF.Log(count) - (logExpected?[column] ?? 0))]; // −∞ leaves a column out
        return logits.Plus(torch.tensor(multiples)).scatter(1, own, positive).logsumexp(1) - positive.squeeze(1);
    }
}
