namespace Cicerone.Data.Sources;

/// <summary>A well-known data set and where it is published.</summary>
/// <param name="Name">Its name on the command line.</param>
/// <param name="Summary">What it holds, in a sentence.</param>
/// <param name="Terms">What its owners allow, in a sentence; the origin has the last word.</param>
/// <param name="Address">The file: a zip archive, or a file that is kept as it is.</param>
public sealed record PublicDataset(string Name, string Summary, string Terms, Uri Address);
