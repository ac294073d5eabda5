using Tensor = TorchSharp.torch.Tensor;

namespace Cicerone.Language.Unlearning.Losses;

/// <summary>What becomes small as a model forgets.</summary>
internal interface IForgetLoss
{
    /// <summary>The mean loss of some prompts to forget: a number that can be differentiated.</summary>
    /// <param name="margins">Margins of yes over no, as they are now.</param>
    /// <param name="chosen">Which of the prompts they are of.</param>
    Tensor Of(Tensor margins, int[] chosen);
}
