using Cicerone.Simulation;

namespace Cicerone.Benchmarks.Studies;

/// <summary>What the study of TencentGR compares, and in which worlds. A row joins by a line here.</summary>
internal static class AdArms
{
    /// <summary>The network of all rows but the official baseline: as many parameters as HSTU's at the same width.</summary>
    private const string Recipe = "epochs=24 feed-forward=32";

    /// <summary>The official baseline.</summary>
    public static Arm Baseline { get; } = new("baseline", "tencentgr", "preset=baseline epochs=60 patience=60 learning-rate=0.003");

    /// <summary>Everything that won, at the size of a small machine.</summary>
    public static Arm Best { get; } = new("recipe", "tencentgr", Recipe);

    /// <summary>Rows in the ordinary world; each but the baseline and its defects takes one thing away from the recipe, or puts one in its place.</summary>
    public static IReadOnlyList<Arm> All { get; } =
    [
        Baseline,
        new("baseline with its defects", "tencentgr", "preset=baseline epochs=60 patience=60 learning-rate=0.003 defects=true"),
        Best,
        new("one negative", "tencentgr", $"{Recipe} loss=bce negatives=1"),
        new("without logQ", "tencentgr", $"{Recipe} log-q=false"),
        new("bank of 16 alone", "tencentgr", $"{Recipe} in-batch=false negatives=16"),
        new("bank of 512 alone", "tencentgr", $"{Recipe} in-batch=false"),
        new("bank of 4,096 alone", "tencentgr", $"{Recipe} in-batch=false negatives=4096"),
        new("without actions", "tencentgr", $"{Recipe} history-actions=false next-action=false"),
        new("without time", "tencentgr", $"{Recipe} time=false"),
        new("HSTU", "tencentgr", $"{Recipe} backbone=hstu"),
        new("without vectors", "tencentgr", $"{Recipe} vectors=false"),
        new("ids never hidden", "tencentgr", $"{Recipe} hidden-ids=0"),
        new("Muon", "tencentgr", $"{Recipe} muon-rate=0.02"),
    ];

    /// <summary>Worlds that lack one signal, each with the row that lives on it.</summary>
    public static IReadOnlyList<(string Name, AdMarketOptions World, string Without)> Twins { get; } =
    [
        ("random transitions", new AdMarketOptions { HasOrder = false }, "without actions"),
        ("no windows", new AdMarketOptions { HasWindows = false }, "without time"),
        ("shuffled vectors", new AdMarketOptions { HasContent = false }, "without vectors"),
    ];

    /// <summary>The second round: a conversion counts 2.5 times in the loss as in the score, and the same without.</summary>
    public static IReadOnlyList<Arm> SecondRound { get; } = [Best, new("conversions weighed", "tencentgr", $"{Recipe} conversion-weight=2.5")];
}
