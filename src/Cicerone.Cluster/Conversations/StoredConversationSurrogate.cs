using Cicerone.Server.Storage;

namespace Cicerone.Cluster.Conversations;

/// <summary>A conversation on its way from one server to another.</summary>
[GenerateSerializer, Immutable, Alias("cicerone.stored-conversation")]
internal readonly record struct StoredConversationSurrogate(string Id, long Time, int Turns, string Json, string? User);

/// <summary>Makes conversations ready for the way.</summary>
[RegisterConverter]
internal sealed class StoredConversationConverter : IConverter<StoredConversation, StoredConversationSurrogate>
{
    public StoredConversation ConvertFromSurrogate(in StoredConversationSurrogate surrogate) => new(surrogate.Id, surrogate.Time, surrogate.Turns, surrogate.Json) { User = surrogate.User };

    public StoredConversationSurrogate ConvertToSurrogate(in StoredConversation value) => new(value.Id, value.Time, value.Turns, value.Json, value.User);
}
