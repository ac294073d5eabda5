using Cicerone.Language.Conversations;
using Cicerone.Language.Paths.Serving;
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
        Algorithm.Of<SmtpoOptions>("smtpo", "A small language model that reasons over what was said and recalled, fine-tuned and reinforced against a simulated person (a reconstruction of arXiv 2604.03671).", Smtpo.Fit, Smtpo.Load),
        Algorithm.Of<StarOptions>("star", "Vectors spread over who chose what and who said what; reasons are ranked statements of reviews (arXiv 2604.03724).", Star.Fit, Star.Load),
        Algorithm.Of<MmpReferOptions>("mmp-refer", "A sequence model on joint codes of text and pictures; reasons are paths from what was chosen to the item (reconstructed from arXiv 2604.03666).", MmpRefer.Fit, MmpRefer.Load),
    ];
}
