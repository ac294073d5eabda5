using TorchSharp;
using Tensor = TorchSharp.torch.Tensor;

namespace Cicerone.Language.Unlearning.Losses;

/// <summary>
/// Huber's loss (δ = 1) of the margins against s − γ (m₀ − s): what is foretold of a stranger, and beyond it, since the model is held back by what it keeps and never quite
/// arrives. Its slope is as steep for all answers that are far off and ends where they arrive, so that none is driven on without an end.
/// </summary>
/// <param name="stranger">Margins s of yes over no that are foretold of a stranger, one a prompt to forget.</param>
/// <param name="before">Margins m₀ of the model as it was.</param>
/// <param name="beyond">γ.</param>
internal sealed class StrangerLoss(IReadOnlyList<double> stranger, IReadOnlyList<float> before, double beyond) : IForgetLoss
{
    private readonly float[] _aims = [.. stranger.Zip(before, (foretold, was) => (float)(foretold - beyond * (was - foretold)))];

    public Tensor Of(Tensor margins, int[] chosen) => torch.nn.functional.smooth_l1_loss(margins, torch.tensor(chosen.Select(i => _aims[i]).ToArray()));
}
