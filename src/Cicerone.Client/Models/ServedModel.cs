namespace Cicerone.Client;

/// <summary>The model in service.</summary>
/// <param name="Algorithm">Name of the algorithm.</param>
/// <param name="Options">Every option with its value.</param>
/// <param name="Seed">The seed of the fit.</param>
/// <param name="Items">How many items it knows.</param>
/// <param name="TrainingEvents">How many events it has learned from.</param>
/// <param name="ProtocolFingerprint">Hash of the data and the way they were split; empty when unknown.</param>
/// <param name="Metrics">Test figures by key; empty before evaluation.</param>
/// <param name="Version">Version of the library that fitted it.</param>
public sealed record ServedModel(string Algorithm, IReadOnlyDictionary<string, string> Options, string Seed, int Items, long TrainingEvents, string ProtocolFingerprint, IReadOnlyDictionary<string, double> Metrics, string Version);

/// <summary>A run that the server may serve.</summary>
/// <param name="Name">Its name among the versions of the model.</param>
/// <param name="InService">Whether its model answers.</param>
/// <param name="Algorithm">Name of the algorithm.</param>
/// <param name="Options">Every option with its value.</param>
/// <param name="Seed">The seed of the fit.</param>
/// <param name="TrainingEvents">How many events it has learned from.</param>
/// <param name="LastArrival">The number of the last event it may have learned from.</param>
/// <param name="Time">When it was fitted; null for the one the server was started with.</param>
/// <param name="Parent">The run it came from; null where nothing is known of it.</param>
/// <param name="Metrics">Test figures by key; empty before evaluation.</param>
/// <param name="Judged">How it was found against its parent; null where there was no judging.</param>
/// <param name="Version">Version of the library that fitted it.</param>
public sealed record Run([property: System.Text.Json.Serialization.JsonPropertyName("run")] string Name, bool InService, string Algorithm, IReadOnlyDictionary<string, string> Options, string Seed, long TrainingEvents, long LastArrival, DateTimeOffset? Time, string? Parent,
    IReadOnlyDictionary<string, double> Metrics, Judgement? Judged, string Version);

/// <summary>The versions of the model.</summary>
/// <param name="InService">The one in service.</param>
/// <param name="Versions">All of them, the newest first.</param>
public sealed record VersionList(string InService, IReadOnlyList<ModelVersion> Versions);

/// <summary>A version of the model.</summary>
/// <param name="Version">Its name.</param>
/// <param name="Algorithm">Name of the algorithm.</param>
/// <param name="Time">When it was fitted; null for the run.</param>
/// <param name="Events">How many events it has learned from.</param>
/// <param name="LastArrival">The number of the last of them.</param>
/// <param name="Judged">How it was found against the one in service; null where there was no judging.</param>
public sealed record ModelVersion(string Version, string Algorithm, DateTimeOffset? Time, long Events, long LastArrival, Judgement? Judged);

/// <summary>A new model against the one in service.</summary>
/// <param name="Against">The version in service.</param>
/// <param name="People">How many people they were judged by.</param>
/// <param name="New">The new model's mean ndcg@10.</param>
/// <param name="InService">The other's.</param>
/// <param name="Low">Lower end of the 95 % interval of the mean difference.</param>
/// <param name="High">Its upper end.</param>
/// <param name="IsWorse">Whether the new model is worse.</param>
public sealed record Judgement(string Against, int People, double New, double InService, double Low, double High, bool IsWorse);

/// <summary>What became of a fit.</summary>
/// <param name="InService">The version in service now.</param>
/// <param name="Promoted">Whether it is the new one.</param>
/// <param name="Judged">How the new model was found; null when there was too little to judge by.</param>
/// <param name="Why">A sentence.</param>
public sealed record LearningOutcome(string InService, bool Promoted, Judgement? Judged, string Why);

/// <summary>The version in service.</summary>
/// <param name="InService">Its name.</param>
public sealed record VersionInService(string InService);
