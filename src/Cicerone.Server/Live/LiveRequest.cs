using Cicerone.Models;
using Cicerone.Server.Storage;

namespace Cicerone.Server.Live;

/// <summary>What is asked of the live recommender.</summary>
/// <param name="Wanted">How many, with how many reasons, and what is excluded; and a history, where no person is named.</param>
internal sealed record LiveRequest(RecommendationRequest Wanted)
{
    public const int DefaultCount = 10, DefaultReasons = 3;

    /// <summary>A person of the store, whose events are the history; null for whoever has the history of <see cref="Wanted"/>.</summary>
    public string? User { get; init; }

    /// <summary>Whether a person of whom the store has no event is answered as one without a history.</summary>
    public bool MayBeNew { get; init; }

    /// <summary>The id that the exposure log names the request by, and that seeds what is drawn for it; null makes one.</summary>
    public string? Id { get; init => field = value is null ? null : ExternalId.Checked(value, "request"); }

    /// <summary>Circumstances that rules may ask for; see <see cref="RequestContext"/>.</summary>
    public IReadOnlyDictionary<string, string?> Context { get; init => field = RequestContext.Checked(value); } = new Dictionary<string, string?>();

    /// <summary>Items of a session that goes on, after the history.</summary>
    public IReadOnlyList<string> Session { get; init; } = [];

    /// <summary>Which items may be recommended; see <see cref="Filters.ItemFilter"/>. Empty for all.</summary>
    public string Filter { get; init; } = "";

    /// <summary>0 orders by score alone; towards 1, items that have less in common with those before them come first.</summary>
    /// <exception cref="CiceroneException">It is outside of 0 to 1.</exception>
    public double Diversity
    {
        get;
        init => field = value is >= 0 and <= 1 ? value : throw new CiceroneException($"The diversity is {value}, but must lie in 0 to 1.");
    }
}
