namespace Cicerone.Models;

/// <summary>A model whose reasons quote texts that can be read in full.</summary>
public interface ICites : IExplains
{
    /// <summary>The text that a piece of evidence was taken from; null where the model has none. Its <see cref="CitedText.Quote"/> is the evidence's title, to the letter.</summary>
    /// <param name="kind">As in <see cref="Evidence.Kind"/>.</param>
    /// <param name="id">As in <see cref="Evidence.Id"/>.</param>
    CitedText? Cited(string kind, string id);
}

/// <summary>A text that a reason quotes.</summary>
/// <param name="Item">Index of the item that it is about.</param>
/// <param name="Text">The text.</param>
/// <param name="Start">Where in it the quoted words begin, in UTF-16 units.</param>
/// <param name="Length">How many of them there are.</param>
public sealed record CitedText(int Item, string Text, int Start, int Length)
{
    /// <summary>The quoted words.</summary>
    public string Quote => Text.Substring(Start, Length);
}
