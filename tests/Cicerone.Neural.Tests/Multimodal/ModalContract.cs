using Cicerone.Contracts;
using Cicerone.Data;
using Cicerone.Models;

namespace Cicerone.Neural.Tests.Multimodal;

/// <summary>The contract of models that know items by their text, too.</summary>
public abstract class ModalContract : ModelContract
{
    protected override AlgorithmTable Algorithms { get; } = new(NeuralAlgorithms.All);

    protected override IReadOnlyDictionary<string, string> Settings { get; } = new Dictionary<string, string>
    {
        ["width"] = "16",
        ["epochs"] = "10",
        ["batch-size"] = "128",
        ["learning-rate"] = "0.03",
    };

    protected override ItemTable ItemsOf(Vocabulary items) => new(items, new Dictionary<string, string?[]>
    {
        ["title"] = [.. items.Ids.Select(id => $"{id} of {(id[^1] % 2 == 0 ? "mystery" : "poetry")}")],
    });
}

public sealed class VbprTests : ModalContract
{
    protected override string Name => "vbpr";

    protected override IReadOnlyDictionary<string, string> Settings => new Dictionary<string, string>(base.Settings) { ["epochs"] = "30" };
}

public sealed class FreedomTests : ModalContract
{
    protected override string Name => "freedom";

    protected override IReadOnlyDictionary<string, string> Settings => new Dictionary<string, string>(base.Settings) { ["pruning"] = "0.2" };
}

public sealed class Bm3Tests : ModalContract
{
    protected override string Name => "bm3";
}

public class JbmDiffTests : ModalContract
{
    protected override string Name => "jbm-diff";

    protected override IReadOnlyDictionary<string, string> Settings => new Dictionary<string, string>(base.Settings) { ["warmup-epochs"] = "2", ["hidden"] = "32" };
}

/// <summary>The same with pairs weighed in each step, and the other switches the other way.</summary>
public sealed class JbmDiffByPairsTests : JbmDiffTests
{
    protected override IReadOnlyDictionary<string, string> Settings => new Dictionary<string, string>(base.Settings) { ["credibility"] = "pair", ["semantic-view"] = "false", ["smoothing"] = "false", ["guidance"] = "1" };
}
