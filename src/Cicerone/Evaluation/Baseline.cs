namespace Cicerone.Evaluation;

/// <summary>A model that every report shows beside the model it is about.</summary>
/// <param name="Algorithm">Its name; options are the defaults.</param>
/// <param name="Result">What it earns on the test part.</param>
public sealed record Baseline(string Algorithm, EvaluationResult Result)
{
    /// <summary>Its figures by key: means over people, and those of all lists together.</summary>
    public IReadOnlyDictionary<string, double> Test => Result.Figures;
}
