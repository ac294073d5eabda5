namespace Cicerone.Language.Tokens;

/// <summary>What makes a byte-level tokenizer.</summary>
/// <param name="Vocabulary">The token of each text, in <see cref="ByteCharacters"/>.</param>
/// <param name="Merges">Pairs that become one token, the most urgent first.</param>
/// <param name="Added">Tokens beside them.</param>
/// <param name="Split">How a text falls into pieces.</param>
/// <param name="Composes">Whether texts are brought into the composed normal form (NFC) first.</param>
/// <param name="PrefersWhole">Whether a piece that is a token is taken as it is, without merges.</param>
internal sealed record TokenizerParts(
    IReadOnlyDictionary<string, int> Vocabulary, IReadOnlyList<(string Left, string Right)> Merges, IReadOnlyList<AddedToken> Added, TextSplit Split, bool Composes = false, bool PrefersWhole = false);
