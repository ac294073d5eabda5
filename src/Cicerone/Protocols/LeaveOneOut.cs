using Cicerone.Data;

namespace Cicerone.Protocols;

/// <summary>
/// Each person's last event is for test, the last but one for validation, the others for training. Without times, the
/// order of the file is the order of events; events of one moment keep it too. People with fewer than three events are
/// left whole in training.
/// </summary>
public sealed class LeaveOneOut : IProtocol
{
    private const int FewestEvents = 3;

    /// <inheritdoc/>
    public string Name => "leave-one-out";

    /// <inheritdoc/>
    public string Summary => "Each person's last event is for test, the last but one for validation.";

    /// <inheritdoc/>
    public Split Split(InteractionLog log, ulong seed)
    {
        ArgumentNullException.ThrowIfNull(log);
        Histories histories = Histories.Of(log);
        var held = new SplitPart[log.Count];
        for (int person = 0; person < histories.Count; person++)
        {
            ReadOnlySpan<int> rows = histories.Rows(person);
            if (rows.Length < FewestEvents) continue;
            held[rows[^1]] = SplitPart.Test;
            held[rows[^2]] = SplitPart.Valid;
        }
        return Protocol.ByPart(Name, log, held, SplitRules.FullHistory);
    }
}
