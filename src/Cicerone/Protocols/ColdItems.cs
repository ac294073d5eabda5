using Cicerone.Data;

namespace Cicerone.Protocols;

/// <summary>
/// A share of the items, drawn by chance, is new: all their events are for test, those of another share for validation.
/// It judges how well a model places items that nobody has chosen yet. The validation items are new at test too: they stay
/// out of training and of histories.
/// </summary>
public sealed record ColdItems : Protocol
{
    /// <summary>Share of the items whose events are for validation, 0 to 0.5.</summary>
    [Option("share of the items whose events are for validation", Min = 0, Max = 0.5)]
    public double Validation { get; init => field = Checked(value); } = 0.1;

    /// <summary>Share of the items whose events are for test, 0 to 0.5.</summary>
    [Option("share of the items whose events are for test", Min = 0, Max = 0.5)]
    public double Test { get; init => field = Checked(value); } = 0.1;

    /// <summary>Whether only new items are ranked, or all.</summary>
    [Option("which items are ranked: only those without training events, or all")]
    public CandidateItems Candidates { get; init; } = CandidateItems.Cold;

    /// <inheritdoc/>
    public override string Name => "cold-items";

    /// <inheritdoc/>
    public override string Summary => "All events of a share of the items, drawn by chance, are for test: items that nobody has chosen yet.";

    /// <inheritdoc/>
    public override Split Split(InteractionLog log, ulong seed)
    {
        SplitPart?[] parts = AllTraining(log);
        bool[] met = new bool[log.Items.Count];
        foreach (int item in log.Item) met[item] = true;
        int[] items = Draw.InOrder(Enumerable.Range(0, met.Length).Where(item => met[item]), log.Items, seed);
        var held = new SplitPart[met.Length];
        int test = (int)(items.Length * Test), valid = (int)(items.Length * Validation);
        foreach (int item in items.AsSpan(0, test)) held[item] = SplitPart.Test;
        foreach (int item in items.AsSpan(test, valid)) held[item] = SplitPart.Valid;
        for (int row = 0; row < parts.Length; row++) parts[row] = held[log.Item[row]];
        return ByPart(Seeded(seed), log, parts, SplitRules.TrainHistory with { Candidates = Candidates });
    }
}
