using Cicerone.Data;
using Cicerone.Data.Formats;
using Cicerone.Evaluation;
using Cicerone.Protocols;

namespace Cicerone.Cli.Commands;

/// <summary>What a command works on.</summary>
/// <param name="Split">The three parts and the rules.</param>
/// <param name="Items">What is known of the items.</param>
/// <param name="Provenance">Where it came from.</param>
/// <param name="GlobalTime">The same events split at one moment for everyone, where they have times and the split is not by time itself.</param>
/// <param name="Report">What was read; null for data made in memory.</param>
internal sealed record SplitData(Split Split, ItemTable Items, Provenance Provenance, Split? GlobalTime, ReadReport? Report);
