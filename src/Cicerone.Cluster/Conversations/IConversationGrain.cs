using Cicerone.Server.Storage;

namespace Cicerone.Cluster.Conversations;

/// <summary>One conversation, in the memory of whichever server has it. Its key is the conversation's id.</summary>
[Alias("cicerone.conversation")]
internal interface IConversationGrain : IGrainWithStringKey
{
    /// <summary>The conversation as the store has it; null where there is none of this id.</summary>
    [Alias("find")]
    Task<StoredConversation?> FindAsync();

    /// <summary>It went on, or was removed: the next answer reads it anew.</summary>
    [Alias("conversed")]
    Task ConversedAsync();
}
