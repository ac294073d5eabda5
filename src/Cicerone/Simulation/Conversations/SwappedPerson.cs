using Cicerone.Conversations;

namespace Cicerone.Simulation.Conversations;

/// <summary>A control: opens as one person does, and then says what another would say, who looks for something else.</summary>
/// <param name="person">Whose first words are said.</param>
/// <param name="other">Who says the rest.</param>
public sealed class SwappedPerson(ISimulatedPerson person, ISimulatedPerson other) : ISimulatedPerson
{
    /// <inheritdoc/>
    public string Open() => person.Open();

    /// <inheritdoc/>
    public string Respond(Reply reply) => other.Respond(reply) ?? "";
}
