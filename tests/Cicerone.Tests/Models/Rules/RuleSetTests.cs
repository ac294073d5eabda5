using Cicerone.Contracts;
using Cicerone.Data;
using Cicerone.Kernels;
using Cicerone.Models;
using Cicerone.Models.Rules;

namespace Cicerone.Tests.Models.Rules;

public sealed class RuleSetTests
{
    private const int Items = 4;
    private readonly Catalogue _catalogue;

    public RuleSetTests()
    {
        var items = new Vocabulary(["a", "b", "c", "d"]);
        _catalogue = new Catalogue(new ItemTable(items, new Dictionary<string, string?[]> { ["title"] = ["Ann", "Bob", "Cid", "Dan"] }), [9, 9, 9, 9]);
    }

    [Fact]
    public void A_score_is_the_bias_and_the_weights_of_what_fired()
    {
        RuleSet model = Model();
        Assert.Equal([0.5f, 0, 0, 1 + 8 + 16], Scores(model, 0, 1));
        Assert.Equal([0.5f, 0, 0, 1 + 2 + 8], Scores(model, 0, 2));
        Assert.Equal([0.5f, 0, 0, 4], Scores(model)); // of an empty history nothing fires but the negated literal
    }

    [Fact]
    public void Reasons_tell_rules_in_plain_words_and_add_up()
    {
        IReadOnlyList<Reason> reasons = Explain(Model(), 3, 0, 2);
        Assert.Contains(reasons, reason => reason.Text == "You chose “Ann”, but not “Bob”.");
        Assert.Contains(reasons, reason => reason.Text == "You chose “Ann” (the rule asks for “Ann” or “Bob”).");
        Assert.Equal(1 + 2 + 8, reasons.Sum(reason => reason.Contribution!.Value), 1e-6);
        Reason rule = reasons.First(reason => reason.Text.Contains("but not", StringComparison.Ordinal));
        Assert.Equal(ReasonKind.Rule, rule.Kind);
        Assert.Equal([("item", "a"), ("absent item", "b")], rule.Evidence.Select(evidence => (evidence.Kind, evidence.Id)));
    }

    [Fact]
    public void What_fewer_than_five_people_support_is_summed_up_and_never_told()
    {
        RuleSet model = Model(rareSupport: 4);
        IReadOnlyList<Reason> reasons = Explain(model, 3, 0, 2);
        Assert.DoesNotContain(reasons, reason => reason.Text.Contains("but not", StringComparison.Ordinal));
        Assert.Equal("1 rule that fewer than 5 people support.", reasons[^1].Text);
        Assert.Equal(1 + 2 + 8, reasons.Sum(reason => reason.Contribution!.Value), 1e-6);
        var list = new RuleList(model, _catalogue);
        Assert.Equal(1, list.Hidden);
        Assert.DoesNotContain(list.Export(), line => line.Contains("\"support\":4", StringComparison.Ordinal) && !line.Contains("\"support\":40", StringComparison.Ordinal));
    }

    [Fact]
    public void A_list_finds_rules_by_title_and_tells_operators_and_negation()
    {
        var list = new RuleList(Model(), _catalogue);
        Assert.Equal([0, 1], list.Find("bob").Order());
        Assert.Empty(list.Find("nobody"));
        var rule = list.Document(0, 10);
        Assert.Equal("and", rule["operator"]!.GetValue<string>());
        Assert.Equal([false, true], rule["literals"]!.AsArray().Select(literal => literal!["not"]!.GetValue<bool>()));
        Assert.Equal("“Ann” and not “Bob”", list.Row(0)[0]);
    }

    [Fact]
    public void The_readable_part_has_no_rule_of_fewer_than_twenty_people_and_no_items()
    {
        RuleSet readable = Model(rareSupport: 19).Readable();
        Assert.All(readable.Rules, rule => Assert.True(rule.Support >= 20));
        Assert.False(readable.HasItemWeights);
        Assert.Equal([0, 0, 0, 8], Scores(readable, 0, 2));
    }

    [Fact]
    public void Weights_of_single_items_in_closed_form_are_those_of_ease()
    {
        InteractionLog log = Checkerboard.Log();
        SparseMatrix people = SparseMatrix.PeopleByItems(log);
        PanelMatrix weights = new RuleReadout(people, exponent: 0, new ParallelOptions()).Solve([.. Enumerable.Range(0, people.Columns).Select(item => new Rule(RuleOperator.Or, [item], 0))], [.. Enumerable.Repeat(25.0, people.Columns)]);
        Ease ease = Ease.Fit(new TrainingData(log, ItemTable.Without(log.Items)), new EaseOptions { Regularisation = 25 }, new FitContext());
        float[] expected = new float[people.Columns];
        var catalogue = Catalogue.Of(log, ItemTable.Without(log.Items));
        for (int item = 0; item < people.Columns; item++)
        {
            ease.Score([new Query(History.Of(item), null, 1)], catalogue, expected);
            for (int to = 0; to < people.Columns; to++) Assert.Equal(expected[to], weights[item, to], 1e-5);
        }
    }

    /// <summary>By the definition: for each item the rules are judged without it, and at the solution no weight can be moved with profit.</summary>
    [Fact]
    public void Weights_of_rules_in_closed_form_are_least_squares_with_each_target_left_out()
    {
        SparseMatrix people = SparseMatrix.PeopleByItems(Checkerboard.Log());
        Rule[] rules = [new(RuleOperator.And, [0, ~3], 0), new(RuleOperator.Or, [1, 5, 7], 0), new(RuleOperator.And, [2, 4], 0), new(RuleOperator.Or, [5, ~6], 0), new(RuleOperator.Or, [0, 5], 0)];
        var readout = new RuleReadout(people, exponent: 0.5, new ParallelOptions());
        PanelMatrix weights = readout.Solve(rules, [3, 4, 5, 6, 7]);
        Residual left = readout.Left(rules, weights);
        Assert.NotEqual(0, weights[1, 5]);
        for (int item = 0; item < people.Columns; item++)
        {
            double[] slopes = [.. rules.Select((_, rule) => (3 + rule) * (double)weights[rule, item])];
            for (int person = 0; person < people.Rows; person++)
            {
                HashSet<int> others = [.. people.Indices(person)];
                others.Remove(item);
                double predicted = 0;
                for (int rule = 0; rule < rules.Length; rule++)
                {
                    if (!Holds(rules[rule], others)) continue;
                    predicted += weights[rule, item];
                    slopes[rule] -= left.Row(person)[item];
                }
                Assert.Equal(left.ImportanceOf(person) * (people[person, item] - predicted), left.Row(person)[item], 1e-4);
            }
            for (int rule = 0; rule < rules.Length; rule++)
                if (rules[rule].Items.Contains(item) && rules[rule].WithoutChoiceOf(item) is null) Assert.Equal(0, weights[rule, item]);
                else Assert.Equal(0, slopes[rule], 1e-3);
        }
    }

    private static bool Holds(Rule rule, HashSet<int> chosen)
    {
        bool Literal(int code) => code < 0 ? !chosen.Contains(~code) : chosen.Contains(code);
        return rule.Operator == RuleOperator.And ? rule.Codes.All(Literal) : rule.Codes.Any(Literal);
    }

    /// <summary>For Dan: Ann and not Bob adds 2, Ann or Bob 8, not Ann 4; by themselves, Ann adds 1 and Bob 16.</summary>
    private static RuleSet Model(int rareSupport = 30)
    {
        Rule[] rules = [new(RuleOperator.And, [0, ~1], rareSupport), new(RuleOperator.Or, [0, 1], 40), new(RuleOperator.And, [~0], 50)];
        float[] weights = [0, 0, 0, 2, 0, 0, 0, 8, 0, 0, 0, 4], items = new float[Items * Items];
        items[(0 * Items) + 3] = 1;
        items[(1 * Items) + 3] = 16;
        return new RuleSet(rules, weights, items, [0.5f, 0, 0, 0], [9, 9, 9, 9]);
    }

    private float[] Scores(RuleSet model, params int[] history) => ((IScores)model).ScoresOf(new Query(History.Of(history), null, 1), _catalogue, [0, 1, 2, 3]);

    private IReadOnlyList<Reason> Explain(RuleSet model, int item, params int[] history) => model.Explain(new Query(History.Of(history), null, 1), item, _catalogue);
}
