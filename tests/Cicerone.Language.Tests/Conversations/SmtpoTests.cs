using Cicerone.Contracts;
using Cicerone.Models;

namespace Cicerone.Language.Tests.Conversations;

public sealed class SmtpoTests : ModelContract
{
    protected override string Name => "smtpo";

    protected override AlgorithmTable Algorithms { get; } = new(LanguageAlgorithms.All);

    /// <summary>It learns in these few steps to answer, not to tell tastes apart.</summary>
    protected override bool LearnsTaste => false;

    protected override IReadOnlyDictionary<string, string> Settings { get; } = new Dictionary<string, string>
    {
        ["width"] = "16",
        ["layers"] = "1",
        ["heads"] = "2",
        ["depth"] = "4",
        ["searches"] = "8",
        ["turns"] = "1",
        ["epochs"] = "1",
        ["person-epochs"] = "1",
        ["rounds"] = "1",
        ["people"] = "1",
        ["group"] = "2",
    };
}
