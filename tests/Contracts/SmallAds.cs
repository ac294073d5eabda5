using Cicerone.Data.Formats.TencentGr;

namespace Cicerone.Contracts;

/// <summary>TencentGR's data in the small, with everything that files must carry: lists, missing profiles and features, unseen values, a creative without a vector, raw ids that are no numbers, a person without events.</summary>
public sealed class SmallAds : AdData
{
    public override AdIndexer Indexer { get; } = new(["user_a", "é\t2", "user_c"], ["20000000007", "20000000014", "creative x"],
        new Dictionary<string, IReadOnlyList<string>> { ["101"] = ["9", "x"], ["121"] = ["70000000000", "5", "6"], ["103"] = ["young"] });

    public override IReadOnlyList<AdVectorKind> VectorKinds { get; } = [new("81", 3), new("82", 2)];

    public override IReadOnlyDictionary<string, AdAction> Wanted { get; } = new Dictionary<string, AdAction> { ["user_d"] = AdAction.Conversion, ["é\t5"] = AdAction.Click };

    public override IEnumerable<AdHistory> Histories(long skip = 0) => new AdHistory[]
    {
        new(1, [2, 1, 2], [AdAction.Exposure, AdAction.Click, AdAction.Conversion], [1746077791, 1746077791, 1746077800]),
        new(2, [], [], []),
        new(3, [3], [AdAction.Exposure], [4_000_000_000]),
    }.Skip((int)skip);

    public override IEnumerable<(int User, AdFeatures Features)> Profiles() => [(1, Features(("103", [1]), ("106", [2, 5]))), (3, Features(("104", [2]), ("110", [4])))];

    public override IEnumerable<(int Item, AdFeatures Features)> Items() => [(1, Features(("101", [1]), ("121", [3]))), (2, Features(("101", [2]))), (3, Features())];

    public override IEnumerable<AdCandidate> Candidates()
    {
        AdFeatures cold = Features(("101", [1]));
        cold.AddUnseen("121", "9xq");
        return [new("20000000014", 0, Features(("101", [2]))), new("creative x", 1, Features()), new("20000000021", 2, cold)];
    }

    public override IEnumerable<AdVector> Vectors(AdVectorKind kind) => kind == VectorKinds[0]
        ? [new("20000000007", [0.5f, -2, 3.25f]), new("creative x", []), new("20000000021", [1e-7f, 0, -1])]
        : [new("20000000014", [1, 2])];

    public override IEnumerable<AdSequence> TestPeople()
    {
        AdFeatures unseen = Features(("101", [1]));
        unseen.AddUnseen("121", "9xq");
        return
        [
            new("user_d", Features(("103", [1])), [new("2", Features(("101", [2])), AdAction.Click, 1746077791), new("20000000021", unseen, AdAction.Exposure, 1746077801)]),
            new("é\t5", AdFeatures.None, [new("1", Features(), AdAction.Exposure, 1746077791)]),
        ];
    }

    private static AdFeatures Features(params (string Id, int[] Values)[] values)
    {
        var features = new AdFeatures();
        foreach ((string id, int[] some) in values) features.Add(id, some);
        return features;
    }
}
