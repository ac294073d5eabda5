using TorchSharp;
using Tensor = TorchSharp.torch.Tensor;

namespace Cicerone.Neural.Layers;

/// <summary>Losses against drawn items in place of all of them. Each is a mean over queries.</summary>
internal static class SampledLosses
{
    /// <summary>
    /// Softmax over the target and shared negatives, each negative's logit lowered by the logarithm of how often it is expected
    /// among them; a negative that is the target itself does not count (Bengio and Senécal, IEEE TNN 2008).
    /// </summary>
    /// <param name="queries">Shape [queries, width].</param>
    /// <param name="targets">Vectors of the targets, of that shape.</param>
    /// <param name="negatives">Vectors of the negatives, shape [negatives, width].</param>
    /// <param name="isTarget">Whether a negative is a query's target: booleans, shape [queries, negatives].</param>
    /// <param name="logExpected">Logarithm of how often each negative is expected, shape [negatives].</param>
    public static Tensor Softmax(Tensor queries, Tensor targets, Tensor negatives, Tensor isTarget, Tensor logExpected)
    {
        Tensor positive = (queries * targets).sum(1, keepdim: true);
        Tensor others = (queries.matmul(negatives.t()) - logExpected).masked_fill(isTarget, Constant.Of(double.NegativeInfinity));
        return (torch.cat([positive, others], 1).logsumexp(1) - positive.squeeze(1)).mean();
    }

    /// <summary>
    /// Binary cross-entropy of the target, its probability raised to a power, against negatives of its own; divided by how many
    /// they are together (gSASRec, Petrov and Macdonald, RecSys 2023, eq. 11).
    /// </summary>
    /// <param name="queries">Shape [queries, width].</param>
    /// <param name="targets">Vectors of the targets, of that shape.</param>
    /// <param name="negatives">Vectors of the negatives, shape [queries, negatives, width].</param>
    /// <param name="power">The power β; 1 is plain binary cross-entropy.</param>
    public static Tensor Binary(Tensor queries, Tensor targets, Tensor negatives, double power)
    {
        Tensor positive = (queries * targets).sum(1), others = negatives.matmul(queries.unsqueeze(2)).squeeze(2);
        Tensor loss = others.SoftPlus().sum(1).Plus((-positive).SoftPlus().Times((float)power));
        return loss.Over(negatives.shape[1] + 1).mean();
    }

    /// <summary>The power β of a calibration t: α (t (1 − 1/α) + 1/α), where α is the share of items that is drawn (eq. 13).</summary>
    public static double PowerOf(double calibration, int negatives, int items)
    {
        double share = Math.Min(1, (double)negatives / Math.Max(1, items - 1));
        return share * (calibration * (1 - 1 / share) + 1 / share);
    }
}
