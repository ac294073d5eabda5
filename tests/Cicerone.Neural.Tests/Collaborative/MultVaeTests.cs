using Cicerone.Contracts;
using Cicerone.Models;

namespace Cicerone.Neural.Tests.Collaborative;

public class MultVaeTests : ModelContract
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

/// <summary>The same without its prior.</summary>
public sealed class MultDaeTests : MultVaeTests
{
    protected override IReadOnlyDictionary<string, string> Settings => new Dictionary<string, string>(base.Settings) { ["prior"] = "false" };
}
