using Cicerone.Data;

namespace Cicerone.Models;

/// <summary>A model that judges how credible each event of a history is: an accidental click is unlike everything else the person did.</summary>
public interface IJudges : IRanker
{
    /// <summary>The credibility of each event of a history, 0 to 1, in its order. Every event is judged by the others alone, so that none speaks for itself; an event that has no others is believed: 1.</summary>
    float[] Judge(History history);
}
