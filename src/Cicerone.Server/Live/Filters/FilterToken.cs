namespace Cicerone.Server.Live.Filters;

/// <summary>A piece of a filter's text.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Text">What it says: a name or text without its quotes.</param>
/// <param name="Place">Where it begins, counted from 1.</param>
internal readonly record struct FilterToken(FilterTokenKind Kind, string Text, int Place);

/// <summary>What a piece of a filter's text is.</summary>
internal enum FilterTokenKind
{
    /// <summary>A word: the name of a column, or a word of the language.</summary>
    Word,

    /// <summary>A name in backticks.</summary>
    Name,

    /// <summary>Text in quotes.</summary>
    Text,

    /// <summary>A number.</summary>
    Number,

    /// <summary>A sign.</summary>
    Sign,

    /// <summary>The end.</summary>
    End,
}
