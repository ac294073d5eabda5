using Cicerone.Data;

namespace Cicerone.Server.Live;

/// <summary>What was derived from the items as they are, of late: catalogues by filter, because a model may lay out its item vectors anew for each, and lists of ids.</summary>
internal sealed class CandidateCache
{
    private const int Most = 32;
    private readonly Lock _lock = new();
    private readonly LinkedList<(Catalogue Whole, string Rule, object Derived)> _recent = [];

    /// <summary>What was derived by a rule from a catalogue; made when it has not been asked for of late.</summary>
    /// <param name="whole">The catalogue of a model.</param>
    /// <param name="rule">Tells it from all else that is derived.</param>
    /// <param name="make">Derives it.</param>
    public T Get<T>(Catalogue whole, string rule, Func<T> make) where T : class
    {
        lock (_lock)
        {
            for (LinkedListNode<(Catalogue Whole, string Rule, object Derived)>? node = _recent.First; node is not null; node = node.Next)
            {
                if (node.Value.Whole != whole || node.Value.Rule != rule || node.Value.Derived is not T derived) continue;
                _recent.Remove(node);
                _recent.AddFirst(node);
                return derived;
            }
        }
        T made = make(); // outside of the lock: others need not wait, and two may make the same
        lock (_lock)
        {
            _recent.AddFirst((whole, rule, made));
            if (_recent.Count > Most) _recent.RemoveLast();
        }
        return made;
    }
}
