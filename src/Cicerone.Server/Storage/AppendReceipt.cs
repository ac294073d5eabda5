namespace Cicerone.Server.Storage;

/// <summary>What became of a batch.</summary>
/// <param name="Accepted">Events that are now stored.</param>
/// <param name="Duplicates">Events left out because their key was stored before.</param>
public sealed record AppendReceipt(int Accepted, int Duplicates);
