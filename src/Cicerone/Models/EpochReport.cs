namespace Cicerone.Models;

/// <summary>One finished pass over the training examples.</summary>
/// <param name="Epoch">Its number; the first is 1.</param>
/// <param name="Loss">Mean loss of its examples.</param>
/// <param name="Metric">Key of the validation figure: <c>ndcg@20</c>.</param>
/// <param name="Validation">That figure; null when validation was not scored after this epoch.</param>
/// <param name="BestEpoch">The epoch with the best figure so far; 0 before there is one.</param>
/// <param name="Time">How long the epoch took, validation included.</param>
public sealed record EpochReport(int Epoch, double Loss, string Metric, double? Validation, int BestEpoch, TimeSpan Time)
{
    /// <summary>What else the algorithm tells of the epoch, by name.</summary>
    public IReadOnlyDictionary<string, double> Figures { get; init; } = new Dictionary<string, double>();
}
