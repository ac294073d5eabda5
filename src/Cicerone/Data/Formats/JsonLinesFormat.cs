using System.Text.Json;

namespace Cicerone.Data.Formats;

/// <summary>One JSON object a line, as in the Amazon Reviews of 2014, 2018 and 2023.</summary>
internal sealed class JsonLinesFormat : TableFormat
{
    private const int MostFields = 1_000;

    public override string Name => "json-lines";

    public override string Summary => "One JSON object a line, fields by their usual names or by --columns (the Amazon Reviews of 2014, 2018 and 2023).";

    public override TableRows Open(FileSample sample, ReadOptions options, bool latin1) => new JsonLinesRows(sample.File, FieldsOf(sample));

    internal override string? Refusal(FileSample sample, ReadOptions options) =>
        sample.Lines[0].StartsWith('[') ? "it is one JSON document, where one object a line is expected"
        : !sample.Lines[0].StartsWith('{') ? "its first line is no JSON object"
        : FieldsOf(sample).Count switch
        {
            0 => "its first lines are JSON objects without fields, or broken",
            > MostFields => $"its objects have more than {MostFields:N0} different fields",
            _ => null,
        };

    /// <summary>The fields of the first objects, in order of appearance.</summary>
    private static List<string> FieldsOf(FileSample sample)
    {
        var fields = new Vocabulary();
        foreach (string line in sample.Lines)
        {
            try
            {
                using JsonDocument json = JsonDocument.Parse(line);
                if (json.RootElement.ValueKind != JsonValueKind.Object) continue;
                foreach (JsonProperty field in json.RootElement.EnumerateObject()) fields.Add(field.Name);
            }
            catch (JsonException)
            {
                // a broken line is told as a bad row when it is read
            }
        }
        return [.. fields.Ids];
    }
}
