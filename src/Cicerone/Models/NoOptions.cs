namespace Cicerone.Models;

/// <summary>Options of an algorithm that has none.</summary>
public sealed record NoOptions : AlgorithmOptions;
