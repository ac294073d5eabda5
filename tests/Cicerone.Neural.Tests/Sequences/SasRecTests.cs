using Cicerone.Contracts;
using Cicerone.Models;

namespace Cicerone.Neural.Tests.Sequences;

public sealed class SasRecTests : ModelContract
{
    protected override string Name => "sasrec";

    protected override AlgorithmTable Algorithms { get; } = new(NeuralAlgorithms.All);

    /// <summary>It predicts what comes next, and the withheld item comes before the last.</summary>
    protected override bool LearnsTaste => false;

    protected override IReadOnlyDictionary<string, string> Settings { get; } = new Dictionary<string, string>
    {
        ["width"] = "16",
        ["layers"] = "1",
        ["dropout"] = "0.1",
        ["epochs"] = "4",
        ["batch-size"] = "32",
        ["learning-rate"] = "0.005",
    };
}
