using Cicerone.Data;

namespace Cicerone.Protocols;

/// <summary>
/// A share of each person's events, drawn by chance, is for test, another for validation. It knows no time: what is
/// tested may lie before what was trained on, so it judges taste, not forecasting.
/// </summary>
public sealed class RandomHoldout : IProtocol
{
    /// <summary>Share of each person's events for validation, 0 to 0.5.</summary>
    public double Validation { get; init => field = Share(value, "validation"); } = 0.1;

    /// <summary>Share of each person's events for test, 0 to 0.5.</summary>
    public double Test { get; init => field = Share(value, "test"); } = 0.1;

    /// <inheritdoc/>
    public string Name => "random-holdout";

    /// <inheritdoc/>
    public string Summary => "A share of each person's events (a tenth, unless set), drawn by chance, is for test, another for validation.";

    /// <inheritdoc/>
    public Split Split(InteractionLog log, ulong seed)
    {
        ArgumentNullException.ThrowIfNull(log);
        Histories histories = Histories.Of(log);
        var held = new SplitPart[log.Count];
        for (int person = 0; person < histories.Count; person++)
        {
            int[] rows = histories.Rows(person).ToArray();
            RandomSource.For(seed, RandomSource.Hash(log.Users[person])).Shuffle(rows.AsSpan());
            int test = (int)(rows.Length * Test), valid = (int)(rows.Length * Validation);
            foreach (int row in rows.AsSpan(0, test)) held[row] = SplitPart.Test;
            foreach (int row in rows.AsSpan(test, valid)) held[row] = SplitPart.Valid;
        }
        return Protocol.ByPart($"{Name}(validation={Validation}, test={Test}, seed={seed})", log, held, SplitRules.TrainHistory);
    }

    private static double Share(double value, string name) =>
        value is >= 0 and <= 0.5 ? value : throw new CiceroneException($"The {name} share is {value}, but must lie in 0 to 0.5.");
}
