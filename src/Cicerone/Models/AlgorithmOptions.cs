namespace Cicerone.Models;

/// <summary>Options of an algorithm: beside the command line and the documentation, the JSON in the model folder.</summary>
public abstract record AlgorithmOptions : OptionSet;
