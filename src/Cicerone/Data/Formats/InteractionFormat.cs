namespace Cicerone.Data.Formats;

/// <summary>A format that interactions are read from.</summary>
public abstract class InteractionFormat
{
    private protected InteractionFormat() { }

    /// <summary>Its name: <c>recbole</c>, <c>csv</c> …</summary>
    public abstract string Name { get; }

    /// <summary>How its files look, in a sentence.</summary>
    public abstract string Summary { get; }

    /// <summary>Why a file is not in this format; null when it is.</summary>
    internal abstract string? Refusal(FileSample sample, ReadOptions options);

    /// <summary>Reads every event of a file that was not refused.</summary>
    internal abstract void Read(FileSample sample, EventSink sink);
}
