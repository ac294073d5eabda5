using System.CommandLine;
using Cicerone.Cli.Reports;
using Cicerone.Cli.Terminals;
using Cicerone.Evaluation;
using Cicerone.Evaluation.Forgetting;
using Cicerone.Models;

namespace Cicerone.Cli.Commands;

/// <summary><c>cicerone forget</c>: a run without some people, and a receipt.</summary>
internal sealed class ForgetCommand : CiceroneCommand
{
    private readonly Argument<string> _run = RunArgument.Make();
    private readonly Option<FileInfo?> _users = new("--users") { Description = "File with the id of a person on each line; - reads standard input.", HelpName = "FILE" };
    private readonly Option<string[]> _user = new("--user") { Description = "Id of a person. May be repeated.", HelpName = "ID" };
    private readonly InputOptions _inputs = new();

    public ForgetCommand() : base("forget", "Forgets people: rewrites a run's data, model, figures and report as if they had never been there, and gives a receipt.",
        "cicerone forget runs/first --users leaving.txt",
        "cicerone forget runs/first --user 196 --json",
        "cicerone forget runs/tail --users leaving.txt --features text=vectors.npy,ids=ids.txt")
    {
        Add(_run);
        Add(_users);
        Add(_user);
        foreach (Option option in _inputs.All) Add(option);
    }

    protected override Task<int> RunAsync(Invocation call)
    {
        string path = call.Value(_run);
        string[] people = [.. call.Value(_user) ?? [], .. ReadUsers(call)];
        if (people.Length == 0) throw new UsageException("nobody is named: give --users FILE or --user ID.");
        using var progress = new ProgressReporter(call.Terminal);
        ForgetReceipt receipt = new RunForgetting
        {
            Path = path,
            People = people,
            Algorithms = Known.Algorithms,
            Inputs = of => of with { Features = _inputs.Features(call, of.Items), Reviews = _inputs.Reviews(call, of.Split.Train), Weights = _inputs.Weights(call, of.Split.Train) },
            Fit = new FitContext { Threads = call.Threads, Progress = progress, Cancellation = call.Cancellation },
            Evaluation = new EvaluationOptions { Seed = call.Seed, Threads = call.Threads },
            Cache = BaselineCache.OfUser(),
        }.Run((folder, result, made) => RunReport.Write(Path.Combine(folder, RunFolder.ReportFile), result, progress.Epochs, made));
        if (call.Json) call.Terminal.Document(receipt.ToJson());
        else Tell(call.Terminal, path, receipt);
        return Task.FromResult(CommandLine.Done);
    }

    private IEnumerable<string> ReadUsers(Invocation call)
    {
        if (call.Value(_users) is not { } file) return [];
        return (file.Name == "-" ? Console.In.ReadToEnd().Split('\n') : File.ReadLines(file.FullName)).Select(line => line.TrimEnd('\r')).Where(line => line.Length > 0);
    }

    private static void Tell(Terminal terminal, string path, ForgetReceipt receipt)
    {
        terminal.Line($"Forgot {receipt.People:N0} {(receipt.People == 1 ? "person" : "people")}, their {receipt.Events.Values.Sum():N0} events ({string.Join(", ", receipt.Events.Select(part => $"{part.Value:N0} {part.Key}"))}) and {receipt.Items:N0} items that only they had known.");
        terminal.Line($"{receipt.How} {receipt.Seconds:0.0} s.");
        foreach (ForgettingCheck check in receipt.Checks) terminal.Line($"{check.What}: {check.Figure:0.#e0}, at most {check.Limit:0.#e0}: {(check.Holds ? "holds" : "does not hold")}.");
        if (receipt.Lists is { } lists) terminal.Line($"Of the lists of {lists.Length} of {lists.People:N0} people who stay, {lists.Same:P0} is what was there before.");
        if (receipt.Circuits is { } circuits) terminal.Line(CircuitDrawing.Description(circuits) + $" {path}/{RunFolder.ReportFile} has a map.");
        terminal.Line($"Removed: {string.Join("; ", receipt.Removed)}.");
        foreach (string what in receipt.Remains) terminal.Line(what);
        terminal.Line($"{path}/forgotten.json keeps the receipt; it names nobody.");
    }
}
