using Cicerone.Server.Storage;

namespace Cicerone.Server.Experiments;

/// <summary>What became of a person of an experiment.</summary>
/// <param name="Arm">The arm of their first list.</param>
/// <param name="IsCounted">Whether the window after it has passed.</param>
/// <param name="Succeeded">Whether they did what counts, in the window, to an item after they were shown it.</param>
/// <param name="Complained">Whether they did not want an item, likewise.</param>
/// <param name="Milliseconds">How long their first answer took.</param>
internal sealed record Participant(string Arm, bool IsCounted, bool Succeeded, bool Complained, double Milliseconds)
{
    /// <summary>What became of a person.</summary>
    /// <param name="lists">What they were shown, the first first.</param>
    /// <param name="done">What they did of what is looked at.</param>
    /// <param name="outcome">The action that counts.</param>
    /// <param name="window">For how long they are watched, in milliseconds.</param>
    /// <param name="now">The time now, in Unix milliseconds.</param>
    public static Participant Of(IReadOnlyList<StoredExposure> lists, IReadOnlyList<StoredEvent> done, string outcome, long window, long now)
    {
        long end = lists[0].Time + window;
        var shown = new Dictionary<string, long>(); // when an item was shown first
        foreach (StoredExposure list in lists)
            foreach (ExposedItem item in list.Items) shown.TryAdd(item.Item, list.Time);
        bool Did(string action) => done.Any(stored => stored.Action == action && stored.Time <= end && shown.TryGetValue(stored.Item, out long since) && stored.Time >= since);
        return new Participant(lists[0].Arm!, end <= now, Did(outcome), Did(StoredEvent.NotInterested), lists[0].Milliseconds);
    }
}
