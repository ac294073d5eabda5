using System.CommandLine;
using System.Text;
using System.Text.Json.Nodes;
using Cicerone.Evaluation;
using Cicerone.Evaluation.Rules;
using Cicerone.Models.Rules;

namespace Cicerone.Cli.Commands;

/// <summary><c>cicerone rules</c>: lists, searches, exports and studies the rules of a run.</summary>
internal sealed class RulesCommand : CiceroneCommand
{
    private readonly Argument<string> _run = RunArgument.Make();
    private readonly Option<string?> _find = new("--find") { Description = "Only rules with an item whose id or title holds this.", HelpName = "TEXT" };
    private readonly Option<int> _count = GlobalOptions.Positive(new Option<int>("--count", "-n") { Description = "How many rules, those that most people support first.", DefaultValueFactory = _ => 20 });
    private readonly Option<string?> _export = new("--export") { Description = "Write every rule with all of its weights to a file of JSON lines.", HelpName = "FILE" };
    private readonly Option<bool> _study = new("--study") { Description = "Test what the rules are worth: the model's parts alone, its rules against random ones, and how short its explanations are." };

    public RulesCommand() : base("rules", "Shows the rules of a run of LIA: when each fires, how many people it rests on, and what it speaks for.",
        "cicerone rules runs/lia -n 10",
        "cicerone rules runs/lia --find \"Star Wars\" --json",
        "cicerone rules runs/lia --export runs/rules.jsonl",
        "cicerone rules runs/lia --study")
    {
        Add(_run);
        Add(_find);
        Add(_count);
        Add(_export);
        Add(_study);
    }

    protected override Task<int> RunAsync(Invocation call)
    {
        RunFolder run = RunFolder.Open(call.Value(_run), Known.Algorithms);
        if (run.Model.Model is not RuleSet model)
            throw new CiceroneException($"{call.Value(_run)} is a run of {run.Model.Card.Algorithm}, which has no rules; 'cicerone fit lia' makes one that has.");
        var list = new RuleList(model, run.Model.Catalogue);
        if (list.Hidden > 0) call.Terminal.Remark($"{list.Hidden} rules that fewer than {RuleSet.FewestPeopleShown} people support are not shown.");
        if (call.Value(_study)) Study(call, run, model);
        else if (call.Value(_export) is { } file)
        {
            File.WriteAllLines(file, list.Export(), new UTF8Encoding(encoderShouldEmitUTF8Identifier: false));
            call.Terminal.Remark($"{file} holds the bias, {list.Shown.Count} rules{(model.HasItemWeights ? " and what each item adds by itself" : "")}.");
        }
        else Show(call, list);
        return Task.FromResult(CommandLine.Done);
    }

    private void Show(Invocation call, RuleList list)
    {
        int[] found = [.. list.Find(call.Value(_find)).Take(call.Value(_count))];
        if (call.Json) call.Terminal.Document(new JsonObject { ["total"] = list.Shown.Count, ["rules"] = new JsonArray([.. found.Select(rule => list.Document(rule, RuleList.WeightsTold))]) });
        else call.Terminal.Table(["rule", "#people", "speaks for", "speaks against"], found.Select(list.Row));
    }

    private static void Study(Invocation call, RunFolder run, RuleSet model)
    {
        Protocols.Split split = run.ReadSplit();
        var study = new RuleStudy(model, split, run.Model.Catalogue, new EvaluationOptions { Threads = call.Threads, Seed = call.Seed });
        IReadOnlyDictionary<string, double> parts = study.Parts();
        IReadOnlyList<(string Less, Difference Difference)> alone = study.Alone(call.Seed);
        Readability whole = Readability.Of(model, split, run.Model.Catalogue), readable = Readability.Of(model.Readable(), split, run.Model.Catalogue);
        var kinds = new
        {
            And = model.Rules.Count(rule => rule.Operator == RuleOperator.And),
            Or = model.Rules.Count(rule => rule.Operator == RuleOperator.Or),
            Literals = model.Rules.Sum(rule => rule.Literals.Count),
            Negated = model.Rules.Sum(rule => rule.Literals.Count(literal => literal.Not)),
            Lengths = model.Rules.CountBy(rule => rule.Literals.Count).OrderBy(length => length.Key).ToDictionary(),
        };
        if (call.Json)
        {
            call.Terminal.Document(new { Kinds = kinds, Ndcg20 = parts, RulesAlone = alone.Select(row => new { row.Less, row.Difference.Mean, row.Difference.Interval.Low, row.Difference.Interval.High }), Explanations = new { Whole = whole, Readable = readable } });
            return;
        }
        call.Terminal.Line($"{kinds.And} AND and {kinds.Or} OR rules of {kinds.Literals} literals, {kinds.Negated} of them negated; {string.Join(", ", kinds.Lengths.Select(length => $"{length.Value} rules of {length.Key}"))}.");
        call.Terminal.Table(["test ndcg@20", "#"], parts.Select(part => new[] { part.Key, $"{part.Value:0.0000}" }));
        call.Terminal.Table(["rules alone less", "#ndcg@20", "95 % interval"], alone.Select(row =>
            new[] { row.Less, $"{row.Difference.Mean:+0.0000;-0.0000}", $"{row.Difference.Interval.Low:+0.0000;-0.0000} to {row.Difference.Interval.High:+0.0000;-0.0000}" }));
        call.Terminal.Table(["explanations", "#fired", "#rules, median", "#90 %", "#literals, median", "#most literals", "#least people"],
            new[] { ("whole model", whole), ("readable rules alone", readable) }.Select(row =>
                new[] { row.Item1, $"{row.Item2.Fired}", $"{row.Item2.Rules}", $"{row.Item2.ManyRules}", $"{row.Item2.Literals}", $"{row.Item2.MostLiterals}", $"{row.Item2.LeastSupport}" }));
    }
}
