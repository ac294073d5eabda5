using System.Text.Unicode;

namespace Cicerone.Data.Formats.TencentGr;

/// <summary>The lines of <c>seq.jsonl</c> or <c>predict_seq.jsonl</c>, one after the other.</summary>
internal static class SequenceLines
{
    /// <summary>The most bytes of a line.</summary>
    public const int Longest = 4 << 20;

    /// <summary>Reads a file.</summary>
    /// <param name="path">The file; where offsets lie beside it, lines are passed over without being read.</param>
    /// <param name="skip">How many lines are passed over.</param>
    /// <exception cref="CiceroneException">It is missing, or a line is damaged.</exception>
    public static IEnumerable<(AdSequence Sequence, string Where)> Read(string path, long skip = 0)
    {
        var file = new DataFile(path);
        Stream stream = file.Open();
        long passed = skip > 0 && stream.CanSeek && Seek(stream, path, skip) ? skip : 0;
        using var lines = new RowReader(stream, file, Longest, quoting: null);
        for (long line = passed; lines.Read(); line++)
            if (line >= skip) yield return Parse(lines, $"{path}, line {passed + lines.Line}");
    }

    /// <summary>Reads the present line.</summary>
    /// <exception cref="CiceroneException">It is damaged; the message says why.</exception>
    public static AdSequence Parse(RowReader lines)
    {
        if (lines.IsTooLong) throw new CiceroneException($"the line is longer than {Longest:N0} bytes");
        if (!Utf8.IsValid(lines.Row)) throw new CiceroneException("the line is not UTF-8");
        return AdSequence.Parse(lines.Row.ToArray());
    }

    private static (AdSequence Sequence, string Where) Parse(RowReader lines, string where)
    {
        try
        {
            return (Parse(lines), where);
        }
        catch (CiceroneException fault)
        {
            throw new CiceroneException($"{where}: {fault.Message}.", fault);
        }
    }

    private static bool Seek(Stream stream, string path, long skip)
    {
        string beside = LineOffsets.Beside(path);
        if (!File.Exists(beside)) return false;
        long[] offsets = LineOffsets.Read(beside);
        if (offsets.Length > 0 && offsets[^1] >= stream.Length) throw new CiceroneException($"{beside} has a line begin at byte {offsets[^1]:N0} of {path}, which has {stream.Length:N0}. They do not belong together.");
        stream.Position = skip < offsets.Length ? offsets[skip] : stream.Length;
        return true;
    }
}
