using System.Text.Json.Serialization;

namespace Cicerone.Evaluation;

/// <summary>How <see cref="Baseline"/> is written, without reflection.</summary>
[JsonSourceGenerationOptions(WriteIndented = true)]
[JsonSerializable(typeof(Baseline[]))]
internal sealed partial class BaselineJson : JsonSerializerContext;
