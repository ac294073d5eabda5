namespace Cicerone.Evaluation;

/// <summary>Where the data of an experiment came from.</summary>
/// <param name="Name">What a reader calls it: a file's name, "bookshop(…)".</param>
/// <param name="Sha256">SHA-256 of the file or files, in hexadecimal; empty for data made in memory.</param>
/// <param name="BadRows">Rows that could not be read and were left out.</param>
public sealed record Provenance(string Name, string Sha256, long BadRows);
