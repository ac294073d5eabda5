using Cicerone.Data;

namespace Cicerone.Protocols;

/// <summary>A way to hold events out, so that models can be judged by what they did not see.</summary>
public interface IProtocol
{
    /// <summary>Its name on the command line.</summary>
    string Name { get; }

    /// <summary>What it does, in a sentence.</summary>
    string Summary { get; }

    /// <summary>Splits a log. The same log and seed give the same split.</summary>
    /// <exception cref="CiceroneException">The log lacks what the protocol needs, such as times.</exception>
    Split Split(InteractionLog log, ulong seed);

    /// <summary>Every split the protocol makes of a log, oldest first: one, unless it moves through time.</summary>
    /// <exception cref="CiceroneException">The log lacks what the protocol needs.</exception>
    IReadOnlyList<Split> Splits(InteractionLog log, ulong seed);
}
