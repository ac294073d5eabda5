using Cicerone.Language.Questions;
namespace Cicerone.Language.Unlearning;

/// <summary>How a model unlearns.</summary>
internal sealed record UnlearningOptions : OptionSet
{
    /// <summary>Options for a model that was learned with others: steps half as large, since with larger ones it forgets what it tells of people never learned from, with smaller ones too little of those it shall forget.</summary>
    public static UnlearningOptions For(YesNoOptions learned) => new() { LearningRate = learned.LearningRate / 2 };

    /// <summary>The most steps.</summary>
    [Option("the most steps", Min = 1, Max = 1_000_000)]
    public int Steps { get; init => field = Checked(value); } = 150;

    /// <summary>Prompts to forget, and as many to keep, of a step.</summary>
    [Option("prompts to forget, and as many to keep, of a step", Min = 1, Max = 1 << 16)]
    public int BatchSize { get; init => field = Checked(value); } = 32;

    /// <summary>Step size of Adam.</summary>
    [Option("step size of Adam", Min = 1e-9, Max = 1)]
    public double LearningRate { get; init => field = Checked(value); } = 2e-3;

    /// <summary>β of the loss of forgetting (NPO: Zhang et al., COLM 2024).</summary>
    [Option("β of the loss of forgetting", Min = 1e-3, Max = 100)]
    public double Beta { get; init => field = Checked(value); } = 0.5;

    /// <summary>Weight, in the loss of keeping, of staying close to the answers of the model as it was.</summary>
    [Option("weight of staying close to the answers of the model as it was", Min = 0, Max = 100)]
    public double Closeness { get; init => field = Checked(value); } = 1;

    /// <summary>Steps between two looks at first; later a quarter of those that were taken.</summary>
    [Option("steps between two looks at first; later a quarter of those that were taken", Min = 1, Max = 1_000_000)]
    public int LookEvery { get; init => field = Checked(value); } = 5;

    /// <summary>The step after which it looks next: looks are dear, and the farther it has gone, the less a few steps change.</summary>
    /// <param name="step">The step of the last look; 0 before the first.</param>
    public int NextLook(int step)
    {
        const int Rarer = 4;
        return step + Math.Max(LookEvery, step / Rarer);
    }

    /// <summary>How often it looks at most.</summary>
    public int MostLooks()
    {
        int looks = 0;
        for (int step = NextLook(0); step <= Steps; step = NextLook(step)) looks++;
        return looks;
    }

    /// <summary>Looks that may pass without finding the model nearer to having forgotten.</summary>
    [Option("looks that may pass without finding the model nearer to having forgotten", Min = 1, Max = 1_000_000)]
    public int Patience { get; init => field = Checked(value); } = 5;

    /// <summary>How far beyond a stranger's answers it aims, as a multiple of what they differ from the model's.</summary>
    [Option("how far beyond a stranger's answers it aims, as a multiple of what they differ from the model's", Min = 0, Max = 100)]
    public double Beyond { get; init => field = Checked(value); } = 0.5;
}
