using Cicerone.Neural.Training;

namespace Cicerone.Neural.Rules;

/// <summary>Options of <see cref="Lia"/>.</summary>
public sealed record LiaOptions : GradientOptions
{
    /// <summary>Other defaults than those of the sequence models.</summary>
    public LiaOptions() => (BatchSize, Epochs, Patience, LearningRate) = (512, 20, 5, 0.005);

    /// <summary>Known settings; what is set beside it wins.</summary>
    [Option("settings that are known; what is set beside it wins")]
    public LiaPreset Preset
    {
        get;
        init
        {
            field = value;
            if (value == LiaPreset.Released)
                (Start, Surrogate, Readout, OwnItems, Bias, Sharpness, MaxLiterals, LearningRate, Epochs, Patience) = (RuleStart.Uniform, RuleSurrogate.Nlaf, RuleWeights.Gradient, true, true, 0.1, 0, 1e-3, 100, 10);
            if (value == LiaPreset.Readable) MinSupport = 20;
        }
    }

    /// <summary>How many rules there are to learn.</summary>
    [Option("rules to learn", Min = 1, Max = 100_000, SearchMin = 100, SearchMax = 4000, Logarithmic = true)]
    public int Rules { get; init => field = Checked(value); } = 1600;

    /// <summary>What the rules are before they are learned.</summary>
    [Option("what the rules are at the start")]
    public RuleStart Start { get; init; }

    /// <summary>Through which continuous twin of the rules gradients flow.</summary>
    [Option("the continuous twin of the rules that gradients flow through")]
    public RuleSurrogate Surrogate { get; init; }

    /// <summary>Where the weights of the finished rules come from.</summary>
    [Option("where the weights of the finished rules come from")]
    public RuleWeights Readout { get; init; }

    /// <summary>Whether items of the history also add something by themselves: a full item-to-item term.</summary>
    [Option("whether items of the history also add something by themselves")]
    public bool Skip { get; init; } = true;

    /// <summary>Whether a rule may speak of the items that occur in it, as the released code lets it.</summary>
    [Option("whether a rule may speak of the items that occur in it, as in the released code")]
    public bool OwnItems { get; init; }

    /// <summary>Whether each item has a part of its score that no history changes.</summary>
    [Option("whether each item has a part of its score that no history changes")]
    public bool Bias { get; init; }

    /// <summary>The most literals of a rule; 0 does not limit them.</summary>
    [Option("literals of a rule at most; 0 does not limit them", Min = 0, Max = 1000)]
    public int MaxLiterals { get; init => field = Checked(value); } = 4;

    /// <summary>A rule, or an item by itself, that fewer people satisfy gets no weight in closed form.</summary>
    [Option("people who must satisfy a rule for it to get a weight in closed form", Min = 1, Max = 1e9)]
    public int MinSupport { get; init => field = Checked(value); } = 5;

    /// <summary>The weight λ of squared rule weights in closed form.</summary>
    [Option("weight of the penalty on rule weights in closed form", Min = 1e-6, Max = 1e9, SearchMin = 50, SearchMax = 5000, Logarithmic = true)]
    public double Regularisation { get; init => field = Checked(value); } = 500;

    /// <summary>The same for items by themselves: the higher, the more is left to the rules.</summary>
    [Option("weight of the penalty on what items add by themselves: the higher, the more is left to the rules", Min = 1e-6, Max = 1e9, SearchMin = 50, SearchMax = 50_000, Logarithmic = true)]
    public double SkipRegularisation { get; init => field = Checked(value); } = 800;

    /// <summary>How much both penalties grow with every person who satisfies the rule (as dropout of rules would have it).</summary>
    [Option("growth of both penalties with every person who satisfies the rule", Min = 0, Max = 1000, SearchMin = 0, SearchMax = 4)]
    public double SupportPenalty { get; init => field = Checked(value); } = 1;

    /// <summary>A person of n events counts as (n / mean)^−this in closed form.</summary>
    [Option("people of n events count as (n / mean) to the power of minus this in closed form", Min = 0, Max = 2, SearchMin = 0, SearchMax = 1)]
    public double HistoryExponent { get; init => field = Checked(value); } = 0.5;

    /// <summary>The radius ρ of the sharpness-aware step (GSAM; Zhuang et al., ICLR 2022); 0 takes plain steps.</summary>
    [Option("radius of the sharpness-aware step; 0 takes plain steps", Min = 0, Max = 100)]
    public double Sharpness { get; init => field = Checked(value); }

    /// <summary>The part of the second gradient at right angles to the first that such a step leaves out.</summary>
    [Option("part of the second gradient at right angles to the first that a sharpness-aware step leaves out", Min = 0, Max = 1)]
    public double SharpnessShare { get; init => field = Checked(value); } = 0.5;

    /// <summary>The most items it accepts: memory grows with their square when they add something by themselves.</summary>
    [Option("the most items accepted; memory is about 24 bytes times items times (items + rules)", Min = 1, Max = 46_000)]
    public int MaxItems { get; init => field = Checked(value); } = 15_000;
}

/// <summary>Known settings of <see cref="Lia"/>.</summary>
public enum LiaPreset
{
    /// <summary>This project's.</summary>
    Accurate,

    /// <summary>Short rules of many people.</summary>
    Readable,

    /// <summary>The model, start and optimiser of the released code, with the learning rate at which it learns ml-100k.</summary>
    Released,
}

/// <summary>What rules are before they are learned.</summary>
public enum RuleStart
{
    /// <summary>Ours: an item with the one most often chosen by the same people (cosine), by turns as OR, AND and AND NOT.</summary>
    Neighbours,

    /// <summary>A control: rules as by <see cref="Neighbours"/>, of items drawn by chance.</summary>
    Random,

    /// <summary>As released: every weight uniform in (0, 0.5), so that every rule is empty.</summary>
    Uniform,
}

/// <summary>The continuous twin of the rules that gradients flow through.</summary>
public enum RuleSurrogate
{
    /// <summary>Ours: the multilinear form ∏(1 − w(1 − x)) at the discrete literals, whose slope is what changing a literal would do.</summary>
    Product,

    /// <summary>As released: the "novel logical activation function" with α = 0.999, β = 8, γ = 3.</summary>
    Nlaf,
}

/// <summary>Where the weights of the finished rules come from.</summary>
public enum RuleWeights
{
    /// <summary>Ours: in closed form.</summary>
    Ridge,

    /// <summary>As released: by gradients, as they are.</summary>
    Gradient,
}
