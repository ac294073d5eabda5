namespace Cicerone.Evaluation.Drift;

/// <summary>What models earned in one period.</summary>
/// <param name="Start">When it begins, in Unix milliseconds.</param>
/// <param name="People">How many people chose something.</param>
/// <param name="Means">Figures by model and key: <c>ease</c>, <c>ndcg@10</c>; those of hits as shares of people.</param>
/// <param name="Hits">Of each person, whether the watched model's first ten held a choice, in the order in which an alarm takes them.</param>
public sealed record PeriodFigures(long Start, int People, IReadOnlyDictionary<string, IReadOnlyDictionary<string, double>> Means, IReadOnlyList<double> Hits);
