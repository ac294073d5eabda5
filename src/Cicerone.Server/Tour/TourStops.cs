using Cicerone.Models;

namespace Cicerone.Server.Tour;

/// <summary>The stops of <em>A Reader in the Bookshop</em>.</summary>
public static class TourStops
{
    /// <summary>All ten, in the order of the tour.</summary>
    public static IReadOnlyList<TourStop> All { get; } =
    [
        new(1, "FLAME", "flame", "the next books, learned from the order of what was read") { Paper = "2604.04038", Costs = "three times the epoch of the network it improves, and nothing when serving: what is served is one network" },
        new(2, "LIA", "lia", "the same list as rules that add up to the score, and what that readability costs") { Paper = "2604.04270", Costs = "on MovieLens nothing: readable rules alone rank as well as the whole model" },
        new(3, "FAERec", "faerec", "a book nobody has bought yet, with how much of it is text and how much behaviour") { Paper = "2604.03688", Costs = "a step of learning takes twice as long as the network’s alone" },
        new(4, "JBM-Diff", "jbm-diff", "last night’s accidental click, greyed, with its credibility; without it the list moves") { Paper = "2604.03654", Costs = "three to five times the epoch of LightGCN, for a gain in the Bookshop and on tiktok-mm and none on lfm2k, where it helps once clicks are false" },
        new(5, "StaR", "star", "“why?”: three ranked statements, each leading to its source") { Paper = "2604.03724", Costs = "nothing can be said that no review states, and what is worded as nobody worded it before is often missed" },
        new(6, "MMP-Refer", "mmp-refer", "“why?”: a path from what was liked to this book") { Paper = "2604.03666", Costs = "a tenth of a millisecond a path; the sentence beside it is checked in its titles and in what the table knows, not in all it says" },
        new(7, "SMTPO", "smtpo", "“not so dark”: the list changes, and says why") { Paper = "2604.03671", Costs = "a language model in every answer, some milliseconds; at this size it does not yet beat what is recalled without it" },
        new(8, "TencentGR", "tencentgr", "the sponsored slot: a click or a conversion, weighed") { Paper = "2604.04976", Costs = "what a purchase is worth against a click is the shop’s to say: here 2.5" },
        new(9, "JKGE_ss", "jkge-ss", "the season turns: level, variability and timing come apart, an alarm fires, a retrained model is promoted") { IsModel = false, Paper = "2604.03906", Costs = "nothing: a million points are judged in a hundredth of a second" },
        new(10, "CURE", "cure", "“forget me”: the circuits, the receipt, an attack at chance, most of a neighbour’s list as it was") { Algorithm = "llm-yes-no", Paper = "2604.04982", Costs = "some seconds; what is recommended to those who stay changes too, though less than by learning anew; that the groups of the circuits are what to forget by has not been shown" },
    ];

    /// <summary>Whether a host has what the stop shows.</summary>
    public static bool IsBuilt(TourStop stop, AlgorithmTable algorithms)
    {
        ArgumentNullException.ThrowIfNull(algorithms);
        ArgumentNullException.ThrowIfNull(stop);
        return !stop.IsModel || algorithms.All.Any(algorithm => algorithm.Name == stop.Algorithm);
    }
}
