using Cicerone.Data;
using Cicerone.Evaluation;
using Cicerone.Evaluation.Forgetting;
using Cicerone.Models;

namespace Cicerone.Server.Tour;

/// <summary>What the stop of CURE shows: what was done to forget a reader, and a neighbour's list from before and after.</summary>
/// <param name="Method">The method.</param>
/// <param name="Sees">What the reader sees there.</param>
/// <param name="Reader">Who asked to be forgotten; the stop's own run, which was not touched, tells.</param>
/// <param name="Neighbour">Who stays and has the most books in common with them.</param>
/// <param name="Lists">The neighbour's list from before and after.</param>
/// <param name="Receipt">The receipt.</param>
public sealed record ForgetExhibit(string Method, string Sees, string Reader, string Neighbour, IReadOnlyList<TourList> Lists, ForgetReceipt Receipt)
{
    /// <summary>Name of the stop.</summary>
    public const string Stop = "cure";

    /// <summary>What is added to the path of the stop's run to find a copy of it in which readers were forgotten.</summary>
    public const string CopyMark = "-forgotten";

    private const int Shown = 5;

    /// <summary>Compares a run with its copy.</summary>
    /// <param name="stop">The stop.</param>
    /// <param name="folder">The stop's run.</param>
    /// <param name="reader">Whose wish to be forgotten is told, where they are among those who were.</param>
    /// <param name="algorithms">The algorithms that are known.</param>
    /// <returns>Null where there is no copy in which anybody was forgotten.</returns>
    internal static ForgetExhibit? Of(TourStop stop, string folder, string reader, AlgorithmTable algorithms)
    {
        string copy = folder + CopyMark;
        if (!RunFolder.IsRun(copy) || ForgetReceipt.Latest(copy) is not { } receipt) return null;
        (RunFolder before, RunFolder after) = (RunFolder.Open(folder, algorithms), RunFolder.Open(copy, algorithms));
        (InteractionLog log, InteractionLog left) = (before.ReadSplit().Train, after.ReadSplit().Train);
        string[] gone = [.. log.Users.Ids.Where(person => !left.Users.TryIndex(person, out _))];
        if (gone.Length == 0) return null;
        string told = gone.Contains(reader) ? reader : gone[0];
        Histories histories = Histories.Of(log);
        HashSet<int> theirs = [.. histories[log.Users.Index(told, "reader")].Items.ToArray()];
        string neighbour = left.Users.Ids.MaxBy(person => histories[log.Users.Index(person, "reader")].DistinctItems().Count(theirs.Contains))!;
        string[] history = [.. histories[log.Users.Index(neighbour, "reader")].Items.ToArray().Select(item => log.Items[item])];
        TourList List(string heading, RunFolder run) => new(heading, run.Recommender().Recommend(new RecommendationRequest(history) { Count = Shown }).Items);
        return new ForgetExhibit(stop.Method, stop.Sees, told, neighbour, [List("Before", before), List("After", after)], receipt);
    }
}
