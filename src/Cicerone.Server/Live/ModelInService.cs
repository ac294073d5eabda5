using Cicerone.Models;

namespace Cicerone.Server.Live;

/// <summary>The model that answers. It is exchanged between requests: each goes through with the one it began with.</summary>
internal sealed class ModelInService(ServedModel first)
{
    private volatile ServedModel _current = first;

    public ServedModel Current => _current;

    /// <summary>Puts another model in service.</summary>
    public void Exchange(ServedModel next) => _current = next;
}

/// <summary>A model that answers.</summary>
/// <param name="Recommender">The model with its catalogue.</param>
/// <param name="Version">What it is called among the versions.</param>
/// <param name="LastArrival">The number of the last event it may have learned from, in the order of arrival.</param>
internal sealed record ServedModel(Recommender Recommender, string Version, long LastArrival);
