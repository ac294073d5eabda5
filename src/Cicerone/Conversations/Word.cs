namespace Cicerone.Conversations;

/// <summary>A word of what is said.</summary>
/// <param name="Text">The word in lower case: letters, digits and apostrophes within.</param>
/// <param name="Start">Where it begins in what is said.</param>
/// <param name="End">Where it ends.</param>
/// <param name="AfterPause">Whether a comma, full stop or the like stands before it.</param>
/// <param name="IsCapital">Whether it begins with a capital letter or a digit.</param>
internal readonly record struct Word(string Text, int Start, int End, bool AfterPause, bool IsCapital);
