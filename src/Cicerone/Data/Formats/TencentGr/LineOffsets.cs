using Cicerone.Data.Formats.Pickles;

namespace Cicerone.Data.Formats.TencentGr;

/// <summary>Where the lines of a file begin, in bytes: a pickled list, or a dictionary by the number of the line from 0.</summary>
internal static class LineOffsets
{
    /// <summary>The file of offsets beside a file of lines.</summary>
    public static string Beside(string lines) => Path.Combine(Path.GetDirectoryName(lines) ?? "", Path.GetFileNameWithoutExtension(lines) + "_offsets.pkl");

    /// <summary>Reads a file.</summary>
    /// <exception cref="CiceroneException">It is neither, a line is missing, or offsets do not rise.</exception>
    public static long[] Read(string path)
    {
        long[] offsets = PickleReader.Read(path) switch
        {
            List<object?> list => [.. list.Select((offset, line) => Number(offset, line, path))],
            Dictionary<object, object?> byLine => [.. Enumerable.Range(0, byLine.Count).Select(line => Number(byLine.GetValueOrDefault((long)line), line, path))],
            _ => throw new CiceroneException($"{path} is neither a list of offsets nor a dictionary of them."),
        };
        for (int line = 1; line < offsets.Length; line++)
            if (offsets[line] <= offsets[line - 1]) throw new CiceroneException($"{path} has line {line} begin at byte {offsets[line]}, not after the line before it. Write it again.");
        return offsets;
    }

    private static long Number(object? offset, int line, string path) =>
        offset is long and >= 0 ? (long)offset : throw new CiceroneException($"{path} has no offset for line {line}, counted from 0.");
}
