using System.Buffers;

namespace Cicerone.Data.Formats;

/// <summary>Writes fields with a separator between them, quoted as in CSV where they need it.</summary>
internal static class DelimitedText
{
    private static readonly SearchValues<char> Special = SearchValues.Create("\"\t\r\n,;|\uFEFF");

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
}
