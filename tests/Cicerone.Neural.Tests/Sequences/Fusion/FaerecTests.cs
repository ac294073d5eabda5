using Cicerone.Contracts;
using Cicerone.Data;
using Cicerone.Models;

namespace Cicerone.Neural.Tests.Sequences.Fusion;

public sealed class FaerecTests : ModelContract
{
    protected override string Name => "faerec";

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

    protected override ItemTable ItemsOf(Vocabulary items) => new(items, new Dictionary<string, string?[]>
    {
        ["title"] = [.. items.Ids.Select(id => $"{id} of {(id[^1] % 2 == 0 ? "mystery" : "poetry")}")],
    });
}
