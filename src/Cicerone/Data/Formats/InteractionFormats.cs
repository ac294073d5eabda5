using Cicerone.Data.Formats.TencentGr;

namespace Cicerone.Data.Formats;

/// <summary>The formats that interactions are read from.</summary>
public static class InteractionFormats
{
    /// <summary>Every format, the most specific first: a file is read by the first that recognises it.</summary>
    public static IReadOnlyList<InteractionFormat> All { get; private set; } =
        [new TencentGrFormat(), new ItemFeaturesFormat(), new JsonLinesFormat(), new RecBoleFormat(), new MovieLens100KFormat(), new MovieLens1MFormat(), new CsvFormat(), new CountedListsFormat(), new SequenceFormat()];

    /// <summary>Adds a format of another assembly, before the others; once, where it is there already.</summary>
    internal static void Add(InteractionFormat format)
    {
        if (All.All(known => known.Name != format.Name)) All = [format, .. All];
    }

    /// <summary>The format of a file.</summary>
    /// <exception cref="CiceroneException">None fits; the message says why each does not.</exception>
    internal static InteractionFormat Of(FileSample sample, ReadOptions options) => First(All, sample, options);

    /// <summary>The format of a table of items.</summary>
    internal static TableFormat OfTable(FileSample sample) => First(All.OfType<TableFormat>(), sample, new ReadOptions());

    private static T First<T>(IEnumerable<T> formats, FileSample sample, ReadOptions options) where T : InteractionFormat
    {
        var refusals = new List<string>();
        foreach (T format in formats)
        {
            if (format.Refusal(sample, options) is not { } refusal) return format;
            refusals.Add($"\n  {format.Name}: {refusal}");
        }
        throw new CiceroneException($"{sample.File.Path} is in none of the formats that were tried:{string.Concat(refusals)}\nSay what its columns are with --columns user=…,item=… (names of the header; numbers from 1 without one).");
    }
}
