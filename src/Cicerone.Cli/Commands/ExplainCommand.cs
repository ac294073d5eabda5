using System.CommandLine;
using Cicerone.Cli.Terminals;
using Cicerone.Evaluation;
using Cicerone.Models;

namespace Cicerone.Cli.Commands;

/// <summary><c>cicerone explain</c>: every reason for one item.</summary>
internal sealed class ExplainCommand : CiceroneCommand
{
    private readonly Argument<string> _run = RunArgument.Make();
    private readonly PersonOptions _person = new();
    private readonly Option<string> _item = new("--item") { Description = "Id or title of the item.", Required = true, HelpName = "ID" };

    public ExplainCommand() : base("explain", "Says why an item would be recommended: every reason, with its contribution to the score.",
        "cicerone explain runs/first --user 196 --item 50")
    {
        Add(_run);
        foreach (Option option in _person.All) Add(option);
        Add(_item);
    }

    protected override Task<int> RunAsync(Invocation call)
    {
        RunFolder run = RunFolder.Open(call.Value(_run), Known.Algorithms);
        string item = UsageException.Unless(() => ItemLookup.Find(run.Model.Catalogue, call.Value(_item)!));
        Recommendation explained = run.Recommender().Explain(_person.History(call, run), item);
        if (call.Json) call.Terminal.Document(explained);
        else RecommendationText.Print(call.Terminal, place: null, explained);
        return Task.FromResult(CommandLine.Done);
    }
}
