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
    Split Split(InteractionLog log, ulong seed);
}
