namespace Cicerone.Data.Formats;

/// <summary>A row that could not be read and was left out.</summary>
/// <param name="File">The file, as it was given.</param>
/// <param name="Line">The line it begins on, from 1.</param>
/// <param name="Reason">What is wrong with it, with the column where one is to blame.</param>
/// <param name="Text">The row, cut to its first 1,000 characters.</param>
public sealed record BadRow(string File, long Line, string Reason, string Text);
