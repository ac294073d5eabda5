using Cicerone.Language.Questions;
using Cicerone.Language.Statements.Serving;
using Cicerone.Models;

namespace Cicerone.Language;

/// <summary>The algorithms of this assembly.</summary>
public static class LanguageAlgorithms
{
    /// <summary>All of them: adding one adds one line here.</summary>
    public static IEnumerable<Algorithm> All { get; } =
    [
        Algorithm.Of<YesNoOptions>("llm-yes-no", "A small language model that is asked of each candidate of another model whether it will be liked (after Bao et al., RecSys 2023).", YesNo.Fit, YesNo.Load),
        Algorithm.Of<StarOptions>("star", "Vectors spread over who chose what and who said what; reasons are ranked statements of reviews (arXiv 2604.03724).", Star.Fit, Star.Load),
    ];
}
