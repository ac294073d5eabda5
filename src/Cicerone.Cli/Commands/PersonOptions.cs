using System.CommandLine;
using Cicerone.Evaluation;

namespace Cicerone.Cli.Commands;

/// <summary>Whom a command is about: a person of the run's data, or anyone with a history.</summary>
internal sealed class PersonOptions
{
    private readonly Option<string?> _user = new("--user") { Description = "Id of a person of the run's data.", HelpName = "ID" };
    private readonly Option<string[]> _history = new("--history") { Description = "What anyone chose, oldest first: ids with commas between, or a title; may be repeated.", HelpName = "ID,ID,…" };

    public IEnumerable<Option> All => [_user, _history];

    /// <summary>The person of the data that was named; null for a history.</summary>
    public string? UserOf(Invocation call) => call.Value(_user);

    /// <summary>Whether anyone was named.</summary>
    public bool IsGiven(Invocation call) => call.Has(_user) || call.Has(_history);

    /// <summary>Their items, oldest first.</summary>
    public IReadOnlyList<string> History(Invocation call, RunFolder run) => (call.Value(_user), call.Has(_history)) switch
    {
        ({ } user, false) => RunArgument.HistoryOf(run, user),
        (null, true) => RunArgument.HistoryOf(run, call.Value(_history)!),
        _ => throw new UsageException("give either --user ID or --history ID,ID,…."),
    };
}
