namespace Cicerone.Client;

/// <summary>Recommendations in conversation.</summary>
public sealed class ConversationsClient
{
    private readonly ApiChannel _channel;

    internal ConversationsClient(ApiChannel channel) => _channel = channel;

    /// <summary>Begins a conversation: a list, and a question where little is known.</summary>
    /// <exception cref="CiceroneApiException">There is nobody of this id.</exception>
    public Task<ConversationAnswer> OpenAsync(NewConversation conversation, CancellationToken cancellation = default) => _channel.PostAsync<NewConversation, ConversationAnswer>("/v1/conversations", conversation, isIdempotent: false, cancellation);

    /// <summary>Says something. It is not sent again after a lost answer: the turn may have been taken; <see cref="GetAsync"/> tells.</summary>
    /// <exception cref="CiceroneApiException">There is no such conversation, it has had all its turns, or what is said is too long.</exception>
    public Task<ConversationAnswer> SayAsync(string id, Saying saying, CancellationToken cancellation = default) => _channel.PostAsync<Saying, ConversationAnswer>($"/v1/conversations/{ApiChannel.Id(id)}/turns", saying, isIdempotent: false, cancellation);

    /// <summary>What was said, first to last.</summary>
    /// <exception cref="CiceroneApiException">There is no such conversation.</exception>
    public Task<KeptConversation> GetAsync(string id, CancellationToken cancellation = default) => _channel.GetAsync<KeptConversation>($"/v1/conversations/{ApiChannel.Id(id)}", cancellation);

    /// <summary>Ends a conversation; nothing of it is kept.</summary>
    /// <exception cref="CiceroneApiException">There is no such conversation.</exception>
    public Task<EndedConversation> EndAsync(string id, CancellationToken cancellation = default) => _channel.DeleteAsync<EndedConversation>($"/v1/conversations/{ApiChannel.Id(id)}", cancellation);
}
