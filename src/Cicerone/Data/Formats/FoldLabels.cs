using Cicerone.Protocols;

namespace Cicerone.Data.Formats;

/// <summary>Which rows of a column of folds are held out.</summary>
/// <param name="Test">The label of test rows.</param>
/// <param name="Valid">The label of validation rows; null for no validation.</param>
internal sealed record FoldLabels(string Test, string? Valid)
{
    /// <summary>The part of a row with a label.</summary>
    public SplitPart PartOf(string label) => label == Test ? SplitPart.Test : label == Valid ? SplitPart.Valid : SplitPart.Train;
}
