using Cicerone.Contracts;
using Cicerone.Kernels;
using Cicerone.Models.Rules;
using Cicerone.Neural.Rules;

namespace Cicerone.Neural.Tests.Rules;

/// <summary>The search for rules against its definition.</summary>
public sealed class RuleSearchTests
{
    private static readonly LiaOptions Options = new() { MinSupport = 2, Regularisation = 5, MaxLiterals = 3 };

    [Fact]
    public void A_gain_is_the_agreement_of_different_people_each_target_left_out()
    {
        SparseMatrix people = ByChance();
        (RuleSearch search, Residual left) = Search(people);
        foreach (Rule rule in (Rule[])[new(RuleOperator.And, [0, ~3], 0), new(RuleOperator.Or, [1, 5], 0), new(RuleOperator.And, [2, 4], 0), new(RuleOperator.Or, [0, 2, 6], 0)])
        {
            double expected = 0;
            int support = Enumerable.Range(0, people.Rows).Count(person => Holds(rule, people, person, without: -1));
            Assert.InRange(support, Options.MinSupport, 0.9 * people.Rows);
            for (int item = 0; item < people.Columns; item++)
            {
                bool named = rule.Items.Contains(item);
                if (named && rule.WithoutChoiceOf(item) is null) continue;
                int[] satisfied = [.. Enumerable.Range(0, people.Rows).Where(person => Holds(rule, people, person, without: named ? item : -1))];
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
        SparseMatrix people = SparseMatrix.PeopleByItems(Checkerboard.Log());
        (RuleSearch search, Residual left) = Search(people);
        RuleSearch.Found found = search.Grow(0)!.Value;
        Assert.Contains(0, found.Rule.Items);
        Assert.InRange(found.Rule.Codes.Length, 2, Options.MaxLiterals);
        Assert.Equal(search.GainOf(found.Rule), found.Gain, 1e-6);
        double before = Squares(people, left);
        search.Take(found.Rule);
        Assert.True(search.GainOf(found.Rule) < found.Gain);
        Assert.True(Squares(people, left) < before);
    }

    private static (RuleSearch Search, Residual Left) Search(SparseMatrix people)
    {
        var readout = new RuleReadout(people, exponent: 0.5, new ParallelOptions());
        Rule[] rules = [new(RuleOperator.Or, [7, 9], 0), new(RuleOperator.And, [8, 10], 0)];
        Residual left = readout.Left(rules, readout.Solve(rules, [20, 20]));
        return (new RuleSearch(people, BitMatrix.ColumnsOf(people), left, Options, new RandomSource(1), new ParallelOptions()), left);
    }

    /// <summary>Forty people, each with about a third of twelve items.</summary>
    private static SparseMatrix ByChance()
    {
        var random = new RandomSource(11);
        return SparseMatrix.FromRows([.. Enumerable.Range(0, 40).Select(_ => Enumerable.Range(0, 12).Where(_ => random.NextInt(3) == 0).Select(item => (item, 1f)).ToArray())], 12);
    }

    private static bool Holds(Rule rule, SparseMatrix people, int person, int without)
    {
        bool Literal(int code) => code < 0 ? ~code == without || people[person, ~code] == 0 : code != without && people[person, code] != 0;
        return rule.Operator == RuleOperator.And ? rule.Codes.All(Literal) : rule.Codes.Any(Literal);
    }

    private static double Squares(SparseMatrix people, Residual left) => Enumerable.Range(0, people.Rows).Sum(person => left.Row(person).ToArray().Sum(value => (double)value * value));
}
