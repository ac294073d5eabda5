using Cicerone.Conversations;

namespace Cicerone.Simulation.Conversations;

/// <summary>Talks in the place of a person.</summary>
public interface ISimulatedPerson
{
    /// <summary>What they say first.</summary>
    string Open();

    /// <summary>What they say to an answer; null when they have found what they look for.</summary>
    string? Respond(Reply reply);
}
