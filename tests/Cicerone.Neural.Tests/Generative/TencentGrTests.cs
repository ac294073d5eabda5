using Cicerone.Contracts;
using Cicerone.Models;

namespace Cicerone.Neural.Tests.Generative;

public sealed class TencentGrTests : ModelContract
{
    protected override string Name => "tencentgr";

    protected override AlgorithmTable Algorithms { get; } = new(NeuralAlgorithms.All);

    /// <summary>It predicts what comes next, and the withheld item comes before the last.</summary>
    protected override bool LearnsTaste => false;

    protected override IReadOnlyDictionary<string, string> Settings { get; } = new Dictionary<string, string>
    {
        ["width"] = "16",
        ["layers"] = "1",
        ["epochs"] = "2",
        ["negatives"] = "16",
        ["history-actions"] = "false",
        ["next-action"] = "false",
        ["max-length"] = "12",
    };
}
