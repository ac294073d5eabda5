namespace Cicerone.Data.Sources;

/// <summary>What a fetch brought.</summary>
/// <param name="Bytes">Bytes of the file that was fetched.</param>
/// <param name="Sha256">Its SHA-256, in lower-case hexadecimal.</param>
/// <param name="IsPinnedNow">Whether this fetch was the first and fixed the hash that later ones must have.</param>
/// <param name="Files">Names of the files that now lie in the folder.</param>
public sealed record FetchReceipt(long Bytes, string Sha256, bool IsPinnedNow, IReadOnlyList<string> Files);
