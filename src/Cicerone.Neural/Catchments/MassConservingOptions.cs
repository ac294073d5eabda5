namespace Cicerone.Neural.Catchments;

/// <summary>What a mass-conserving network is made of.</summary>
public sealed record MassConservingOptions : OptionSet
{
    /// <summary>Whether the cell has a fast output through a linear tank and a slow one straight to the river; else it has one output.</summary>
    [Option("a fast output through a linear tank beside the slow one, instead of one output")]
    public bool Routed { get; init; } = true;

    /// <summary>Whether precipitation passes a store of snow first; the weather needs temperatures then.</summary>
    [Option("a store of snow before the soil; needs temperatures")]
    public bool Snow { get; init; }

    /// <summary>The storage around which the gates are centred, mm.</summary>
    [Option("storage around which the gates are centred, mm", Min = 0, Max = 10_000)]
    public double StorageMean { get; init => field = Checked(value); } = 412.9139085;

    /// <summary>The spread of storage that the gates count in, mm.</summary>
    [Option("spread of storage that the gates count in, mm", Min = 1e-3, Max = 10_000)]
    public double StorageSpread { get; init => field = Checked(value); } = 77.49943867;

    /// <summary>The potential evaporation around which the gate of losses is centred, mm a day.</summary>
    [Option("potential evaporation around which the gate of losses is centred, mm a day", Min = 0, Max = 100)]
    public double EvaporationMean { get; init => field = Checked(value); } = 2.9086;

    /// <summary>The spread of potential evaporation that the gate counts in, mm a day.</summary>
    [Option("spread of potential evaporation that the gate counts in, mm a day", Min = 1e-3, Max = 100)]
    public double EvaporationSpread { get; init => field = Checked(value); } = 1.898;
}
