using System.Globalization;
using Cicerone.Data;

namespace Cicerone.Protocols;

/// <summary>
/// One moment for everyone: what lies before it is for training, what follows for test, and validation is the stretch just
/// before the test. Nothing that is learned from lies after what is tested, as in use. Events of one moment fall into one
/// part, so that parts may be larger than the share asked for. A person's history when tested is what they did before the
/// cut; it does not grow within the test part. A new item of the test part is a candidate like any other.
/// </summary>
public sealed record GlobalTime : Protocol
{
    /// <summary>Share of all events for validation, 0 to 0.5 as text, or the date and time when validation begins.</summary>
    /// <exception cref="CiceroneException">It is neither.</exception>
    [Option("share of all events for validation, or when it begins (2001-01-31, or 2001-01-31T18:00; universal time)")]
    public string Validation { get; init => field = CheckedCut(value, "validation"); } = "0.1";

    /// <summary>Share of all events for test, above 0 to 0.5 as text, or the date and time when the test begins.</summary>
    /// <exception cref="CiceroneException">It is neither.</exception>
    [Option("share of all events for test, or when it begins")]
    public string Test { get; init => field = CheckedCut(value, "test"); } = "0.1";

    /// <summary>What becomes of people without training events.</summary>
    [Option("people without training events: tested with the history they have, or left out and counted")]
    public ColdPeople Cold { get; init; }

    /// <inheritdoc/>
    public override string Name => "global-time";

    /// <inheritdoc/>
    public override string Summary => "Everything before one moment is for training, everything after it for test, the stretch just before it for validation.";

    /// <inheritdoc/>
    public override bool SplitsBuckets => true;

    /// <inheritdoc/>
    public override Split Split(InteractionLog log, ulong seed)
    {
        ArgumentNullException.ThrowIfNull(log);
        return OfBuckets([log.Times], seed)(log);
    }

    /// <inheritdoc/>
    internal override Func<InteractionLog, Split> OfBuckets(IEnumerable<ReadOnlyMemory<long>> times, ulong seed)
    {
        var timeline = new Timeline(times, Name);
        long test = CutOf(Test, timeline, timeline.Count), valid = CutOf(Validation, timeline, timeline.Before(test));
        if (timeline.Before(valid) == 0) throw Empty("training", "before the validation");
        if (timeline.Before(test) == timeline.Count) throw Empty("test", "after the cut");
        if (valid > test) throw new CiceroneException($"Under {this}, validation begins after the test; it must come before.");
        return log => SplitAt(log, valid, test);
    }

    private Split SplitAt(InteractionLog log, long valid, long test)
    {
        SplitPart?[] parts = AllTraining(log);
        for (int row = 0; row < log.Count; row++)
            if (log.Time[row] >= valid) parts[row] = log.Time[row] >= test ? SplitPart.Test : SplitPart.Valid;
        if (Cold == ColdPeople.Exclude) LeaveOutCold(log, parts);
        return ByPart(ToString(), log, parts, SplitRules.FullHistory);
    }

    private static void LeaveOutCold(InteractionLog log, SplitPart?[] parts)
    {
        bool[] known = new bool[log.Users.Count];
        for (int row = 0; row < log.Count; row++)
            if (parts[row] == SplitPart.Train) known[log.User[row]] = true;
        for (int row = 0; row < log.Count; row++)
            if (!known[log.User[row]]) parts[row] = null;
    }

    private static long CutOf(string cut, Timeline timeline, long end) =>
        TryShare(cut, out double share) ? timeline.Cut(end, share) : TryMoment(cut, out long moment) ? moment : throw NoCut(cut, "cut");

    private static string CheckedCut(string cut, string option) =>
        (TryShare(cut, out double share) && share is >= 0 and <= 0.5) || TryMoment(cut, out _) ? cut : throw NoCut(cut, option);

    private static CiceroneException NoCut(string cut, string option) =>
        new($"Option '{option}' is '{cut}', but must be a share of events in 0 to 0.5, or a date such as 2001-01-31 or 2001-01-31T18:00.");

    private CiceroneException Empty(string part, string where) =>
        new($"Under {this} there are no {part} events: none lies {where}. Choose another share or date.");

    private static bool TryShare(string text, out double share) => double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out share);

    private static bool TryMoment(string text, out long milliseconds)
    {
        bool read = DateTimeOffset.TryParseExact(text, ["yyyy-MM-dd", "yyyy-MM-ddTHH:mm", "yyyy-MM-ddTHH:mm:ss", "yyyy-MM-ddTHH:mm:ssK"],
            CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out DateTimeOffset moment);
        milliseconds = moment.ToUnixTimeMilliseconds();
        return read;
    }
}
