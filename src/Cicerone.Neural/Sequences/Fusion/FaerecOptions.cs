namespace Cicerone.Neural.Sequences.Fusion;

/// <summary>Options of <see cref="Faerec"/>: those of its backbone, and how what is known of items joins what is learned of them. Defaults are those of the paper's runs.</summary>
public sealed record FaerecOptions : SasRecOptions
{
    /// <summary>The paper's network and loss.</summary>
    public FaerecOptions() => (Width, Dropout, Targets, Loss, Negatives) = (128, 0.4, Targets.All, SequenceLoss.Bce, 1);

    /// <summary>The layers between the tokens and the vector of the sequence.</summary>
    [Option("the layers that read the sequence; flame is sasrec with a frozen partner")]
    public FaerecBackbone Backbone { get; init; }

    /// <summary>For <c>fmlp-rec</c>: whether a position sees only those before it.</summary>
    [Option("for fmlp-rec: whether a position sees only those before it")]
    public bool Causal { get; init; } = true;

    /// <summary>Name of the features to use; empty takes the only ones that are given, or else the items' text.</summary>
    [Option("name of the features to use; empty takes the only ones given, or else the items' text")]
    public string Features { get; init; } = "";

    /// <summary>Length of the vectors that are made of text, where none are given.</summary>
    [Option("length of the vectors made of text, where none are given", Min = 1, Max = 4096)]
    public int TextWidth { get; init => field = Checked(value); } = 256;

    /// <summary>What a token is made of.</summary>
    [Option("what a token is made of: the item's own vector, that and its mapped text alike, or by a gate")]
    public FusionKind Fusion { get; init; } = FusionKind.Gate;

    /// <summary>What rankings compare a sequence with.</summary>
    [Option("what rankings compare a sequence with: the item's own vector, its normalised sum with the mapped text, or both by the gate")]
    public ScoreMode Score { get; init; } = ScoreMode.SumNorm;

    /// <summary>Whether training compares with the same as rankings do; the paper's trains against the items' own vectors alone.</summary>
    [Option("whether training compares with the same as rankings do; the paper trains against the items' own vectors alone")]
    public bool TrainScored { get; init; }

    /// <summary>Weight λ of both alignments together; 0 leaves them out.</summary>
    [Option("weight of both alignments together; 0 leaves them out", Min = 0, Max = 1000)]
    public double Alignment { get; init => field = Checked(value); } = 0.2;

    /// <summary>Temperature τ of the alignment of items.</summary>
    [Option("temperature of the alignment of items", Min = 1e-3, Max = 1e3)]
    public double Temperature { get; init => field = Checked(value); } = 0.05;

    /// <summary>Weight γ of unlike dimensions in the alignment of dimensions.</summary>
    [Option("weight of unlike dimensions in the alignment of dimensions", Min = 0, Max = 1)]
    public double OffDiagonal { get; init => field = Checked(value); } = 0.005;

    /// <summary>The curriculum's smallest weight of the alignment of items; that of dimensions has the rest. 1 leaves dimensions out.</summary>
    [Option("smallest weight of the alignment of items, which that of dimensions completes to 1", Min = 0, Max = 1)]
    public double SmallestWeight { get; init => field = Checked(value); } = 0.7;

    /// <summary>Epochs of one swing of the curriculum.</summary>
    [Option("epochs of one swing between both alignments", Min = 1, Max = 100_000)]
    public int Period { get; init => field = Checked(value); } = 30;

    /// <summary>Whether the alignments take each item of a step once, rather than as often as it occurs.</summary>
    [Option("whether the alignments take each item of a step once, rather than as often as it occurs")]
    public bool UniquePool { get; init; }

    /// <summary>Whether to keep faults of the released code; see the documentation of the method.</summary>
    [Option("whether to keep the faults of the released code (docs/methods/faerec.md lists them)")]
    public bool AsReleased { get; init; }

    internal override bool AvoidsOwnItems => true;

    /// <summary>Whether text enters the model anywhere but in its start.</summary>
    internal bool MapsText => Fusion != FusionKind.None || Score != ScoreMode.IdOnly || Alignment > 0;

    /// <summary>Checks what one option alone cannot.</summary>
    /// <exception cref="CiceroneException">Rankings would use what is never trained.</exception>
    internal void CheckFusion()
    {
        Check();
        if (Score == ScoreMode.Gated && Fusion != FusionKind.Gate) throw new CiceroneException("Option 'score' is 'gated', but there is a gate only where 'fusion' is 'gate'.");
        if (Score == ScoreMode.SumNorm && Fusion == FusionKind.None && Alignment == 0 && !TrainScored)
            throw new CiceroneException("With fusion=none, alignment=0 and train-scored=false nothing trains the mapped text that score=sum-norm ranks by. Set score=id-only, or one of the three.");
    }
}

/// <summary>Backbones of <see cref="Faerec"/>.</summary>
public enum FaerecBackbone
{
    /// <summary>Self-attention: <see cref="Sequences.SasRec"/>.</summary>
    Sasrec,

    /// <summary>Filters over frequencies: <see cref="Sequences.FmlpRec"/>.</summary>
    FmlpRec,

    /// <summary>A linear recurrence: <see cref="Sequences.LruRec"/>.</summary>
    LruRec,

    /// <summary>Self-attention that learns beside a frozen partner: <see cref="Sequences.Flame"/> with its default teaching.</summary>
    Flame,
}

/// <summary>What a token of <see cref="Faerec"/> is made of.</summary>
public enum FusionKind
{
    /// <summary>The item's own vector alone.</summary>
    None,

    /// <summary>The mean of that and the mapped text.</summary>
    Mean,

    /// <summary>Both, by a gate for each dimension and position.</summary>
    Gate,
}

/// <summary>What <see cref="Faerec"/> ranks by.</summary>
public enum ScoreMode
{
    /// <summary>The normalised sum of the item's own vector and the mapped text: the paper's.</summary>
    SumNorm,

    /// <summary>The item's own vector alone.</summary>
    IdOnly,

    /// <summary>Both by the gate, as in a token without a place, normalised.</summary>
    Gated,
}
