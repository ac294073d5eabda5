using Cicerone.Neural.Layers;
using TorchSharp;
using Tensor = TorchSharp.torch.Tensor;

namespace Cicerone.Neural.Multimodal.Denoising;

/// <summary>
/// Whether views put the chosen item of a triple before the drawn one. With p the logistic function of twice a view's margin, measured in standard deviations of
/// the batch, agreement a = mean p and dispersion v = var p: the order is kept with weight a·exp(−2v), divided by the batch's mean, and believed to be
/// the reverse with max(0, ½ − a) where every p is below ½.
/// </summary>
/// <param name="Kept">Weight of the order as observed, shape [triples].</param>
/// <param name="Reversed">Weight of the reverse.</param>
internal sealed record PairCredibility(Tensor Kept, Tensor Reversed)
{
    private const float Sharpness = 2, Distrust = 2;

    /// <summary>The credibility of a batch, without gradients.</summary>
    /// <param name="margins">Of each view, how much better it likes the chosen item; shape [triples].</param>
    public static PairCredibility Of(params IReadOnlyList<Tensor> margins)
    {
        Tensor[] agreed = [.. margins.Select(margin => margin.detach()).Select(margin => (margin.Times(Sharpness) / margin.std(unbiased: false).Plus(1e-12f)).sigmoid())];
        Tensor all = torch.stack(agreed), agreement = all.mean([0]), dispersion = all.var(0, unbiased: false);
        Tensor kept = agreement * dispersion.Times(-Distrust).exp();
        return new PairCredibility(kept / kept.mean(), agreement.neg().Plus(0.5).clamp(Constant.Of(0), Constant.Of(0.5)) * all.lt(Constant.Of(0.5)).all(0).to(torch.float32));
    }
}
