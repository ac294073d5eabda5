using Cicerone.Neural.Training;

namespace Cicerone.Neural.Rules;

/// <summary>Options of <see cref="Lia"/>.</summary>
public sealed record LiaOptions : GradientOptions
{
    /// <summary>Other defaults than those of the sequence models: an example is a rule here, see <see cref="RuleLearning.Refit"/>.</summary>
    public LiaOptions() => (BatchSize, Epochs, Patience) = (25, 2, 2);

    /// <summary>Known settings; what is set beside it wins.</summary>
    [Option("settings that are known; what is set beside it wins")]
    public LiaPreset Preset
    {
        get;
        init
        {
            field = value;
            if (value == LiaPreset.Released)
                (Learning, Start, Rules, BatchSize, LearningRate, Epochs, Patience) = (RuleLearning.Graft, RuleStart.Uniform, 1000, 512, 1e-3, 100, 10);
            if (value == LiaPreset.Readable) MinSupport = 20;
        }
    }

    /// <summary>How many rules there are to learn.</summary>
    [Option("rules to learn", Min = 1, Max = 100_000, SearchMin = 100, SearchMax = 2000, Logarithmic = true)]
    public int Rules { get; init => field = Checked(value); } = 500;

    /// <summary>How the rules are learned.</summary>
    [Option("how the rules are learned")]
    public RuleLearning Learning { get; init; }

    /// <summary>What the rules are before they are learned.</summary>
    [Option("what the rules are at the start")]
    public RuleStart Start { get; init; }

    /// <summary>Whether items of the history also add something by themselves: a full item-to-item term.</summary>
    [Option("whether items of the history also add something by themselves")]
    public bool Skip { get; init; } = true;

    /// <summary>The most literals of a rule; <see cref="RuleLearning.Graft"/> does not limit them.</summary>
    [Option("literals of a rule at most; learning=graft does not limit them", Min = 2, Max = 100, SearchMin = 2, SearchMax = 6)]
    public int MaxLiterals { get; init => field = Checked(value); } = 3;

    /// <summary>A rule, or an item by itself, that fewer people satisfy gets no weight; <see cref="RuleLearning.Graft"/> knows no such limit.</summary>
    [Option("people who must satisfy a rule for it to get a weight; learning=graft knows no such limit", Min = 1, Max = 1e9)]
    public int MinSupport { get; init => field = Checked(value); } = 5;

    /// <summary>The weight λ of squared rule weights in closed form.</summary>
    [Option("weight of the penalty on rule weights in closed form", Min = 1e-6, Max = 1e9, SearchMin = 50, SearchMax = 5000, Logarithmic = true)]
    public double Regularisation { get; init => field = Checked(value); } = 500;

    /// <summary>The same for items by themselves: the higher, the more is left to the rules.</summary>
    [Option("weight of the penalty on what items add by themselves: the higher, the more is left to the rules", Min = 1e-6, Max = 1e9, SearchMin = 50, SearchMax = 50_000, Logarithmic = true)]
    public double SkipRegularisation { get; init => field = Checked(value); } = 500;

    /// <summary>How much both penalties grow with every person who satisfies the rule, as dropout of rules would have it.</summary>
    [Option("growth of both penalties with every person who satisfies the rule", Min = 0, Max = 1000, SearchMin = 0, SearchMax = 4)]
    public double SupportPenalty { get; init => field = Checked(value); } = 1;

    /// <summary>A person of n events counts as (n / mean)^−this in closed form.</summary>
    [Option("people of n events count as (n / mean) to the power of minus this in closed form", Min = 0, Max = 2, SearchMin = 0, SearchMax = 1)]
    public double HistoryExponent { get; init => field = Checked(value); } = 0.5;

    /// <summary>The radius ρ of the sharpness-aware step of <see cref="RuleLearning.Graft"/> (GSAM; Zhuang et al., ICLR 2022); 0 takes plain steps.</summary>
    [Option("radius of the sharpness-aware step of learning=graft; 0 takes plain steps", Min = 0, Max = 100)]
    public double Sharpness { get; init => field = Checked(value); } = 0.1;

    /// <summary>The part of the second gradient at right angles to the first that such a step leaves out.</summary>
    [Option("part of the second gradient at right angles to the first that a sharpness-aware step leaves out", Min = 0, Max = 1)]
    public double SharpnessShare { get; init => field = Checked(value); } = 0.5;

    /// <summary>The most items it accepts: memory grows with their square when they add something by themselves.</summary>
    [Option("the most items accepted; memory is about 24 bytes times items times (items + rules)", Min = 1, Max = 30_000)]
    public int MaxItems { get; init => field = Checked(value); } = 15_000;

    /// <summary>Checks what one option alone cannot.</summary>
    /// <exception cref="CiceroneException">Options contradict each other.</exception>
    internal void Check()
    {
        if (Learning == RuleLearning.Graft && Start == RuleStart.Empty)
            throw new CiceroneException("Option 'start' is empty, where every weight is 0 and so has no slope for learning=graft. Use start=uniform or start=neighbours, or learning=refit.");
    }
}

/// <summary>Known settings of <see cref="Lia"/>.</summary>
public enum LiaPreset
{
    /// <summary>This project's.</summary>
    Accurate,

    /// <summary>Rules that at least twenty people satisfy, and items that as many chose.</summary>
    Readable,

    /// <summary>The start, surrogate, loss and optimiser of the released code, with the learning rate and epochs at which it learns on ml-100k.</summary>
    Released,
}

/// <summary>How rules are learned.</summary>
public enum RuleLearning
{
    /// <summary>
    /// Ours: rules grow literal by literal on what all others leave unexplained; weights are in closed form, and every choice is predicted from
    /// the others. An example is a rule: a step fills <c>batch-size</c> places with the best among their old rules and new ones, an epoch all.
    /// </summary>
    Refit,

    /// <summary>As released: gradient grafting through the continuous twin, the multinomial loss, and weights that are learned along.</summary>
    Graft,
}

/// <summary>What rules are before they are learned.</summary>
public enum RuleStart
{
    /// <summary>No rule has a literal.</summary>
    Empty,

    /// <summary>A control that looks at nothing but pairs: an item with the one most alike by the people who chose it, half of them as OR, the others as AND, of which every fourth asks for the second to be absent.</summary>
    Neighbours,

    /// <summary>As released: every weight uniform in (0, 0.5), so that every rule is empty.</summary>
    Uniform,
}
