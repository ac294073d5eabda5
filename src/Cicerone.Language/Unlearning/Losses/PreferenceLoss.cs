using Cicerone.Neural.Layers;
using TorchSharp;
using Tensor = TorchSharp.torch.Tensor;

namespace Cicerone.Language.Unlearning.Losses;

/// <summary>
/// Negative preference optimisation (Zhang et al., COLM 2024): −(2/β) E log σ(−β log (p / p₀)) of the right answers, which ends once an answer has become
/// unlikely beside what it was.
/// </summary>
/// <param name="prompts">The prompts to forget.</param>
/// <param name="before">Their margins of yes over no in the model as it was.</param>
/// <param name="beta">β.</param>
internal sealed class PreferenceLoss(IReadOnlyList<AnsweredPrompt> prompts, float[] before, double beta) : IForgetLoss
{
    public Tensor Of(Tensor margins, int[] chosen)
    {
        Tensor signs = torch.tensor(chosen.Select(i => prompts[i].IsYes ? 1f : -1f).ToArray()), old = torch.tensor(chosen.Select(i => before[i]).ToArray());
        Tensor ratio = torch.nn.functional.logsigmoid(margins * signs) - torch.nn.functional.logsigmoid(old * signs);
        return torch.nn.functional.logsigmoid(ratio * Constant.Of(-beta)).mean() * Constant.Of(-2 / beta);
    }
}
