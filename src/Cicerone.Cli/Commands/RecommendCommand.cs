using System.CommandLine;
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

    public RecommendCommand() : base("recommend", "Recommends to a person of the data, or to anyone with a history.",
        "cicerone recommend runs/first --user 196 --explain",
        "cicerone recommend runs/first --history 50,181 -n 5 --json",
        "cicerone recommend runs/first --history \"Star Wars\" --history \"Fargo\" --explain")
    {
        Add(_run);
        foreach (Option option in _person.All) Add(option);
        Add(_count);
        Add(_explain);
    }

    protected override Task<int> RunAsync(Invocation call)
    {
        RunFolder run = RunFolder.Open(call.Value(_run), Known.Algorithms);
        RecommendationRequest request = UsageException.Unless(() => new RecommendationRequest(_person.History(call, run))
        {
            Count = call.Value(_count),
            Reasons = call.Value(_explain) ? ReasonsShown : 0,
        });
        RecommendationList list = run.Recommender().Recommend(request);
        if (call.Json) call.Terminal.Document(list);
        else RecommendationText.Print(call.Terminal, list);
        return Task.FromResult(CommandLine.Done);
    }
}
