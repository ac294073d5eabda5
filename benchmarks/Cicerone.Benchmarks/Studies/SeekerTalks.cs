using System.Globalization;
using Cicerone.Conversations;
using Cicerone.Evaluation.Conversations;
using Cicerone.Metrics.Significance;
using Cicerone.Simulation;
using Cicerone.Simulation.Conversations;

namespace Cicerone.Benchmarks.Studies;

/// <summary>Talks of seekers of the Bookshop with guides, and how they are told.</summary>
internal static class SeekerTalks
{
    /// <summary>Number of the first seeker whom nothing was learned of.</summary>
    public const int FirstTest = 1_000_000;

    /// <summary>Answers after the first words, and items of a list.</summary>
    public const int Turns = 3, K = 10;

    public static OracleReader Oracle(BookshopSeekers seekers, int number) => new(seekers, seekers.Seeker(number));

    /// <summary>The talks of some seekers, whose figures are told turn by turn.</summary>
    public static ConversationTrial[] Trials(string name, BookshopSeekers seekers, IConverses guide, int[] test, Func<int, ISimulatedPerson> person)
    {
        ConversationTrial[] trials = [.. Each(seekers, guide, test, person, Turns)];
        Tell(name, [.. trials.Select(TalkFigures.Of)]);
        return trials;
    }

    /// <summary>Tells figures turn by turn.</summary>
    public static void Tell(string name, TalkFigures[] talks)
    {
        foreach (int turn in Enumerable.Range(0, Turns + 1))
            Console.WriteLine(Line($"{name}, after {turn} answers: hit@1 {talks.Average(talk => talk.Hit(turn, 1)):0.000} hit@{K} {talks.Average(talk => talk.Hit(turn, K)):0.000} ndcg@{K} {talks.Average(talk => talk.Ndcg(turn, K)):0.000}"));
    }

    public static IEnumerable<ConversationTrial> Each(BookshopSeekers seekers, IConverses guide, int[] test, Func<int, ISimulatedPerson> person, int turns) =>
        test.Select(number => ConversationTrial.RunAsync(guide, person(number), Bookshop.BookId(seekers.Seeker(number).Target), turns).GetAwaiter().GetResult());

    public static double Mean(IEnumerable<ConversationTrial> trials) => trials.Average(trial => trial.Ndcg(Turns, K));

    /// <summary>The difference of two kinds of talk of the same people, after all answers, with its interval over people.</summary>
    public static void Difference(string name, ConversationTrial[] one, ConversationTrial[] other) => Difference(name, [.. one.Zip(other, (a, b) => a.Ndcg(Turns, K) - b.Ndcg(Turns, K))]);

    public static void Difference(string name, double[] differences, string? measure = null)
    {
        Interval interval = PairedBootstrap.Of([differences], seed: 1)[0];
        Console.WriteLine(Line($"{name}, {measure ?? Line($"ndcg@{K} after {Turns} answers")}: {differences.Average():+0.000;-0.000} ({interval.Low:+0.000;-0.000} to {interval.High:+0.000;-0.000})"));
    }

    /// <summary>Writes some of the talks, for a reader.</summary>
    public static void Write(string folder, ConversationTrial[] trials)
    {
        const int Written = 20;
        Directory.CreateDirectory(folder);
        string file = Path.Combine(folder, "transcripts.txt");
        using StreamWriter to = File.CreateText(file);
        foreach (ConversationTrial trial in trials.Take(Written))
        {
            trial.Write(to);
            to.WriteLine();
        }
        Console.WriteLine($"{Math.Min(Written, trials.Length)} transcripts are in {file}");
    }

    public static string Line(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
