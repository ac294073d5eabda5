using System.Text.Json.Nodes;
using Cicerone.Data;

namespace Cicerone.Models.Rules;

/// <summary>The rules of a model as people and programs read them. Those that too few people support are left out.</summary>
public sealed class RuleList
{
    /// <summary>How many of a rule's weights a list tells, the largest first.</summary>
    public const int WeightsTold = 10;

    private const int TitlesTold = 3;
    private readonly RuleSet _model;
    private readonly Catalogue _catalogue;

    /// <param name="model">The model.</param>
    /// <param name="catalogue">Its items.</param>
    public RuleList(RuleSet model, Catalogue catalogue)
    {
        ArgumentNullException.ThrowIfNull(model);
        (_model, _catalogue) = (model, catalogue);
        Shown = [.. Enumerable.Range(0, model.Rules.Count).Where(rule => model.Rules[rule].Support >= RuleSet.FewestPeopleShown).OrderByDescending(rule => model.Rules[rule].Support)];
    }

    /// <summary>The rules that may be shown, by their numbers in the model, those that most people support first.</summary>
    public IReadOnlyList<int> Shown { get; }

    /// <summary>How many rules are left out.</summary>
    public int Hidden => _model.Rules.Count - Shown.Count;

    /// <summary>The rules with an item whose id or title holds a text; all of them for null.</summary>
    public IEnumerable<int> Find(string? text) => text is null ? Shown
        : Shown.Where(rule => _model.Rules[rule].Literals.Any(literal =>
            _catalogue.Ids[literal.Item] == text || _catalogue.Title(literal.Item).Contains(text, StringComparison.OrdinalIgnoreCase)));

    /// <summary>A rule as a row: its words, its support, and the items it speaks for and against most.</summary>
    public IReadOnlyList<string> Row(int rule)
    {
        float[] weights = _model.WeightsOf(rule).ToArray();
        IEnumerable<int> order = Enumerable.Range(0, weights.Length).Where(item => weights[item] != 0).OrderByDescending(item => weights[item]);
        int[] items = [.. order];
        string Told(IEnumerable<int> some) => string.Join(", ", some.Select(item => $"{_catalogue.Title(item)} {weights[item]:+0.000;-0.000}"));
        return [RuleReasons.Words(_model.Rules[rule], _catalogue), $"{_model.Rules[rule].Support}",
            Told(items.Where(item => weights[item] > 0).Take(TitlesTold)), Told(items.Reverse().Where(item => weights[item] < 0).Take(TitlesTold))];
    }

    /// <summary>A rule as JSON.</summary>
    /// <param name="rule">Its number in the model.</param>
    /// <param name="weights">How many weights to tell, by size.</param>
    public JsonObject Document(int rule, int weights) => new()
    {
        ["operator"] = _model.Rules[rule].Operator == RuleOperator.And ? "and" : "or",
        ["literals"] = new JsonArray([.. _model.Rules[rule].Literals.Select(literal => new JsonObject { ["item"] = _catalogue.Ids[literal.Item], ["title"] = _catalogue.Title(literal.Item), ["not"] = literal.Not })]),
        ["support"] = _model.Rules[rule].Support,
        ["weights"] = Weights(_model.WeightsOf(rule), weights),
    };

    /// <summary>The whole model as lines of JSON: the bias, the rules with all weights, and what each item adds by itself as rules of one literal.</summary>
    public IEnumerable<string> Export()
    {
        float[] bias = [.. Enumerable.Range(0, _model.ItemCount).Select(_model.BiasOf)];
        yield return new JsonObject { ["bias"] = Weights(bias, bias.Length) }.ToJsonString();
        foreach (int rule in Shown) yield return Document(rule, _model.ItemCount).ToJsonString();
        for (int item = 0; _model.HasItemWeights && item < _model.ItemCount; item++)
            if (_model.SupportOfItem(item) >= RuleSet.FewestPeopleShown)
                yield return new JsonObject
                {
                    ["operator"] = "or",
                    ["literals"] = new JsonArray(new JsonObject { ["item"] = _catalogue.Ids[item], ["title"] = _catalogue.Title(item), ["not"] = false }),
                    ["support"] = _model.SupportOfItem(item),
                    ["weights"] = Weights(_model.WeightsOfItem(item), _model.ItemCount),
                }.ToJsonString();
    }

    private JsonArray Weights(ReadOnlySpan<float> weights, int most)
    {
        float[] all = weights.ToArray();
        return new JsonArray([.. Enumerable.Range(0, all.Length).Where(item => all[item] != 0).OrderByDescending(item => Math.Abs(all[item])).Take(most)
            .Select(item => new JsonObject { ["item"] = _catalogue.Ids[item], ["title"] = _catalogue.Title(item), ["weight"] = all[item] })]);
    }
}
