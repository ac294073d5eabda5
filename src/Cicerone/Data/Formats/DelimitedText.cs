using System.Buffers;
using System.Text;

namespace Cicerone.Data.Formats;

/// <summary>Writes fields with a separator between them, quoted as in CSV where they need it.</summary>
internal static class DelimitedText
{
    private static readonly SearchValues<char> Special = SearchValues.Create("\"\t\r\n,;|\uFEFF");

    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>Writes a file of rows.</summary>
    /// <exception cref="CiceroneException">A field cannot be written as text: it holds a NUL or half a surrogate pair.</exception>
    public static void WriteFile(string path, char separator, IReadOnlyList<string> header, IEnumerable<string?[]> rows)
    {
        using var file = new StreamWriter(path, append: false, StrictUtf8) { NewLine = "\n" };
        WriteRow(file, separator, [.. header]);
        foreach (string?[] row in rows)
        {
            foreach (string? field in row) CheckText(path, field ?? "");
            WriteRow(file, separator, row);
        }
    }

    public static void WriteRow(TextWriter to, char separator, params ReadOnlySpan<string?> fields)
    {
        for (int i = 0; i < fields.Length; i++)
        {
            if (i > 0) to.Write(separator);
            WriteField(to, fields[i] ?? "");
        }
        to.WriteLine();
    }

    private static void WriteField(TextWriter to, string field)
    {
        bool quoted = field.Length > 0 && (field.AsSpan().ContainsAny(Special) || char.IsWhiteSpace(field[0]) || char.IsWhiteSpace(field[^1]));
        if (!quoted)
        {
            to.Write(field);
            return;
        }
        to.Write('"');
        to.Write(field.Replace("\"", "\"\"", StringComparison.Ordinal));
        to.Write('"');
    }

    private static void CheckText(string path, string field)
    {
        if (field.Contains('\0', StringComparison.Ordinal)) throw new CiceroneException($"{path}: an id or a cell holds a NUL character, which text cannot keep.");
        try
        {
            StrictUtf8.GetByteCount(field);
        }
        catch (EncoderFallbackException fault)
        {
            throw new CiceroneException($"{path}: an id or a cell is no valid Unicode text: {fault.Message}", fault);
        }
    }
}
