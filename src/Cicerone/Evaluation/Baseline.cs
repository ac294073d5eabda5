namespace Cicerone.Evaluation;

/// <summary>The figures of a model that every report shows beside the model it is about.</summary>
/// <param name="Algorithm">Its name; options are the defaults.</param>
/// <param name="Test">Means over people on the test part, by key.</param>
public sealed record Baseline(string Algorithm, IReadOnlyDictionary<string, double> Test);
