using Cicerone.Data;

namespace Cicerone.Protocols;

/// <summary>
/// A share of the people, drawn by chance, is kept out of training (strong generalisation: Marlin, "Collaborative
/// Filtering", 2004; Liang et al., WWW 2018): the first part of each one's events is the history they are known by, the rest
/// is the test; likewise another share for validation. People with one event stay in training.
/// </summary>
public sealed record ColdUsers : Protocol
{
    /// <summary>Share of the people for validation, 0 to 0.5.</summary>
    [Option("share of the people for validation", Min = 0, Max = 0.5)]
    public double Validation { get; init => field = Checked(value); } = 0.1;

    /// <summary>Share of the people for test, 0 to 0.5.</summary>
    [Option("share of the people for test", Min = 0, Max = 0.5)]
    public double Test { get; init => field = Checked(value); } = 0.1;

    /// <summary>Share of a held-out person's events, the earliest, that are their history, 0 to 1; at least one event, and at least one is held out.</summary>
    [Option("share of a held-out person's events, the earliest, that they are known by", Min = 0, Max = 1)]
    public double History { get; init => field = Checked(value); } = 0.8;

    /// <inheritdoc/>
    public override string Name => "cold-users";

    /// <inheritdoc/>
    public override string Summary => "A share of the people, drawn by chance, is kept out of training: their first events are their history, the others the test.";

    /// <inheritdoc/>
    public override Split Split(InteractionLog log, ulong seed)
    {
        SplitPart?[] parts = AllTraining(log);
        Histories histories = Histories.Of(log);
        int[] people = Draw.InOrder(Enumerable.Range(0, histories.Count).Where(person => histories[person].Count > 1), log.Users, seed);
        int test = (int)(people.Length * Test), valid = (int)(people.Length * Validation);
        for (int i = 0; i < test + valid; i++)
        {
            ReadOnlySpan<int> rows = histories.Rows(people[i]);
            int known = Math.Clamp((int)(rows.Length * History), 1, rows.Length - 1);
            foreach (int row in rows[..known]) parts[row] = SplitPart.FoldIn;
            foreach (int row in rows[known..]) parts[row] = i < test ? SplitPart.Test : SplitPart.Valid;
        }
        return ByPart(Seeded(seed), log, parts, SplitRules.FoldedIn);
    }
}
