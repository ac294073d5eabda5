namespace Cicerone.Data.Filters;

/// <summary>Keeps the events whose rating, count or label reaches a threshold.</summary>
/// <param name="minimum">The least value that is kept; a finite number.</param>
public sealed class ValueThreshold(float minimum) : EventFilter
{
    /// <summary>The least value that is kept.</summary>
    public float Minimum { get; } = float.IsFinite(minimum) ? minimum : throw new CiceroneException($"The threshold is {minimum}, but must be a finite number.");

    /// <inheritdoc/>
    public override string Summary => $"values of at least {Minimum}";

    private protected override void Mark(InteractionLog log, Span<bool> kept)
    {
        if (!log.HasValues && log.Count > 0) throw Lacks("values", "a threshold");
        for (int row = 0; row < log.Count; row++) kept[row] = log.Value[row] >= Minimum;
    }
}
