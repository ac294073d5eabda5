using System.CommandLine;
using Cicerone.Cli.Terminals;
using Cicerone.Data.Formats.TencentGr;
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
    private readonly Option<string?> _testPeople = new("--test-people") { Description = "A folder of TencentGR: answers everybody in its predict_seq.jsonl from its candidates.", HelpName = "FOLDER" };
    private readonly Option<string?> _out = new("--out") { Description = "Where the answers to --test-people go, as result.json.", HelpName = "FILE" };
    private readonly Option<bool> _explain = new("--explain") { Description = "Show reasons; contributions add up to the score." };
    private readonly Option<string?> _actions = new("--action") { Description = "What the list is for: an action, or several by their worth (click:1,purchase:2.5); for models that tell actions apart.", HelpName = "ACTION:WORTH,…" };

    public RecommendCommand() : base("recommend", "Recommends to a person of the data, or to anyone with a history.",
        "cicerone recommend runs/first --user 196 --explain",
        "cicerone recommend runs/first --history 50,181 -n 5 --json",
        "cicerone recommend runs/first --history \"Star Wars\" --history \"Fargo\" --explain",
        "cicerone recommend runs/slot --user ada --action click:1,purchase:2.5 --explain",
        "cicerone recommend runs/ads --test-people advertisements --out result.json")
    {
        Add(_run);
        foreach (Option option in _person.All) Add(option);
        Add(_count);
        Add(_explain);
        Add(_testPeople);
        Add(_out);
        Add(_actions);
    }

    protected override Task<int> RunAsync(Invocation call)
    {
        RunFolder run = RunFolder.Open(call.Value(_run), Known.Algorithms);
        if (call.Value(_testPeople) is { } folder)
        {
            Answer(call, run, folder);
            return Task.FromResult(CommandLine.Done);
        }
        if (call.Has(_out)) throw new UsageException("--out goes with --test-people.");
        RecommendationRequest request = UsageException.Unless(() => new RecommendationRequest(_person.History(call, run))
        {
            Count = call.Value(_count),
            Reasons = call.Value(_explain) ? ReasonsShown : 0,
            Actions = WantedAction.ListOf(call.Value(_actions) ?? ""),
        });
        RecommendationList list = run.Recommender().Recommend(request);
        if (call.Json) call.Terminal.Document(list);
        else RecommendationText.Print(call.Terminal, list);
        return Task.FromResult(CommandLine.Done);
    }

    private void Answer(Invocation call, RunFolder run, string folder)
    {
        if (_person.All.Any(call.Has) || call.Value(_explain)) throw new UsageException("--test-people answers people of a folder: --user, --history and --explain are for one.");
        string path = call.Value(_out) ?? throw new UsageException("say where the answers go: --out FILE.");
        if (File.Exists(path)) throw new CiceroneException($"{path} is there already; choose another name.");
        var answers = ContestAnswers.Of(run.Model.Model, run.Model.Catalogue, AdLayouts.Open(folder), call.Value(_count), call.Seed, call.Cancellation);
        answers.Answers.Write(path);
        if (answers.UnknownCandidates > 0) call.Terminal.Remark($"{answers.UnknownCandidates:N0} candidates are unknown to the model, which cannot show them.");
        if (answers.ByPopularity > 0) call.Terminal.Remark($"{answers.ByPopularity:N0} people have nothing in their history that the model knows: they were answered by popularity.");
        if (call.Json) call.Terminal.Document(new { File = path, People = answers.Answers.Users.Count, answers.UnknownCandidates, answers.ByPopularity });
        else call.Terminal.Line($"{path}: {answers.Answers.Users.Count:N0} people answered.");
    }
}
