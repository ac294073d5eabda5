using Cicerone.Server.Storage;
using Xunit;

namespace Cicerone.Contracts;

/// <summary>What every store must do with conversations.</summary>
public abstract class ConversationStoreContract(IStoreHome home) : StoreContract(home)
{
    private ConversationStore Conversations => Store.Conversations;

    [Fact]
    public async Task Reads_a_conversation_back_and_goes_on_with_it_once()
    {
        await Store.People.PutAsync([new PersonProfile("ada ï")], Cancellation);
        var first = new StoredConversation("talk", 5, 1, """{"said":"не так мрачно"}""") { User = "ada ï" };
        Assert.True(await Conversations.AddAsync(first, oldest: 0, Cancellation));
        await ReopenAsync();
        Assert.Equal(first, await Conversations.FindAsync("talk", Cancellation));
        StoredConversation second = first with { Time = 6, Turns = 2, Json = "{}" };
        Assert.True(await Conversations.GoOnAsync(second, Cancellation));
        Assert.False(await Conversations.GoOnAsync(second, Cancellation)); // another turn of the same number
        Assert.Equal([second], await Conversations.OfUserAsync("ada ï", Cancellation));
        Assert.True(await Conversations.RemoveAsync("talk", Cancellation));
        Assert.False(await Conversations.RemoveAsync("talk", Cancellation));
        Assert.Null(await Conversations.FindAsync("talk", Cancellation));
    }

    [Fact]
    public async Task Whoever_is_not_there_gets_none_and_whoever_is_deleted_leaves_none()
    {
        Assert.False(await Conversations.AddAsync(new StoredConversation("talk", 5, 1, "{}") { User = "nobody" }, oldest: 0, Cancellation));
        await Store.People.PutAsync([new PersonProfile("ada")], Cancellation);
        await Conversations.AddAsync(new StoredConversation("hers", 5, 1, "{}") { User = "ada" }, oldest: 0, Cancellation);
        await Conversations.AddAsync(new StoredConversation("anybody's", 5, 1, "{}"), oldest: 0, Cancellation);
        await Store.People.DeleteAsync("ada", Cancellation);
        Assert.Null(await Conversations.FindAsync("hers", Cancellation));
        Assert.Null(await Conversations.FindAsync("talk", Cancellation));
        Assert.NotNull(await Conversations.FindAsync("anybody's", Cancellation));
    }

    [Fact]
    public async Task What_is_too_old_goes_when_another_begins()
    {
        await Conversations.AddAsync(new StoredConversation("old", 5, 1, "{}"), oldest: 0, Cancellation);
        await Conversations.AddAsync(new StoredConversation("edge", 8, 1, "{}"), oldest: 0, Cancellation);
        await Conversations.AddAsync(new StoredConversation("new", 10, 1, "{}"), oldest: 8, Cancellation);
        Assert.Null(await Conversations.FindAsync("old", Cancellation));
        Assert.NotNull(await Conversations.FindAsync("edge", Cancellation));
    }
}
