using System.CommandLine;
using System.Text.Json;

namespace Cicerone.Cli.Commands;

/// <summary>Options of an algorithm, from a recipe and from the command line.</summary>
internal sealed class SettingsOptions
{
    private readonly Option<string[]> _set = new("--set") { Description = "An option of the algorithm; may be repeated.", HelpName = "name=value", AllowMultipleArgumentsPerToken = true };
    private readonly Option<string?> _recipe = new("--recipe") { Description = "A JSON file of options; --set wins over it.", HelpName = "FILE" };

    public IEnumerable<Option> All => [_set, _recipe];

    /// <summary>What was set, not yet checked.</summary>
    public Dictionary<string, string> Read(Invocation call)
    {
        var settings = new Dictionary<string, string>();
        if (call.Value(_recipe) is { } recipe)
            foreach ((string name, string value) in ReadRecipe(recipe)) settings[name] = value;
        foreach ((string name, string value) in Pairs("--set", call.Value(_set) ?? [])) settings[name] = value;
        return settings;
    }

    /// <summary>Names and values of typed pairs; the last of a name counts.</summary>
    public static Dictionary<string, string> Pairs(string option, IEnumerable<string> typed)
    {
        var pairs = new Dictionary<string, string>();
        foreach (string pair in typed)
        {
            if (pair.Split('=', 2) is not [var name, var value] || name.Length == 0) throw new UsageException($"{option} takes name=value, not '{pair}'.");
            pairs[name] = value;
        }
        return pairs;
    }

    private static IReadOnlyDictionary<string, string> ReadRecipe(string path)
    {
        if (!File.Exists(path)) throw new UsageException($"there is no recipe {path}.");
        try
        {
            using JsonDocument json = JsonDocument.Parse(File.ReadAllBytes(path));
            return OptionsBinder.SettingsOf(json.RootElement);
        }
        catch (Exception fault) when (fault is JsonException or InvalidOperationException)
        {
            throw new UsageException($"{path} is no recipe: {fault.Message} A recipe is a JSON object of options, such as {{\"regularisation\": 250}}.");
        }
    }
}
