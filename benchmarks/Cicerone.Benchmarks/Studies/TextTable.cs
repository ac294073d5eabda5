using Cicerone.Metrics.Texts;

namespace Cicerone.Benchmarks.Studies;

/// <summary>Texts beside their references, in one line.</summary>
internal static class TextTable
{
    /// <summary>ROUGE as a mean over texts, BLEU of all of them together, and how they differ from each other.</summary>
    public static string Tell(IReadOnlyList<string> texts, IReadOnlyList<string> references)
    {
        double Rouged(Func<string, string, double> measure) => texts.Zip(references, measure).Average();
        return PathFigures.Line($"ROUGE-1 {Rouged((text, right) => Rouge.Runs(text, right, 1)):0.000}, ROUGE-2 {Rouged((text, right) => Rouge.Runs(text, right, 2)):0.000}, ROUGE-L {Rouged(Rouge.Subsequence):0.000}, BLEU-1 {Bleu.Of(texts, references, 1):0.000}, BLEU-4 {Bleu.Of(texts, references, 4):0.000}, distinct-1 {TextVariety.Distinct(texts, 1):0.000}, distinct-2 {TextVariety.Distinct(texts, 2):0.000}, USR {TextVariety.Unique([.. texts]):0.000}");
    }
}
