using Cicerone.Server.Live;

namespace Cicerone.Server.Merchandising;

/// <summary>Counts the items of a list by the entries of columns, and tells which more there may be.</summary>
internal sealed class ItemCaps(LiveItems items, IReadOnlyList<CapRule> caps)
{
    private readonly Dictionary<(CapRule Cap, string Entry), int> _counts = [];

    /// <summary>Whether every item may be.</summary>
    public bool IsEmpty => caps.Count == 0;

    /// <summary>Whether one more item may be: no entry of it has been reached by its cap.</summary>
    public bool Allow(string item)
    {
        foreach (CapRule cap in caps)
            foreach (string entry in items.EntriesOf(item, cap.Column))
                if (_counts.GetValueOrDefault((cap, entry)) >= cap.Most) return false;
        return true;
    }

    /// <summary>Counts an item that is in the list.</summary>
    public void Count(string item)
    {
        foreach (CapRule cap in caps)
            foreach (string entry in items.EntriesOf(item, cap.Column).Distinct())
                _counts[(cap, entry)] = _counts.GetValueOrDefault((cap, entry)) + 1;
    }
}
