using System.Text.Json;
using System.Text.Json.Nodes;

namespace Cicerone.Evaluation.Forgetting;

/// <summary><c>forgotten.json</c> of a run: its receipts, the latest last.</summary>
internal static class ReceiptFile
{
    private const string Name = "forgotten.json";
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    /// <summary>The receipts of a run; none where nobody was forgotten.</summary>
    /// <exception cref="CiceroneException">The file is damaged.</exception>
    public static JsonArray Read(string run) => File.Exists(Path.Combine(run, Name)) ? OfDamaged(run, () => JsonNode.Parse(File.ReadAllBytes(Path.Combine(run, Name)))!.AsArray()) : [];

    /// <summary>Writes receipts into a run.</summary>
    public static void Write(string run, JsonArray receipts) => File.WriteAllText(Path.Combine(run, Name), receipts.ToJsonString(Indented) + "\n");

    /// <summary>What is read of the file, or an error that says what to do with it.</summary>
    public static T OfDamaged<T>(string run, Func<T> read)
    {
        try
        {
            return read();
        }
        catch (Exception fault) when (fault is JsonException or InvalidOperationException or NullReferenceException or FormatException)
        {
            throw new CiceroneException($"{Path.Combine(run, Name)} is damaged: {fault.Message} Move it away, so that no receipt is lost, and forget again.", fault);
        }
    }
}
