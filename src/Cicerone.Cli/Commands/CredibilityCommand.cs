using System.CommandLine;
using Cicerone.Evaluation;
using Cicerone.Models;

namespace Cicerone.Cli.Commands;

/// <summary><c>cicerone credibility</c>: how credible a run's model finds what people did.</summary>
internal sealed class CredibilityCommand : CiceroneCommand
{
    private readonly Argument<string> _run = RunArgument.Make();
    private readonly PersonOptions _person = new();
    private readonly Option<string?> _export = new("--export") { Description = "Write the credibility of every training pair as weights, which 'cicerone fit --weights FILE' takes.", HelpName = "FILE" };

    public CredibilityCommand() : base("credibility", "Tells how credible a run's model finds each thing a person did, or all training pairs together: accidental clicks have little.",
        "cicerone credibility runs/jbm --user ada",
        "cicerone credibility runs/jbm",
        "cicerone credibility runs/jbm --export credibility.csv")
    {
        Add(_run);
        foreach (Option option in _person.All) Add(option);
        Add(_export);
    }

    protected override Task<int> RunAsync(Invocation call)
    {
        RunFolder run = RunFolder.Open(call.Value(_run), Known.Algorithms);
        if (run.Model.Model is not IJudges model)
            throw new CiceroneException($"{call.Value(_run)} is a run of {run.Model.Card.Algorithm}, which does not judge what people did; 'cicerone fit jbm-diff' makes one that does.");
        if (_person.All.Any(option => call.Has(option)))
        {
            if (call.Value(_export) is not null) throw new UsageException("--export writes all training pairs; leave out --user and --history.");
            ShowPerson(call, run);
        }
        else ShowAll(call, new CredibilityReport(model, run.ReadSplit().Train));
        return Task.FromResult(CommandLine.Done);
    }

    private void ShowPerson(Invocation call, RunFolder run)
    {
        IReadOnlyList<string> history = _person.History(call, run);
        Recommender recommender = run.Recommender();
        var judged = history.Zip(recommender.Judge(history)!).Select(pair => new
        {
            Item = pair.First,
            Title = recommender.Catalogue.Ids.TryIndex(pair.First, out int item) ? recommender.Catalogue.Title(item) : pair.First,
            Credibility = pair.Second,
        }).ToArray();
        if (call.Json) call.Terminal.Document(judged);
        else call.Terminal.Table(["item", "title", "#credibility"], judged.Select(one => new[] { one.Item, one.Title, one.Credibility is { } told ? $"{told:0.00}" : "unknown" }));
    }

    private void ShowAll(Invocation call, CredibilityReport report)
    {
        if (call.Value(_export) is { } file)
        {
            report.ToWeights().Write(file);
            call.Terminal.Remark($"{file} weighs {report.Count:N0} training pairs.");
        }
        if (call.Json)
        {
            call.Terminal.Document(report);
            return;
        }
        call.Terminal.Line($"{report.Count:N0} training pairs: mean credibility {report.Mean:0.000}, deviation {report.Deviation:0.000}, rank correlation with popularity {report.WithPopularity?.ToString("+0.000;-0.000") ?? "undefined"}.");
        call.Terminal.Table(["tenth of the pairs, least chosen items first", "#mean credibility"], report.ByPopularity.Select((mean, tenth) => new[] { $"{tenth + 1}", $"{mean:0.000}" }));
    }
}
