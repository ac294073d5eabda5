namespace Cicerone.Metrics;

/// <summary>A measure of lists that needs to know the items; reports give its mean over the people who have it.</summary>
/// <param name="Name">Its name in keys such as <c>novelty@10</c>.</param>
/// <param name="Definition">What it is, for a report.</param>
/// <param name="Of">Computes it.</param>
internal sealed record ListMetric(string Name, string Definition, ListFunction Of)
{
    /// <summary>The key of this metric at a cutoff.</summary>
    public string At(int k) => $"{Name}@{k}";
}
