using Cicerone.Contracts;
using Cicerone.Models;

namespace Cicerone.Neural.Tests.Collaborative;

public sealed class MultVaeTests : ModelContract
{
    protected override string Name => "mult-vae";

    protected override AlgorithmTable Algorithms { get; } = new(NeuralAlgorithms.All);

    protected override IReadOnlyDictionary<string, string> Settings { get; } = new Dictionary<string, string>
    {
        ["hidden"] = "32",
        ["latent"] = "8",
        ["epochs"] = "40",
        ["batch-size"] = "20",
        ["learning-rate"] = "0.01",
    };
}
