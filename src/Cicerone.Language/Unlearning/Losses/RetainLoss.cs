using Cicerone.Neural.Layers;
using TorchSharp;
using Tensor = TorchSharp.torch.Tensor;

namespace Cicerone.Language.Unlearning.Losses;

/// <summary>Cross-entropy of the right answers, and the divergence of the answers from those of the model as it was.</summary>
/// <param name="prompts">The prompts to keep.</param>
/// <param name="before">Their margins of yes over no in the model as it was.</param>
/// <param name="closeness">Weight of the divergence.</param>
internal sealed class RetainLoss(IReadOnlyList<AnsweredPrompt> prompts, float[] before, double closeness)
{
    /// <summary>The mean loss of some prompts, by their margins as they are now.</summary>
    public Tensor Of(Tensor margins, int[] chosen)
    {
        Tensor Numbers(Func<int, float> number) => torch.tensor(chosen.Select(number).ToArray());
        Tensor yes = Numbers(i => prompts[i].IsYes ? 1 : 0), no = Numbers(i => prompts[i].IsYes ? 0 : 1), old = Numbers(i => before[i]);
        Tensor rightly = torch.nn.functional.logsigmoid(margins), wrongly = torch.nn.functional.logsigmoid(-margins);
        Tensor entropy = -(yes * rightly).Plus(no * wrongly).mean();
        Tensor divergence = (old.sigmoid() * (torch.nn.functional.logsigmoid(old) - rightly)).Plus((-old).sigmoid() * (torch.nn.functional.logsigmoid(-old) - wrongly)).mean();
        return entropy.Plus(divergence.Times(closeness));
    }
}
