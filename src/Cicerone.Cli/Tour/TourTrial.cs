using Cicerone.Server.Tour;

namespace Cicerone.Cli.Tour;

/// <summary>A stop of the tour and the call that tells whether it works.</summary>
/// <param name="Stop">The stop.</param>
/// <param name="Command">A call that uses the method; <c>{shop}</c> is the Bookshop's folder, <c>{run}</c> a run on it, <c>{out}</c> a free folder.</param>
internal sealed record TourTrial(TourStop Stop, string Command)
{
    private static readonly Dictionary<string, string> Commands = new()
    {
        ["flame"] = "fit flame --data {shop} --out {out}",
        ["lia"] = "rules {run} --json",
        ["faerec"] = "fit faerec --data {shop} --item-text {shop}/books.csv --out {out}",
        ["jbm-diff"] = "fit jbm-diff --data {shop} --out {out}",
        ["star"] = "statements rank {run} --user ada --json",
        ["mmp-refer"] = "fit mmp-refer --data {shop} --out {out}",
        ["smtpo"] = "chat {run} --user ada",
        ["tencentgr"] = "fit tencentgr --data {shop} --out {out}",
        ["jkge-ss"] = "series report {run} --json",
        ["cure"] = "forget {run} --users {shop}/forget.txt --json",
    };

    /// <summary>One trial for each stop, in order.</summary>
    public static IReadOnlyList<TourTrial> All { get; } = [.. TourStops.All.Select(stop => new TourTrial(stop, Commands[stop.Name]))];
}
