using Cicerone.Contracts;
using Cicerone.Models;

namespace Cicerone.Neural.Tests.Collaborative;

public sealed class LightGcnTests : ModelContract
{
    protected override string Name => "lightgcn";

    protected override AlgorithmTable Algorithms { get; } = new(NeuralAlgorithms.All);

    protected override IReadOnlyDictionary<string, string> Settings { get; } = new Dictionary<string, string>
    {
        ["width"] = "16",
        ["epochs"] = "10",
        ["batch-size"] = "128",
        ["learning-rate"] = "0.03",
    };
}
