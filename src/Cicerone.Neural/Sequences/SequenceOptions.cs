using Cicerone.Neural.Training;

namespace Cicerone.Neural.Sequences;

/// <summary>What the models that learn from the order of events share.</summary>
public abstract record SequenceOptions : GradientOptions
{
    /// <summary>Length of an item's vector.</summary>
    [Option("length of an item's vector", Min = 1, Max = 4096)]
    public int Width { get; init => field = Checked(value); } = 64;

    /// <summary>The most events of a history that are looked at: the last ones.</summary>
    [Option("the most events of a history that are looked at: the last ones", Min = 1, Max = 100_000)]
    public int MaxLength { get; init => field = Checked(value); } = 50;

    /// <summary>Share of values that is dropped in training.</summary>
    [Option("share of values that is dropped in training", Min = 0, Max = 0.99)]
    public double Dropout { get; init => field = Checked(value); } = 0.5;

    /// <summary>The last training events of each person that are learned from; 0 means <see cref="MaxLength"/> + 1.</summary>
    [Option("the last training events of each person that are learned from; 0 means max-length + 1", Min = 0, Max = 1e9)]
    public int LearnFrom { get; init => field = Checked(value); }

    /// <summary>What an example is, and which of its positions predict.</summary>
    [Option("what predicts in training: the last position of every prefix, or all positions of a window at once (faster; not the same)")]
    public Targets Targets { get; init; }

    /// <summary>What training makes small.</summary>
    [Option("what training makes small")]
    public SequenceLoss Loss { get; init; }

    /// <summary>Items drawn against each target (shared by all targets of a step in <c>sampled-softmax</c>); full cross-entropy takes all items.</summary>
    [Option("items drawn as negatives; full cross-entropy takes all items", Min = 1, Max = 1 << 20)]
    public int Negatives { get; init => field = Checked(value); } = 256;

    /// <summary>For <c>sampled-softmax</c>: the power of an item's training count with which it is drawn; 0 draws all alike.</summary>
    [Option("for sampled-softmax: the power of an item's training count with which it is drawn; 0 draws all alike", Min = 0, Max = 2)]
    public double NegativePower { get; init => field = Checked(value); }

    /// <summary>For <c>gbce</c>: the calibration t of its paper, from 0 (plain binary cross-entropy) to 1.</summary>
    [Option("for gbce: calibration t, from 0 (plain binary cross-entropy) to 1", Min = 0, Max = 1)]
    public double Calibration { get; init => field = Checked(value); } = 0.75;

    /// <summary>A folder of tensors to begin with; empty begins at random.</summary>
    [Option("a folder of tensors under their published names to begin with; empty begins at random")]
    public string Import { get; init; } = "";

    /// <summary>Whether a negative of a single target is never an item of the sequence itself.</summary>
    internal virtual bool AvoidsOwnItems => false;

    /// <summary>Whether hidden items are predicted from both sides: tokens see those after them, and a history is asked about by a hidden item after its last.</summary>
    internal virtual bool IsCloze => false;

    /// <summary>Events of a person that are learned from.</summary>
    internal int Learned => LearnFrom == 0 ? MaxLength + 1 : LearnFrom;
}

/// <summary>What a training example of a sequence model is.</summary>
public enum Targets
{
    /// <summary>Every prefix of a person's events is an example; its last position predicts the next event.</summary>
    Last,

    /// <summary>A window of a person's events is an example; each of its positions predicts the event after it.</summary>
    All,
}

/// <summary>Losses of sequence models.</summary>
public enum SequenceLoss
{
    /// <summary>Softmax over all items.</summary>
    CrossEntropy,

    /// <summary>Softmax over the target and drawn items, corrected for how likely each was to be drawn (Bengio and Senécal, 2008).</summary>
    SampledSoftmax,

    /// <summary>Generalised binary cross-entropy (Petrov and Macdonald, RecSys 2023).</summary>
    Gbce,

    /// <summary>Binary cross-entropy of the target against drawn items.</summary>
    Bce,
}
