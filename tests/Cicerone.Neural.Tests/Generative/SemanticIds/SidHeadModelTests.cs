using Cicerone.Contracts;
using Cicerone.Models;

namespace Cicerone.Neural.Tests.Generative.SemanticIds;

public sealed class SidHeadModelTests : ModelContract
{
    protected override string Name => "sid-head";

    protected override AlgorithmTable Algorithms { get; } = new(NeuralAlgorithms.All);

    /// <summary>It predicts what comes next, and the withheld item comes before the last.</summary>
    protected override bool LearnsTaste => false;

    protected override IReadOnlyDictionary<string, string> Settings { get; } = new Dictionary<string, string>
    {
        ["width"] = "16",
        ["layers"] = "1",
        ["dropout"] = "0.1",
        ["epochs"] = "3",
        ["head-epochs"] = "3",
        ["batch-size"] = "64",
        ["learning-rate"] = "0.005",
        ["codes"] = "8",
        ["beam"] = "3",
        ["found"] = "6",
    };
}
