using Cicerone.Data;

namespace Cicerone.Protocols;

/// <summary>
/// Each person's last k events are for test, the k before them for validation, the others for training. Order and ties are
/// those of <see cref="LeaveOneOut"/>. People with fewer than 2k + 1 events are left whole in training.
/// </summary>
public sealed record LeaveKOut : Protocol
{
    /// <summary>Events of each person in the test part, and as many in the validation part: 1 to 1000.</summary>
    [Option("events of each person for test, and as many before them for validation", Min = 1, Max = 1000)]
    public int K { get; init => field = Checked(value); } = 2;

    /// <inheritdoc/>
    public override string Name => "leave-k-out";

    /// <inheritdoc/>
    public override string Summary => "Each person's last k events are for test, the k before them for validation.";

    /// <inheritdoc/>
    public override bool SplitsBuckets => true;

    /// <inheritdoc/>
    public override Split Split(InteractionLog log, ulong seed)
    {
        SplitPart?[] parts = AllTraining(log);
        Histories histories = Histories.Of(log);
        for (int person = 0; person < histories.Count; person++)
        {
            ReadOnlySpan<int> rows = histories.Rows(person);
            if (rows.Length < 2 * K + 1) continue;
            foreach (int row in rows[^K..]) parts[row] = SplitPart.Test;
            foreach (int row in rows[^(2 * K)..^K]) parts[row] = SplitPart.Valid;
        }
        return ByPart(ToString(), log, parts, SplitRules.FullHistory);
    }
}
