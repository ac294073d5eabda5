using System.CommandLine;
using Cicerone.Neural.Training.Processes;

namespace Cicerone.Cli;

/// <summary>A command with its examples.</summary>
internal abstract class CiceroneCommand : Command
{
    /// <param name="name">What is typed.</param>
    /// <param name="description">What it does, in a sentence.</param>
    /// <param name="examples">Calls a person would type.</param>
    protected CiceroneCommand(string name, string description, params IReadOnlyList<string> examples) : base(name, description)
    {
        Examples = examples;
        SetAction((parsed, cancellation) =>
        {
            if (MpiGroup.Started > 1 && !RunsShared) throw new UsageException($"'{name}' is not shared out to several processes; only 'fit' is. Start one, without mpirun.");
            return RunAsync(new Invocation(parsed, cancellation));
        });
    }

    /// <summary>Calls a person would type, shown by <c>--help</c>.</summary>
    public IReadOnlyList<string> Examples { get; }

    /// <summary>Whether processes that mpirun started do it together.</summary>
    protected virtual bool RunsShared => false;

    /// <summary>Does it; the result is the exit code.</summary>
    protected abstract Task<int> RunAsync(Invocation call);
}
