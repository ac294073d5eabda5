using Cicerone.Neural.Training;

namespace Cicerone.Neural.Generative;

/// <summary>Options of <see cref="TencentGr"/>: one switch for each part of the contest's recipes.</summary>
public sealed record TencentGrOptions : GradientOptions
{
    /// <summary>Defaults are those of the recipe.</summary>
    public TencentGrOptions() => (Watch, BatchSize, Epochs, Patience, LearningRate, Schedule) = ("ndcg@10", 8, 4, 4, 2e-3, Schedule.Cosine);

    /// <summary>Known settings; what is set beside it wins.</summary>
    [Option("settings that are known: recipe, what won; baseline, the contest's official model. What is set beside it wins")]
    public TencentGrPreset Preset
    {
        get;
        init
        {
            field = value;
            if (value == TencentGrPreset.Baseline)
            {
                (Width, Layers, Heads, Dropout, Backbone) = (32, 1, 1, 0.2, EventBackbone.Transformer);
                (BatchSize, Epochs, Patience, LearningRate, Schedule) = (32, 40, 6, 1e-3, Schedule.Constant);
                (Loss, Negatives, Cosine, HistoryActions, NextAction, Time, UserId, HiddenIds, ExposureWeight) = (EventLoss.Bce, 1, false, false, false, false, true, 0, 1);
            }
        }
    }

    /// <summary>Length of a token's vector.</summary>
    [Option("length of a token's vector", Min = 1, Max = 4096)]
    public int Width { get; init => field = Checked(value); } = 64;

    /// <summary>Layers over the tokens.</summary>
    [Option("layers over the tokens", Min = 0, Max = 64)]
    public int Layers { get; init => field = Checked(value); } = 2;

    /// <summary>Heads of each layer; they divide the width.</summary>
    [Option("heads of each layer; they divide the width", Min = 1, Max = 64)]
    public int Heads { get; init => field = Checked(value); } = 2;

    /// <summary>Events that are looked at; the profile's token comes beside.</summary>
    [Option("the last events that are looked at", Min = 1, Max = 10_000)]
    public int MaxLength { get; init => field = Checked(value); } = 100;

    /// <summary>Share of values that is dropped in training.</summary>
    [Option("share of values that is dropped in training", Min = 0, Max = 0.95)]
    public double Dropout { get; init => field = Checked(value); } = 0.1;

    /// <summary>What the layers are.</summary>
    [Option("what the layers are: softmax attention, or HSTU's gated pointwise attention")]
    public EventBackbone Backbone { get; init; } = EventBackbone.Hstu;

    /// <summary>For <c>transformer</c>: width inside the feed-forward network; 0 means <see cref="Width"/>, half of it makes a layer as large as one of HSTU.</summary>
    [Option("for transformer: width inside the feed-forward network; 0 means width, half the width makes layers as large as HSTU's", Min = 0, Max = 16_384)]
    public int FeedForward { get; init => field = Checked(value); }

    /// <summary>What training makes small.</summary>
    [Option("what training makes small")]
    public EventLoss Loss { get; init; }

    /// <summary>For <c>info-nce</c>: whether the targets of all other positions of a step are negatives.</summary>
    [Option("for info-nce: whether the other targets of a step are negatives")]
    public bool InBatch { get; init; } = true;

    /// <summary>Items drawn as negatives: for each target in <c>bce</c>, for all targets of a step together in <c>info-nce</c>.</summary>
    [Option("items drawn as negatives: for each target (bce), or a bank for all targets of a step (info-nce)", Min = 0, Max = 1 << 20)]
    public int Negatives { get; init => field = Checked(value); } = 512;

    /// <summary>For <c>info-nce</c>: whether a negative's logit is lowered by the logarithm of how often its item is expected among the negatives (Yi et al., RecSys 2019).</summary>
    [Option("for info-nce: whether logits are corrected for how often an item is among the negatives")]
    public bool LogQ { get; init; } = true;

    /// <summary>Whether scores are cosines over a temperature, rather than inner products.</summary>
    [Option("whether scores are cosines over the temperature, rather than inner products")]
    public bool Cosine { get; init; } = true;

    /// <summary>What cosines are divided by.</summary>
    [Option("what cosines are divided by", Min = 1e-3, Max = 100)]
    public double Temperature { get; init => field = Checked(value); } = 0.05;

    /// <summary>How much a target counts that was merely shown (the action <c>exposure</c>): it tells what runs more than what is wanted.</summary>
    [Option("how much a target counts that was merely shown (action 'exposure')", Min = 0, Max = 1000)]
    public double ExposureWeight { get; init => field = Checked(value); } = 0.2;

    /// <summary>How much a target counts that led to a <c>conversion</c>.</summary>
    [Option("how much a target counts that led to a conversion (action 'conversion')", Min = 0, Max = 1000)]
    public double ConversionWeight { get; init => field = Checked(value); } = 1;

    /// <summary>Whether tokens tell what was done.</summary>
    [Option("whether tokens tell what was done")]
    public bool HistoryActions { get; init; } = true;

    /// <summary>Whether each position is told the action that comes next; a query is told the one that is wanted.</summary>
    [Option("whether each position is told the action that comes next, and a query the one that is wanted")]
    public bool NextAction { get; init; } = true;

    /// <summary>Whether tokens tell when: the gap before, the hour, the day of the week, and the date.</summary>
    [Option("whether tokens tell when: gap, hour, day of the week, date")]
    public bool Time { get; init; } = true;

    /// <summary>How many dates have a vector; what lies between two of them mixes both.</summary>
    [Option("dates that have a vector, evenly over the training events", Min = 2, Max = 100_000)]
    public int TimeBuckets { get; init => field = Checked(value); } = 64;

    /// <summary>Whether the person's profile is a token before the events.</summary>
    [Option("whether the profile is a token before the events")]
    public bool Profile { get; init; } = true;

    /// <summary>Whether the profile's token has a vector for each training person.</summary>
    [Option("whether each training person has a vector in the profile's token")]
    public bool UserId { get; init; }

    /// <summary>Columns of the items' table that are fields, with commas between; empty takes all.</summary>
    [Option("columns of the items' table that are fields, commas between; empty takes all")]
    public string Fields { get; init; } = "";

    /// <summary>Whether the given vectors of items are used.</summary>
    [Option("whether the given vectors of items are used")]
    public bool Vectors { get; init; } = true;

    /// <summary>Share of items whose own vector is hidden in a training step, so that fields and vectors alone must do, as they must for an item that is new.</summary>
    [Option("share of items whose own vector is hidden in a training step, as that of a new item is", Min = 0, Max = 0.95)]
    public double HiddenIds { get; init => field = Checked(value); }

    /// <summary>Step size of Muon for the layers' matrices; 0 leaves them to Adam.</summary>
    [Option("step size of Muon for the layers' matrices; 0 leaves them to Adam", Min = 0, Max = 1)]
    public double MuonRate { get; init => field = Checked(value); }

    /// <summary>
    /// Whether to repeat the official baseline's defects: a query lacks the last event, a profile's token has the vectors of the item whose index is the
    /// person's, item vectors are never negative, and people without a profile have no token for it.
    /// </summary>
    [Option("whether to repeat the official baseline's defects: the last event is dropped, profiles look up items' vectors, item vectors are never negative, empty profiles have no token")]
    public bool Defects { get; init; }

    /// <summary>Width inside the feed-forward network.</summary>
    internal int Inside => FeedForward == 0 ? Width : FeedForward;

    /// <summary>What scores are multiplied by.</summary>
    internal double Sharpness => Cosine ? 1 / Temperature : 1;

    /// <summary>Refuses what contradicts itself.</summary>
    internal void Check()
    {
        if (Width % Heads != 0) throw new CiceroneException($"Option 'heads' is {Heads}, which does not divide the width {Width}.");
        if (Loss == EventLoss.Bce && Negatives == 0) throw new CiceroneException("Option 'negatives' is 0, but the loss 'bce' needs at least one for each target.");
        if (Loss == EventLoss.InfoNce && Negatives == 0 && !InBatch) throw new CiceroneException("Option 'negatives' is 0 and 'in-batch' is false, but the loss 'info-nce' needs negatives.");
    }
}

/// <summary>Known settings of <see cref="TencentGr"/>.</summary>
public enum TencentGrPreset
{
    /// <summary>What the contest's best entries have in common, at the size of a small machine.</summary>
    Recipe,

    /// <summary>The official baseline.</summary>
    Baseline,
}

/// <summary>Layers of <see cref="TencentGr"/>.</summary>
public enum EventBackbone
{
    /// <summary>Softmax attention and a feed-forward network, each normalised after its residual.</summary>
    Transformer,

    /// <summary>Pointwise attention with a gate (Zhai et al., ICML 2024).</summary>
    Hstu,
}

/// <summary>Losses of <see cref="TencentGr"/>.</summary>
public enum EventLoss
{
    /// <summary>Softmax over the target and many negatives.</summary>
    InfoNce,

    /// <summary>Binary cross-entropy of the target and of drawn negatives.</summary>
    Bce,
}
