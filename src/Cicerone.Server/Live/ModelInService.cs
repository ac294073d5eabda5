using Cicerone.Data;
using Cicerone.Models;

namespace Cicerone.Server.Live;

/// <summary>The model that answers. It is exchanged between requests: each goes through with the one it began with.</summary>
internal sealed class ModelInService(ServedModel first)
{
    private readonly Lock _lock = new();
    private volatile ServedModel _current = first;

    public ServedModel Current => _current;

    /// <summary>Puts another model in service.</summary>
    public void Exchange(ServedModel next)
    {
        lock (_lock) _current = next;
    }

    /// <summary>Takes in items that the model was not fitted with: all of them, or none.</summary>
    /// <returns>The model over all items.</returns>
    /// <exception cref="CiceroneException">The model or its catalogue cannot take them.</exception>
    public Recommender Add(IReadOnlyList<NewItem> items)
    {
        lock (_lock)
        {
            _current = _current with { Recommender = _current.Recommender.With(items) };
            return _current.Recommender;
        }
    }
}

/// <summary>A model that answers.</summary>
/// <param name="Recommender">The model with its catalogue.</param>
/// <param name="Version">What it is called among the versions.</param>
/// <param name="LastArrival">The number of the last event it may have learned from, in the order of arrival.</param>
internal sealed record ServedModel(Recommender Recommender, string Version, long LastArrival);
