using Cicerone.Models;

namespace Cicerone.Server.Tour;

/// <summary>The stops of <em>A Reader in the Bookshop</em>.</summary>
public static class TourStops
{
    /// <summary>All ten, in the order of the tour.</summary>
    public static IReadOnlyList<TourStop> All { get; } =
    [
        new(1, "FLAME", "flame", "the next books, learned from the order of what was read"),
        new(2, "LIA", "lia", "the same list as rules that add up to the score, and what that readability costs"),
        new(3, "FAERec", "faerec", "a book nobody has bought yet, with how much of it is text and how much behaviour"),
        new(4, "JBM-Diff", "jbm-diff", "last night’s accidental click, greyed, with its credibility; without it the list moves"),
        new(5, "StaR", "star", "“why?”: three ranked statements, each leading to its source"),
        new(6, "MMP-Refer", "mmp-refer", "“why?”: a path from what was liked to this book"),
        new(7, "SMTPO", "smtpo", "“not so dark”: the list changes, and says why"),
        new(8, "TencentGR", "tencentgr", "the sponsored slot: a click or a conversion, weighed"),
        new(9, "JKGE_ss", "jkge-ss", "the season turns: level, variability and timing come apart, an alarm fires, a retrained model is promoted") { IsModel = false },
        new(10, "CURE", "cure", "“forget me”: the circuits, the receipt, an attack at chance, a neighbour’s list unchanged"),
    ];

    /// <summary>Whether a host has what the stop shows.</summary>
    public static bool IsBuilt(TourStop stop, AlgorithmTable algorithms)
    {
        ArgumentNullException.ThrowIfNull(algorithms);
        ArgumentNullException.ThrowIfNull(stop);
        return !stop.IsModel || TourExhibits.Has(stop) && algorithms.All.Any(algorithm => algorithm.Name == stop.Name);
    }
}
