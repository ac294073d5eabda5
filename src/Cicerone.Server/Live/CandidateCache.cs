using Cicerone.Data;

namespace Cicerone.Server.Live;

/// <summary>What was derived from the items as they are: catalogues by filter, the most recent ones, because a model may lay out its item vectors anew for each; and all ids.</summary>
internal sealed class CandidateCache
{
    private const int Most = 32;
    private readonly Lock _lock = new();
    private readonly LinkedList<(Catalogue Whole, string Filter, Catalogue Candidates)> _recent = [];

    private (Catalogue Whole, string[] Ids)? _ids;

    /// <summary>The ids of all items.</summary>
    public string[] Ids(Catalogue whole, Func<string[]> make)
    {
        lock (_lock)
        {
            if (_ids is { } made && made.Whole == whole) return made.Ids;
        }
        string[] ids = make();
        lock (_lock) _ids = (whole, ids);
        return ids;
    }

    /// <summary>The candidates of a filter; made when it has not been asked for of late.</summary>
    public Catalogue Candidates(Catalogue whole, string filter, Func<Catalogue> make)
    {
        lock (_lock)
        {
            for (LinkedListNode<(Catalogue Whole, string Filter, Catalogue Candidates)>? node = _recent.First; node is not null; node = node.Next)
            {
                if (node.Value.Whole != whole || node.Value.Filter != filter) continue;
                _recent.Remove(node);
                _recent.AddFirst(node);
                return node.Value.Candidates;
            }
        }
        Catalogue made = make(); // outside of the lock: others need not wait, and two may make the same
        lock (_lock)
        {
            _recent.AddFirst((whole, filter, made));
            if (_recent.Count > Most) _recent.RemoveLast();
        }
        return made;
    }
}
