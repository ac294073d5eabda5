using Cicerone.Neural.Training;

namespace Cicerone.Language.Conversations;

/// <summary>Options of <see cref="Smtpo"/>. Those of <see cref="GradientOptions"/> are the fine-tuning's; no validation decides when it ends.</summary>
public sealed record SmtpoOptions : GradientOptions
{
    /// <summary>Items of their past that the simulated person goes by.</summary>
    internal const int PastTold = 6;

    /// <summary>The usual options.</summary>
    public SmtpoOptions() => (Epochs, BatchSize, LearningRate, ClipNorm, Warmup, Schedule) = (8, 16, 3e-3, 1, 0.05, Schedule.Linear);

    /// <summary>Length of a token's vector.</summary>
    [Option("length of a token's vector", Min = 2, Max = 8192)]
    public int Width { get; init => field = Checked(value); } = 64;

    /// <summary>How many layers each decoder has.</summary>
    [Option("layers of each decoder", Min = 1, Max = 200)]
    public int Layers { get; init => field = Checked(value); } = 2;

    /// <summary>Heads of each layer; they divide the width into even parts.</summary>
    [Option("heads of each layer; they divide the width into even parts", Min = 1, Max = 256)]
    public int Heads { get; init => field = Checked(value); } = 4;

    /// <summary>The algorithm, with its usual options, that recalls by behaviour.</summary>
    [Option("the algorithm that recalls by behaviour")]
    public string Finder { get; init; } = "item-knn";

    /// <summary>Passes over the talks in which the fusion of both views is learned; 0 adds them.</summary>
    [Option("passes over the talks in which the fusion of both views is learned; 0 adds the views", Min = 0, Max = 100_000)]
    public int FusionEpochs { get; init => field = Checked(value); } = 20;

    /// <summary>How many recalled items are read, to choose from.</summary>
    [Option("recalled items that are read, to choose from", Min = 2, Max = 64)]
    public int Depth { get; init => field = Checked(value); } = 12;

    /// <summary>The most columns of the item table that are told of an item: those of the fewest values.</summary>
    [Option("the most columns of the item table that are told of an item: those of the fewest values", Min = 0, Max = 8)]
    public int Columns { get; init => field = Checked(value); } = 2;

    /// <summary>The most values that have a token: the most frequent.</summary>
    [Option("the most values that have a token: the most frequent", Min = 0, Max = 4096)]
    public int Values { get; init => field = Checked(value); } = 256;

    /// <summary>The last items of a history that are told.</summary>
    [Option("the last items of a history that are told", Min = 1, Max = 50)]
    public int History { get; init => field = Checked(value); } = 2;

    /// <summary>The most people whose last item is looked for in talks to learn from.</summary>
    [Option("the most people whose last item is looked for in talks to learn from", Min = 1, Max = 1e6)]
    public int Searches { get; init => field = Checked(value); } = 1000;

    /// <summary>Answers of a talk that is learned from, after the first words.</summary>
    [Option("answers of a talk that is learned from, after the first words", Min = 0, Max = 10)]
    public int Turns { get; init => field = Checked(value); } = 2;

    /// <summary>Share of first wishes that are wrong.</summary>
    [Option("share of first wishes that are wrong", Min = 0, Max = 1)]
    public double Misleading { get; init => field = Checked(value); } = 0.1;

    /// <summary>Passes over the talks in which the simulated person learns.</summary>
    [Option("passes over the talks in which the simulated person learns; 0 leaves it untuned", Min = 0, Max = 100_000)]
    public int PersonEpochs { get; init => field = Checked(value); } = 4;

    /// <summary>How often the simulated person learns to align attributes, where it learns to give feedback once.</summary>
    [Option("how often the simulated person learns to align attributes, where feedback counts 1", Min = 0, Max = 1)]
    public double AttributeShare { get; init => field = Checked(value); } = 1;

    /// <summary>How often the simulated person learns to tell the target, where it learns to give feedback once.</summary>
    [Option("how often the simulated person learns to tell the target, where feedback counts 1", Min = 0, Max = 1)]
    public double TargetShare { get; init => field = Checked(value); } = 0.5;

    /// <summary>Rounds of reinforcement, of <see cref="Reinforcement.GrpoLearner.StepsOfRound"/> steps each; 0 leaves the fine-tuned policy.</summary>
    [Option("rounds of reinforcement, of 10 steps each; 0 leaves the fine-tuned policy", Min = 0, Max = 100_000)]
    public int Rounds { get; init => field = Checked(value); } = 5;

    /// <summary>People whose talks a step of reinforcement takes.</summary>
    [Option("people whose talks a step of reinforcement takes", Min = 1, Max = 4096)]
    public int People { get; init => field = Checked(value); } = 8;

    /// <summary>Talks of each of them, which are held against each other.</summary>
    [Option("talks of each person of a step, which are held against each other", Min = 2, Max = 256)]
    public int Group { get; init => field = Checked(value); } = 6;

    /// <summary>Step size of reinforcement.</summary>
    [Option("step size of reinforcement", Min = 1e-8, Max = 1)]
    public double PolicyRate { get; init => field = Checked(value); } = 3e-4;

    /// <summary>Weight of the divergence from the fine-tuned policy.</summary>
    [Option("weight of the divergence from the fine-tuned policy", Min = 0, Max = 100)]
    public double Divergence { get; init => field = Checked(value); } = 0.02;

    /// <summary>What a reward of the next turn is worth now.</summary>
    [Option("what a reward of the next turn is worth now", Min = 0, Max = 1)]
    public double Discount { get; init => field = Checked(value); } = 0.9;

    /// <summary>Weight of the reward for an answer whose reason holds.</summary>
    [Option("weight of the reward for an answer whose reason holds", Min = 0, Max = 100)]
    public double FormatReward { get; init => field = Checked(value); } = 0.2;

    /// <summary>Weight of the reward for where the item that is looked for stands in the list.</summary>
    [Option("weight of the reward for where the item that is looked for stands", Min = 0, Max = 100)]
    public double ListReward { get; init => field = Checked(value); } = 1;

    /// <summary>Within that reward, the weight of how like the nearest item of the list is.</summary>
    [Option("within that reward, the weight of how like the nearest item of the list is", Min = 0, Max = 100)]
    public double NearReward { get; init => field = Checked(value); } = 0.2;

    /// <summary>Weight of the reward for a preference that is right.</summary>
    [Option("weight of the reward for a preference that is right", Min = 0, Max = 100)]
    public double PreferenceReward { get; init => field = Checked(value); } = 0.3;

    /// <summary>The most tokens of what a decoder says.</summary>
    internal int MostSaid => 2 * Depth + Chains.Chain.MostItems + 2 * Chains.Chain.MostValues + 8;
}
