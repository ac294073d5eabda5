using Cicerone.Server.Storage;
using Xunit;

namespace Cicerone.Contracts;

/// <summary>What every store must do with items.</summary>
public abstract class ItemStoreContract(IStoreHome home) : StoreContract(home)
{
    [Fact]
    public async Task Reads_an_item_back_as_it_was_written()
    {
        var dune = new StoredItem("dune")
        {
            State = ItemState.Hidden,
            Time = -86_400_000,
            Categories = ["sand", "a|b, c"],
            Columns = new Dictionary<string, string?> { ["title"] = "Dune \"I\"", ["author"] = null },
            Labels = """{"tags":["é"]}""",
            Comment = "two\nlines",
            Vector = [0.1f, -3],
        };
        await Store.Items.PutAsync([new StoredItem("ubik"), new StoredItem("dune") { Comment = "older" }, dune], Cancellation);
        await ReopenAsync();
        StoredItem[] all = await AllAsync();
        Assert.Equal(["dune", "ubik"], all.Select(item => item.Id));
        Assert.Equivalent(dune, all[0], strict: true);
        Assert.Equivalent(new StoredItem("ubik"), all[1], strict: true);
    }

    [Fact]
    public async Task Deletes_an_item_with_what_was_done_to_it()
    {
        await Store.Items.PutAsync([new StoredItem("dune") { Comment = "gone" }], Cancellation);
        await Store.Events.AppendAsync([new StoredEvent("ada", "dune"), new StoredEvent("ada", "ubik")], Cancellation);
        (int events, IReadOnlyList<string> users, long change) = await Store.Items.DeleteAsync("dune", Cancellation);
        Assert.Equal(1, events);
        Assert.Equal(["ada"], users);
        Assert.Equal("dune", Assert.Single(await Store.Items.ChangedAfterAsync(change - 1, Cancellation)).Item.Id);
        Assert.Empty(await Store.Items.ChangedAfterAsync(change, Cancellation));
        Assert.Equivalent(new StoredItem("dune") { State = ItemState.Deleted }, Assert.Single(await AllAsync()), strict: true);
        Assert.Equal(["ubik"], (await Store.Events.HistoryAsync("ada", Cancellation)).Select(stored => stored.Item));
    }

    [Fact]
    public async Task Takes_all_of_a_batch_or_nothing()
    {
        await Assert.ThrowsAsync<CiceroneException>(() => Store.Items.PutAsync([.. Bad()], Cancellation));
        Assert.Empty(await AllAsync());
    }

    private static IEnumerable<StoredItem> Bad()
    {
        yield return new StoredItem("dune");
        yield return new StoredItem("ubik") { Categories = [""] };
    }

    private async Task<StoredItem[]> AllAsync() => [.. (await Store.Items.ChangedAfterAsync(-1, Cancellation)).Select(told => told.Item)];
}
