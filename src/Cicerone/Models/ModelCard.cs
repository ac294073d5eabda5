using System.Globalization;
using System.Reflection;
using System.Text.Json.Nodes;

namespace Cicerone.Models;

/// <summary>What a model folder says of its model (<c>model.json</c>).</summary>
public sealed record ModelCard
{
    /// <summary>Version of the folder's layout that this library writes and reads.</summary>
    public const int Format = 1;

    /// <summary>Name of the algorithm.</summary>
    public required string Algorithm { get; init; }

    /// <summary>Every option with its value.</summary>
    public required IReadOnlyDictionary<string, string> Options { get; init; }

    /// <summary>The seed of the fit.</summary>
    public required ulong Seed { get; init; }

    /// <summary>How many training events the model has seen.</summary>
    public required long TrainingEvents { get; init; }

    /// <summary>Hash of the data and the way they were split; empty when unknown.</summary>
    public string ProtocolFingerprint { get; init; } = "";

    /// <summary>Test figures by key (<c>ndcg@10</c>); empty before evaluation.</summary>
    public IReadOnlyDictionary<string, double> Metrics { get; init; } = new Dictionary<string, double>();

    /// <summary>Version of this library that fitted the model.</summary>
    public string Version { get; init; } = LibraryVersion;

    /// <summary>Version of the library in use.</summary>
    public static string LibraryVersion { get; } =
        typeof(ModelCard).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion.Split('+')[0];

    internal JsonObject ToJson(JsonObject files) => new()
    {
        ["format"] = Format,
        ["algorithm"] = Algorithm,
        ["options"] = new JsonObject(Options.OrderBy(option => option.Key, StringComparer.Ordinal).Select(option => KeyValuePair.Create<string, JsonNode?>(option.Key, option.Value))),
        ["seed"] = Seed.ToString(CultureInfo.InvariantCulture),
        ["trainingEvents"] = TrainingEvents,
        ["protocolFingerprint"] = ProtocolFingerprint,
        ["metrics"] = new JsonObject(Metrics.Select(metric => KeyValuePair.Create<string, JsonNode?>(metric.Key, metric.Value))),
        ["version"] = Version,
        ["files"] = files,
    };

    internal static ModelCard FromJson(JsonNode json, string path)
    {
        int format = json["format"]!.GetValue<int>();
        if (format != Format) throw new CiceroneException($"{path} has format {format}; this version of Cicerone reads format {Format}. Fit the model again, or use the version that wrote it ({json["version"]}).");
        return new ModelCard
        {
            Algorithm = json["algorithm"]!.GetValue<string>(),
            Options = json["options"]!.AsObject().ToDictionary(option => option.Key, option => option.Value!.GetValue<string>()),
            Seed = ulong.Parse(json["seed"]!.GetValue<string>(), CultureInfo.InvariantCulture),
            TrainingEvents = json["trainingEvents"]!.GetValue<long>(),
            ProtocolFingerprint = json["protocolFingerprint"]!.GetValue<string>(),
            Metrics = json["metrics"]!.AsObject().ToDictionary(metric => metric.Key, metric => metric.Value!.GetValue<double>()),
            Version = json["version"]!.GetValue<string>(),
        };
    }
}
