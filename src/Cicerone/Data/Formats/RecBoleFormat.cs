namespace Cicerone.Data.Formats;

/// <summary>RecBole's atomic files: tab-separated, with a header of <c>name:type</c>.</summary>
internal sealed class RecBoleFormat : DelimitedFormat
{
    private const string Tab = "\t";
    private static readonly string[] Types = ["token", "token_seq", "float", "float_seq"];

    public override string Name => "recbole";

    public override string Summary => "RecBole atomic files (.inter, .item): tab-separated, with a header such as user_id:token.";

    public override TableShape? Shape(FileSample sample, ReadOptions options, out string? refusal)
    {
        string[] header = DelimitedRows.Fields(sample.Lines[0], Tab, quoted: false);
        refusal = header.All(IsTyped) ? null : "the first line has no names with types, such as user_id:token";
        return refusal is null ? new TableShape(Tab, [.. header.Select(name => name[..name.LastIndexOf(':')])], HasHeader: true, IsQuoted: true) : null;
    }

    private static bool IsTyped(string name) => name.LastIndexOf(':') is > 0 and int colon && Types.Contains(name[(colon + 1)..].Trim());
}
