using Cicerone.Simulation;

namespace Cicerone.Benchmarks.Studies;

/// <summary>What the study of TencentGR compares, and in which worlds. A row joins by a line here.</summary>
internal static class AdArms
{
    /// <summary>The market. Newcomers make figures surer, at no cost of training: a quarter of them are for validation, the others for test.</summary>
    public static AdMarketOptions Market { get; } = new() { Newcomers = 1_800 };

    private const string Official = "preset=baseline epochs=60 patience=10 learning-rate=0.003 validate-every=2", Recipe = "validate-every=2", Tower = "preset=sampled-softmax epochs=25 patience=25";

    /// <summary>The official baseline.</summary>
    public static Arm Baseline { get; } = new("baseline", "tencentgr", Official);

    /// <summary>What won, at the size of a small machine: the model's own defaults.</summary>
    public static Arm Best { get; } = new("recipe", "tencentgr", Recipe);

    /// <summary>The vectors of advertisements where no field tells what they are of, and nothing that does.</summary>
    private static readonly Arm VectorsAlone = new("vectors, no telling field", "tencentgr", $"{Recipe} fields=100"), Nothing = new("neither", "tencentgr", $"{Recipe} fields=100 vectors=false");

    /// <summary>What helps, together: chosen on the validation people of a market that is not the study's.</summary>
    private const string Helpful = $"{Recipe} width=128 in-batch=false negatives=4096 muon-rate=0.02 next-action=false";

    private static readonly Arm WithoutActions = new("without actions", "tencentgr", $"{Recipe} history-actions=false next-action=false"), WithoutTime = new("without time", "tencentgr", $"{Recipe} time=false");

    /// <summary>Rows in the ordinary world: all but the baselines and the semantic ids take one thing away from the recipe, or put one in its place.</summary>
    public static IReadOnlyList<Arm> All { get; } =
    [
        Best,
        Baseline,
        new("what helps, together", "tencentgr", Helpful),
        new("together, without actions", "tencentgr", $"{Helpful} history-actions=false"),
        new("width 128", "tencentgr", $"{Recipe} width=128"),
        new("next action never told", "tencentgr", $"{Recipe} next-action=false"),
        new("both", "tencentgr", $"{Recipe} width=128 next-action=false"),
        new("one negative", "tencentgr", $"{Recipe} loss=bce negatives=1"),
        new("without logQ", "tencentgr", $"{Recipe} log-q=false"),
        WithoutActions,
        WithoutTime,
        new("Transformer", "tencentgr", $"{Recipe} backbone=transformer feed-forward=32"), // as many parameters as HSTU
        new("without vectors", "tencentgr", $"{Recipe} vectors=false"),
        VectorsAlone,
        Nothing,
        new("ids hidden in a tenth", "tencentgr", $"{Recipe} hidden-ids=0.1"),
        new("exposures count whole", "tencentgr", $"{Recipe} exposure-weight=1"),
        new("tower of the ids", "sasrec", Tower),
        new("semantic ids alone", "sid-head", $"{Tower} head-epochs=20 rerank=false"),
        new("semantic ids, re-ranked", "sid-head", $"{Tower} head-epochs=20"),
        new("baseline with its defects", "tencentgr", $"{Official} defects=true"),
        new("bank of 16 alone", "tencentgr", $"{Recipe} in-batch=false negatives=16"),
        new("bank of 4,096 alone", "tencentgr", $"{Recipe} in-batch=false negatives=4096"),
        new("Muon", "tencentgr", $"{Recipe} muon-rate=0.02"),
    ];

    /// <summary>Worlds that lack one signal, each with the row that has what lives on it and the one that has not.</summary>
    public static IReadOnlyList<(string Name, AdMarketOptions World, Arm With, Arm Without)> Twins { get; } =
    [
        ("random transitions", Market with { HasOrder = false }, Best, WithoutActions),
        ("no windows", Market with { HasWindows = false }, Best, WithoutTime),
        ("shuffled vectors", Market with { HasContent = false }, VectorsAlone, Nothing),
    ];

    /// <summary>The second round: a conversion counts 2.5 times in the loss as in the score, and the same without.</summary>
    public static IReadOnlyList<Arm> SecondRound { get; } = [Best, new("conversions weighed", "tencentgr", $"{Recipe} conversion-weight=2.5")];
}
