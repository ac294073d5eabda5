using Cicerone.Data;

namespace Cicerone.Protocols;

/// <summary>
/// A split whose training part has accidental clicks planted in it, to see what they cost a model and whether it finds them: people and
/// items by chance, never a pair that occurs in any part. Validation and test stay as they are.
/// </summary>
/// <param name="Split">The split with the clicks, at the end of its training events.</param>
/// <param name="Planted">Index of person and of item of each, in that order.</param>
public sealed record InjectedClicks(Split Split, IReadOnlyList<(int Person, int Item)> Planted)
{
    private const int MostTries = 1000;

    /// <summary>Plants clicks.</summary>
    /// <param name="split">The clean split.</param>
    /// <param name="share">How many, as a share of the training events, 0 to 1.</param>
    /// <param name="seed">Decides which.</param>
    /// <exception cref="CiceroneException">The share is outside, or hardly a pair is free.</exception>
    public static InjectedClicks Into(Split split, double share, ulong seed)
    {
        ArgumentNullException.ThrowIfNull(split);
        if (share is not (>= 0 and <= 1)) throw new CiceroneException($"The share of planted clicks is {share}, but must lie in 0 to 1.");
        InteractionLog train = split.Train;
        var taken = new HashSet<(int, int)>();
        foreach (InteractionLog log in (InteractionLog[])[train, split.Valid, split.Test, split.FoldIn, split.LeftOut])
            for (int row = 0; row < log.Count; row++) taken.Add((log.User[row], log.Item[row]));
        var random = new RandomSource(seed);
        var planted = new List<(int Person, int Item)>();
        var joined = new InteractionLogBuilder(train.Users, train.Items, train.Actions);
        for (int row = 0; row < train.Count; row++) Copy(train, row, train.Item[row], joined);
        for (int click = 0; click < (int)(share * train.Count); click++)
        {
            (int row, int item) = Draw(train, taken, random); // a click borrows person, time, value and action of an event, so that none gives it away
            planted.Add((train.User[row], item));
            Copy(train, row, item, joined);
        }
        return new InjectedClicks(split with { Protocol = $"{split.Protocol} with {planted.Count} planted clicks (seed {seed})", Train = joined.Build() }, planted);
    }

    private static (int Row, int Item) Draw(InteractionLog train, HashSet<(int, int)> taken, RandomSource random)
    {
        for (int tries = 0; tries < MostTries; tries++)
        {
            (int row, int item) = (random.NextInt(train.Count), random.NextInt(train.Items.Count));
            if (taken.Add((train.User[row], item))) return (row, item);
        }
        throw new CiceroneException("Nearly every pair of person and item occurs already, so no more clicks can be planted. Lower the share.");
    }

    private static void Copy(InteractionLog train, int row, int item, InteractionLogBuilder into) => into.Add(train.User[row], item,
        train.HasTimes ? train.Time[row] : null, train.HasValues ? train.Value[row] : null, train.HasActions ? train.Actions[train.Action[row]] : null);
}
