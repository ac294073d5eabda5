using Cicerone.Evaluation.OffPolicy;
using Cicerone.Simulation;

namespace Cicerone.Tests.Evaluation.OffPolicy;

/// <summary>
/// A log of the Bookshop whose truth is known: a reader buys a book with a probability that their taste and the book's mood make. The
/// log's policy shows mostly what many like; the other, what this reader likes.
/// </summary>
public sealed class OffPolicyEvaluatorTests
{
    private const int Readers = 1500, Books = 12;
    private static readonly Bookshop Shop = new(new BookshopOptions { Readers = Readers, Books = 50 }); // of which the first twelve are on show
    private static readonly double[][] Wants = [.. Enumerable.Range(0, Readers).Select(reader => Enumerable.Range(0, Books).Select(book => Want(reader, book)).ToArray())];
    private static readonly int[] ByAll = [.. Enumerable.Range(0, Books).OrderByDescending(book => Wants.Sum(wants => wants[book]))];

    /// <summary>What the other policy earns, in truth.</summary>
    private static readonly double Truth = Enumerable.Range(0, Readers).Average(reader => Target(reader).Sum(item => item.Probability * Wants[reader][item.Item]));

    [Fact]
    public void On_a_log_whose_truth_is_known_the_estimates_cover_it_and_the_naive_average_does_not()
    {
        OffPolicyEstimates estimates = OffPolicyEvaluator.Estimate(Log(seed: 1));
        Assert.True(Covers(estimates.InversePropensity) && Covers(estimates.SelfNormalised) && Covers(estimates.DoublyRobust), $"{Truth}: {estimates}");
        Assert.False(Covers(estimates.Logged), $"{Truth}: {estimates.Logged}");
        Assert.True(Width(estimates.DoublyRobust) < Width(estimates.InversePropensity));
        Assert.Equal(2 * Readers, estimates.Choices);
        Assert.Equal(Readers, estimates.People);
        Assert.InRange(estimates.EffectiveChoices, OffPolicyEvaluator.FewestEffective, estimates.Choices - 1);
        Assert.InRange(estimates.Covered.Value, 0.85, 1.15);
    }

    [Fact]
    public void Of_many_logs_nearly_every_interval_holds_the_truth()
    {
        const int Logs = 100;
        OffPolicyEstimates[] all = [.. Enumerable.Range(0, Logs).Select(log => OffPolicyEvaluator.Estimate(Log((ulong)log)))];
        foreach (Func<OffPolicyEstimates, OffPolicyEstimate> of in (Func<OffPolicyEstimates, OffPolicyEstimate>[])[one => one.InversePropensity, one => one.SelfNormalised, one => one.DoublyRobust])
        {
            Assert.InRange(all.Count(one => Covers(of(one))), 88, 100);
            Assert.Equal(Truth, all.Average(one => of(one).Value), 0.02 * Truth + 0.002);
        }
        Assert.Equal(0, all.Count(one => Covers(one.Logged)));
    }

    [Fact]
    public void The_policy_of_the_log_itself_is_estimated_by_the_average()
    {
        LoggedChoice[] log = [.. Log(seed: 3).Select(choice => choice with { Target = [.. Enumerable.Range(0, Books).Select(book => new TargetItem(book, Logging(book)))] })];
        OffPolicyEstimates estimates = OffPolicyEvaluator.Estimate(log);
        Assert.Equal(estimates.Logged.Value, estimates.InversePropensity.Value, 1e-12);
        Assert.Equal(estimates.Logged.Value, estimates.SelfNormalised.Value, 1e-12);
        Assert.Equal(log.Length, estimates.EffectiveChoices, 1e-6);
        Assert.Equal(1, estimates.Covered.Value, 1e-12);
    }

    [Fact]
    public void What_the_log_cannot_tell_is_refused()
    {
        List<LoggedChoice> log = Log(seed: 4);
        Assert.Contains("no choices", Fault([]), StringComparison.Ordinal);
        Assert.Contains("Choice 2 has the propensity 0", Fault([log[0], log[1] with { Propensity = 0 }]), StringComparison.Ordinal);
        Assert.Contains("Choice 1 has the propensity NaN", Fault([log[0] with { Propensity = double.NaN }]), StringComparison.Ordinal);
        Assert.Contains("add up to 0.5", Fault([log[0] with { Target = [new TargetItem(0, 0.5)] }]), StringComparison.Ordinal);
        Assert.Contains("of one person alone", Fault([log[0], log[1]]), StringComparison.Ordinal);
        int never = Books + 1; // an item that the log's policy never shows
        Assert.Contains("Support is lacking", Fault([.. log.Select(choice => choice with { Target = [new TargetItem(never, 1)] })]), StringComparison.Ordinal);
        Assert.Contains("Support is lacking", Fault([.. log.Select(choice => choice with { Target = [.. choice.Target.Select(item => item with { Probability = item.Probability * 0.5 }), new TargetItem(never, 0.5)] })]), StringComparison.Ordinal);
        Assert.Contains("of equal weight", Fault([.. log.Take(20).Select(choice => choice with { Target = [.. Enumerable.Range(0, Books).Select(book => new TargetItem(book, Logging(book)))] })]), StringComparison.Ordinal);
        Assert.Contains("not those of the choices", Fault([.. log.Select(choice => choice with { Propensity = choice.Propensity / 2 })]), StringComparison.Ordinal);
    }

    private static string Fault(IReadOnlyList<LoggedChoice> log) => Assert.Throws<CiceroneException>(() => OffPolicyEvaluator.Estimate(log)).Message;

    private static bool Covers(OffPolicyEstimate estimate) => estimate.Interval.Low <= Truth && Truth <= estimate.Interval.High;

    private static double Width(OffPolicyEstimate estimate) => estimate.Interval.High - estimate.Interval.Low;

    private static double Want(int reader, int book)
    {
        Reader who = Shop.Reader(reader);
        return 0.8 * who.Taste[Shop.GenreOf(book)] * (Shop.MoodOf(book) == who.Mood ? 1 : 0.6);
    }

    /// <summary>The probability of a book in the log: half the time the three most wanted by all, else any.</summary>
    private static double Logging(int book) => 0.5 / Books + (Array.IndexOf(ByAll, book) < 3 ? 0.5 / 3 : 0);

    /// <summary>The other policy: what this reader wants most, and now and then any.</summary>
    private static IReadOnlyList<TargetItem> Target(int reader)
    {
        int best = Array.IndexOf(Wants[reader], Wants[reader].Max());
        return [.. Enumerable.Range(0, Books).Select(book => new TargetItem(book, 0.1 / Books + (book == best ? 0.9 : 0)))];
    }

    private static List<LoggedChoice> Log(ulong seed)
    {
        var random = new RandomSource(seed);
        var log = new List<LoggedChoice>();
        for (int reader = 0; reader < Readers; reader++)
        {
            for (int time = 0; time < 2; time++)
            {
                int book = random.NextInt(2) == 0 ? random.NextInt(Books) : ByAll[random.NextInt(3)];
                log.Add(new LoggedChoice(reader, book, Logging(book), random.NextDouble() < Wants[reader][book] ? 1 : 0, Target(reader)));
            }
        }
        return log;
    }
}
