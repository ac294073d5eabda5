namespace Cicerone.Language.Tokens;

/// <summary>A token that stands for a text of its own, whatever surrounds it, and is never made of other tokens.</summary>
/// <param name="Text">The text.</param>
/// <param name="Id">The token.</param>
/// <param name="IsSpecial">Whether it steers rather than speaks, so that it may be left out when tokens are read as text.</param>
public sealed record AddedToken(string Text, int Id, bool IsSpecial = true);
