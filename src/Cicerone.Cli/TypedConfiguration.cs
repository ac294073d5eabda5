using System.CommandLine;

namespace Cicerone.Cli;

/// <summary>Where a call prints and, beside what System.CommandLine knows of, what it reads.</summary>
internal sealed class TypedConfiguration : InvocationConfiguration
{
    /// <summary>What is typed while the call runs.</summary>
    public required TextReader Input { get; init; }
}
