namespace Cicerone.Neural.Sequences;

/// <summary>Options of <see cref="SasRec"/>.</summary>
public record SasRecOptions : SequenceOptions
{
    /// <summary>Known settings; what is set beside it wins.</summary>
    [Option("settings that are known to work; what is set beside it wins")]
    public SasRecPreset Preset
    {
        get;
        init
        {
            field = value;
            if (value is SasRecPreset.SampledSoftmax or SasRecPreset.Gsasrec or SasRecPreset.LongHistory)
                (Heads, Layers, Dropout, Patience, Targets, Loss) = (1, 1, 0.2, 50, Targets.All, SequenceLoss.SampledSoftmax);
            if (value == SasRecPreset.Gsasrec) Loss = SequenceLoss.Gbce;
            if (value == SasRecPreset.LongHistory) (Layers, Dropout, MaxLength, LearnFrom) = (2, 0.1, 200, 1_000_000);
            if (value == SasRecPreset.Paper)
                (Width, Heads, BatchSize, Negatives, Targets, Loss) = (50, 1, 128, 1, Targets.All, SequenceLoss.Bce);
        }
    }

    /// <summary>Heads of the attention; they divide the width.</summary>
    [Option("heads of the attention; they divide the width", Min = 1, Max = 256)]
    public int Heads { get; init => field = Checked(value); } = 2;

    /// <summary>Transformer layers.</summary>
    [Option("transformer layers", Min = 1, Max = 64)]
    public int Layers { get; init => field = Checked(value); } = 2;

    /// <summary>Standard deviation of the first weights.</summary>
    [Option("standard deviation of the first weights", Min = 1e-6, Max = 10)]
    public double Deviation { get; init => field = Checked(value); } = 0.02;

    /// <summary>Checks what one option alone cannot.</summary>
    /// <exception cref="CiceroneException">The heads do not divide the width.</exception>
    internal void Check()
    {
        if (Width % Heads != 0) throw new CiceroneException($"Option 'heads' is {Heads}, which does not divide 'width' {Width}.");
    }
}

/// <summary>Named settings of <see cref="SasRec"/>.</summary>
public enum SasRecPreset
{
    /// <summary>Full cross-entropy on every prefix, two layers: the strong baseline.</summary>
    Full,

    /// <summary>One layer, all positions, sampled softmax with 256 negatives: as good on sparse data, many times faster.</summary>
    SampledSoftmax,

    /// <summary>One layer, all positions, gBCE with 256 negatives (Petrov and Macdonald, RecSys 2023).</summary>
    Gsasrec,

    /// <summary>Two layers over 200 events, all training events, sampled softmax: for dense data such as MovieLens.</summary>
    LongHistory,

    /// <summary>As first published, with one negative an event (Kang and McAuley, ICDM 2018): known to be under-trained.</summary>
    Paper,
}
