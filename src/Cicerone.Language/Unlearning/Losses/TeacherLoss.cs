using Cicerone.Language.Unlearning.Circuits;
using Cicerone.Neural.Layers;
using TorchSharp;
using Tensor = TorchSharp.torch.Tensor;

namespace Cicerone.Language.Unlearning.Losses;

/// <summary>
/// Cross-entropy to a teacher that never learned: z = z₀ − α max(0, z₊ − z₀), where z₊ are the logits of a copy that learned what is to be forgotten
/// once more (after E2URec; Wang et al., 2024).
/// </summary>
internal sealed class TeacherLoss : IForgetLoss
{
    private readonly float[] _teacher;

    /// <param name="original">The model as it was.</param>
    /// <param name="augmented">The copy that learned more.</param>
    /// <param name="prompts">The prompts to forget.</param>
    /// <param name="alpha">α.</param>
    public TeacherLoss(MarginRuns original, MarginRuns augmented, IReadOnlyList<AnsweredPrompt> prompts, double alpha)
    {
        int[][] tokens = [.. prompts.Select(prompt => prompt.Tokens)];
        float Less(float before, float after) => (float)(before - alpha * Math.Max(0, after - before));
        _teacher = [.. original.LogitsOf(tokens).Zip(augmented.LogitsOf(tokens), (before, after) => Less(before.Yes, after.Yes) - Less(before.No, after.No))];
    }

    public Tensor Of(Tensor margins, int[] chosen)
    {
        Tensor yes = torch.tensor(chosen.Select(i => (float)AnswerFigures.Probability(_teacher[i])).ToArray()), no = torch.tensor(chosen.Select(i => (float)AnswerFigures.Probability(-_teacher[i])).ToArray());
        return -(yes * torch.nn.functional.logsigmoid(margins)).Plus(no * torch.nn.functional.logsigmoid(-margins)).mean();
    }
}
