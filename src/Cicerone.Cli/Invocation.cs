using System.CommandLine;
using Cicerone.Cli.Terminals;
using Cicerone.Neural.Training.Processes;

namespace Cicerone.Cli;

/// <summary>One call of one command: what was typed, where to print, when to stop.</summary>
internal sealed class Invocation(ParseResult parsed, CancellationToken cancellation)
{
    /// <summary>Where to print. Of processes that mpirun started, the first alone prints.</summary>
    public Terminal Terminal { get; } = MpiGroup.StartedAs > 0 ? new(TextWriter.Null, TextWriter.Null, TextReader.Null) : new(parsed.InvocationConfiguration.Output, parsed.InvocationConfiguration.Error, (parsed.InvocationConfiguration as TypedConfiguration)?.Input ?? TextReader.Null);

    /// <summary>Whether one JSON document is wanted.</summary>
    public bool Json => parsed.GetValue(GlobalOptions.Json);

    /// <summary>Decides every random choice.</summary>
    public ulong Seed => parsed.GetValue(GlobalOptions.Seed);

    /// <summary>Processors to use.</summary>
    public int Threads => parsed.GetValue(GlobalOptions.Threads);

    /// <summary>Stops the call.</summary>
    public CancellationToken Cancellation => cancellation;

    /// <summary>The value of an option.</summary>
    public T? Value<T>(Option<T> option) => parsed.GetValue(option);

    /// <summary>The value of an argument; the default where it may be left out and was.</summary>
    public T Value<T>(Argument<T> argument) => parsed.GetValue(argument)!;

    /// <summary>Whether an option was typed.</summary>
    public bool Has(Option option) => parsed.GetResult(option) is { Implicit: false };
}
