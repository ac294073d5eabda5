using System.CommandLine;
using System.Globalization;
using Cicerone.Cli.Terminals;
using Cicerone.Evaluation;
using Cicerone.Models;

namespace Cicerone.Cli.Commands;

/// <summary><c>cicerone recommend</c>: a list for a person, with reasons.</summary>
internal sealed class RecommendCommand : CiceroneCommand
{
    private const int ReasonsShown = 3;

    private readonly Argument<string> _run = RunArgument.Make();
    private readonly PersonOptions _person = new();
    private readonly Option<int> _count = GlobalOptions.Positive(new Option<int>("--count", "-n") { Description = "How many items.", DefaultValueFactory = _ => 10 });
    private readonly Option<bool> _explain = new("--explain") { Description = "Show reasons; contributions add up to the score." };

    private readonly Option<string?> _actions = new("--action") { Description = "What the list is for: an action, or several by their worth (click:1,purchase:2.5); for models that tell actions apart.", HelpName = "ACTION:WORTH,…" };

    public RecommendCommand() : base("recommend", "Recommends to a person of the data, or to anyone with a history.",
        "cicerone recommend runs/first --user 196 --explain",
        "cicerone recommend runs/first --history 50,181 -n 5 --json",
        "cicerone recommend runs/slot --user ada --action click:1,purchase:2.5 --explain",
        "cicerone recommend runs/first --history \"Star Wars\" --history \"Fargo\" --explain")
    {
        Add(_run);
        foreach (Option option in _person.All) Add(option);
        Add(_count);
        Add(_explain);
        Add(_actions);
    }

    protected override Task<int> RunAsync(Invocation call)
    {
        RunFolder run = RunFolder.Open(call.Value(_run), Known.Algorithms);
        RecommendationRequest request = UsageException.Unless(() => new RecommendationRequest(_person.History(call, run))
        {
            Count = call.Value(_count),
            Reasons = call.Value(_explain) ? ReasonsShown : 0,
            Actions = [.. (call.Value(_actions) ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(ActionOf)],
        });
        RecommendationList list = run.Recommender().Recommend(request);
        if (call.Json) call.Terminal.Document(list);
        else RecommendationText.Print(call.Terminal, list);
        return Task.FromResult(CommandLine.Done);
    }

    /// <summary>An action, and after a colon its worth; 1 where there is none.</summary>
    private static WantedAction ActionOf(string text)
    {
        int colon = text.LastIndexOf(':');
        if (colon < 0) return new WantedAction(text, 1);
        return double.TryParse(text[(colon + 1)..], CultureInfo.InvariantCulture, out double worth)
            ? new WantedAction(text[..colon], worth)
            : throw new CiceroneException($"--action has '{text}', but must be actions with their worth, as in click:1,purchase:2.5.");
    }
}
