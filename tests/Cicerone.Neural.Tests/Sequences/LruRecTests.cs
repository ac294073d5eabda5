using Cicerone.Contracts;
using Cicerone.Models;

namespace Cicerone.Neural.Tests.Sequences;

public sealed class LruRecTests : ModelContract
{
    protected override string Name => "lru-rec";

    protected override AlgorithmTable Algorithms { get; } = new(NeuralAlgorithms.All);

    /// <summary>It predicts what comes next, and the withheld item comes before the last.</summary>
    protected override bool LearnsTaste => false;

    protected override IReadOnlyDictionary<string, string> Settings { get; } = new Dictionary<string, string>
    {
        ["width"] = "8",
        ["layers"] = "1",
        ["epochs"] = "1",
        ["max-length"] = "8",
        ["batch-size"] = "64",
    };
}
