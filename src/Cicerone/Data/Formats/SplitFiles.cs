using Cicerone.Protocols;

namespace Cicerone.Data.Formats;

/// <summary>A split as it was read from files.</summary>
/// <param name="Split">The three parts and the rules.</param>
/// <param name="Items">What is known of the items.</param>
/// <param name="Sha256">SHA-256 of the names and hashes of the files of events; of a single file, that of its bytes.</param>
/// <param name="Report">What was understood, and what could not be read.</param>
public sealed record SplitFiles(Split Split, ItemTable Items, string Sha256, ReadReport Report);
