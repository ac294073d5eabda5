using System.Text.Json;

namespace Cicerone.Language.Transformer;

/// <summary>A JSON object in a file of somebody else.</summary>
internal static class JsonFile
{
    /// <summary>Reads the object; its size is known before anything is allocated.</summary>
    /// <exception cref="CiceroneException">The file is missing, larger than allowed, or no JSON object.</exception>
    public static JsonElement Read(string path, long mostBytes)
    {
        var file = new FileInfo(path);
        if (!file.Exists) throw new CiceroneException($"{path} is missing: the folder holds no whole language model.");
        if (file.Length > mostBytes) throw new CiceroneException($"{path} has {file.Length} bytes, but at most {mostBytes} are expected of such a file.");
        try
        {
            using JsonDocument json = JsonDocument.Parse(File.ReadAllBytes(path));
            return json.RootElement.ValueKind == JsonValueKind.Object ? json.RootElement.Clone() : throw new JsonException("it is no object");
        }
        catch (JsonException fault)
        {
            throw new CiceroneException($"{path} is damaged: {fault.Message}", fault);
        }
    }
}
