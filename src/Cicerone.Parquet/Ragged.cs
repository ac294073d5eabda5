namespace Cicerone.Parquet;

/// <summary>The values of a column, any number of them a row.</summary>
/// <param name="Values">Row after row.</param>
/// <param name="Offsets">Where each row begins, and at the end how many values there are.</param>
internal sealed record Ragged<T>(T[] Values, int[] Offsets)
{
    public int Rows => Offsets.Length - 1;

    /// <summary>The values of a row.</summary>
    public ReadOnlySpan<T> this[int row] => Values.AsSpan(Offsets[row]..Offsets[row + 1]);
}
