using Cicerone.Data;

namespace Cicerone.Protocols;

/// <summary>
/// Each person's last event is for test, the last but one for validation, the others for training. Without times, the
/// order of the file is the order of events; events of one moment keep it too. People with fewer than three events are
/// left whole in training.
/// </summary>
public sealed record LeaveOneOut : Protocol
{
    /// <inheritdoc/>
    public override string Name => "leave-one-out";

    /// <inheritdoc/>
    public override string Summary => "Each person's last event is for test, the last but one for validation.";

    /// <inheritdoc/>
    public override bool SplitsBuckets => true;

    /// <inheritdoc/>
    public override Split Split(InteractionLog log, ulong seed) => new LeaveKOut { K = 1 }.Split(log, seed) with { Protocol = Name };
}
