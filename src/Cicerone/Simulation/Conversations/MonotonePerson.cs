using Cicerone.Conversations;

namespace Cicerone.Simulation.Conversations;

/// <summary>
/// A control: opens as somebody does, and then says the same whatever is answered. What is gained against silence is gained by what is said; what
/// is gained against "Something else." is more than passing over what was shown.
/// </summary>
/// <param name="person">Whose first words are said.</param>
/// <param name="says">What is said then; empty for silence.</param>
public sealed class MonotonePerson(ISimulatedPerson person, string says) : ISimulatedPerson
{
    /// <inheritdoc/>
    public string Open() => person.Open();

    /// <inheritdoc/>
    public string Respond(Reply reply) => says;
}
