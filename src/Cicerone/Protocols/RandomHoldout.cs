using Cicerone.Data;

namespace Cicerone.Protocols;

/// <summary>
/// A share of each person's events, drawn by chance, is for test, another for validation. It knows no time: what is
/// tested may lie before what was trained on, so it judges taste, not forecasting.
/// </summary>
public sealed record RandomHoldout : Protocol
{
    /// <summary>Share of each person's events for validation, 0 to 0.5.</summary>
    [Option("share of each person's events for validation", Min = 0, Max = 0.5)]
    public double Validation { get; init => field = Checked(value); } = 0.1;

    /// <summary>Share of each person's events for test, 0 to 0.5.</summary>
    [Option("share of each person's events for test", Min = 0, Max = 0.5)]
    public double Test { get; init => field = Checked(value); } = 0.1;

    /// <inheritdoc/>
    public override string Name => "random-holdout";

    /// <inheritdoc/>
    public override string Summary => "A share of each person's events (a tenth, unless set), drawn by chance, is for test, another for validation.";

    /// <inheritdoc/>
    public override bool SplitsBuckets => true;

    /// <inheritdoc/>
    public override Split Split(InteractionLog log, ulong seed)
    {
        SplitPart?[] parts = AllTraining(log);
        Histories histories = Histories.Of(log);
        for (int person = 0; person < histories.Count; person++)
        {
            int[] rows = histories.Rows(person).ToArray();
            RandomSource.For(seed, RandomSource.Hash(log.Users[person])).Shuffle(rows.AsSpan());
            int test = (int)(rows.Length * Test), valid = (int)(rows.Length * Validation);
            foreach (int row in rows.AsSpan(0, test)) parts[row] = SplitPart.Test;
            foreach (int row in rows.AsSpan(test, valid)) parts[row] = SplitPart.Valid;
        }
        return ByPart(Seeded(seed), log, parts, SplitRules.TrainHistory);
    }
}
