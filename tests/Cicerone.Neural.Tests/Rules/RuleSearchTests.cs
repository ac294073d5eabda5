using Cicerone.Contracts;
using Cicerone.Kernels;
using Cicerone.Models.Rules;
using Cicerone.Neural.Rules;

namespace Cicerone.Neural.Tests.Rules;

/// <summary>The search for rules against its definition.</summary>
public sealed class RuleSearchTests
{
    private static readonly LiaOptions Options = new() { MinSupport = 2, Regularisation = 5, MaxLiterals = 3 };
    private readonly SparseMatrix _people = SparseMatrix.PeopleByItems(Checkerboard.Log());

    [Fact]
    public void A_gain_is_the_agreement_of_different_people_each_target_left_out()
    {
        (RuleSearch search, Residual left) = Search();
        foreach (Rule rule in (Rule[])[new(RuleOperator.And, [0, ~3], 0), new(RuleOperator.Or, [1, 5], 0), new(RuleOperator.And, [2, 4], 0), new(RuleOperator.Or, [0, 2, 6], 0)])
        {
            double expected = 0;
            int support = Enumerable.Range(0, _people.Rows).Count(person => Holds(rule, person, without: -1));
            Assert.InRange(support, Options.MinSupport, 0.9 * _people.Rows);
            for (int item = 0; item < _people.Columns; item++)
            {
                if (rule.Items.Contains(item) && rule.WithoutChoiceOf(item) is null) continue;
                int[] satisfied = [.. Enumerable.Range(0, _people.Rows).Where(person => Holds(rule, person, item))];
                // for an item that the rule names, those who satisfy it without it; for others, those who satisfy it
                if (!rule.Items.Contains(item)) satisfied = [.. Enumerable.Range(0, _people.Rows).Where(person => Holds(rule, person, without: -1))];
                double pairs = 0;
                foreach (int one in satisfied)
                    foreach (int other in satisfied)
                        if (one != other) pairs += (double)left.Row(one)[item] * left.Row(other)[item];
                expected += pairs / (satisfied.Sum(left.ImportanceOf) + Options.Regularisation + Options.SupportPenalty * support);
            }
            Assert.Equal(expected, search.GainOf(rule), 1e-3 * Math.Max(1, Math.Abs(expected)));
        }
    }

    [Fact]
    public void What_grows_gains_and_is_explained_once_taken()
    {
        (RuleSearch search, Residual left) = Search();
        RuleSearch.Found found = search.Grow(0)!.Value;
        Assert.Contains(0, found.Rule.Items);
        Assert.InRange(found.Rule.Codes.Length, 2, Options.MaxLiterals);
        Assert.Equal(search.GainOf(found.Rule), found.Gain, 1e-6);
        double before = Squares(left);
        search.Take(found.Rule);
        Assert.True(search.GainOf(found.Rule) < found.Gain);
        Assert.True(Squares(left) < before);
    }

    private (RuleSearch Search, Residual Left) Search()
    {
        var readout = new RuleReadout(_people, exponent: 0.5, new ParallelOptions());
        Rule[] rules = [new(RuleOperator.Or, [7, 9], 0), new(RuleOperator.And, [8, 10], 0)];
        Residual left = readout.Left(rules, readout.Solve(rules, [20, 20]));
        return (new RuleSearch(_people, BitMatrix.ColumnsOf(_people), left, Options, new RandomSource(1), new ParallelOptions()), left);
    }

    private bool Holds(Rule rule, int person, int without)
    {
        bool Literal(int code) => code < 0 ? ~code == without || _people[person, ~code] == 0 : code != without && _people[person, code] != 0;
        return rule.Operator == RuleOperator.And ? rule.Codes.All(Literal) : rule.Codes.Any(Literal);
    }

    private double Squares(Residual left) => Enumerable.Range(0, _people.Rows).Sum(person => left.Row(person).ToArray().Sum(value => (double)value * value));
}
