namespace Cicerone.Data.Formats;

/// <summary>The rows of a file that has named columns, whatever its format.</summary>
internal abstract class TableRows : IDisposable
{
    /// <summary>Names of the columns, in the order of the file.</summary>
    public abstract IReadOnlyList<string> Columns { get; }

    /// <summary>The line the row begins on, from 1.</summary>
    public abstract long Line { get; }

    /// <summary>Why the row has no fields to look at; null when it has.</summary>
    public abstract string? Fault { get; }

    /// <summary>The row as text, for a reader's eyes.</summary>
    public abstract string Text { get; }

    /// <summary>What else to tell when all rows are read; null when nothing is.</summary>
    public virtual string? Note => null;

    /// <summary>A field of the row as UTF-8 (or Latin-1, where the table was opened so).</summary>
    public abstract ReadOnlySpan<byte> this[int column] { get; }

    /// <summary>Moves to the next row; false at the end.</summary>
    public abstract bool Next();

    public abstract void Dispose();
}
