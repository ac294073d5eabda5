using Cicerone.Server.Storage;

namespace Cicerone.Cluster.People;

/// <summary>An event on its way from one server to another.</summary>
[GenerateSerializer, Immutable, Alias("cicerone.event")]
internal readonly record struct StoredEventSurrogate(string User, string Item, long? Time, float? Value, string? Action, string? Id, string? Details);

/// <summary>Makes events ready for the way.</summary>
[RegisterConverter]
internal sealed class StoredEventConverter : IConverter<StoredEvent, StoredEventSurrogate>
{
    public StoredEvent ConvertFromSurrogate(in StoredEventSurrogate surrogate) =>
        new(surrogate.User, surrogate.Item) { Time = surrogate.Time, Value = surrogate.Value, Action = surrogate.Action, Id = surrogate.Id, Details = surrogate.Details };

    public StoredEventSurrogate ConvertToSurrogate(in StoredEvent value) => new(value.User, value.Item, value.Time, value.Value, value.Action, value.Id, value.Details);
}
