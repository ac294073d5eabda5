using Cicerone.Server.Security;
using Cicerone.Server.Storage;
using Cicerone.Server.Storage.Backups;
using Xunit;

namespace Cicerone.Contracts;

/// <summary>A backup of any store can be restored, and nothing but a whole backup into an empty store can.</summary>
public abstract class BackupContract(IStoreHome home) : StoreContract(home)
{
    private readonly string _folder = Directory.CreateTempSubdirectory("cicerone-backup-").FullName;

    private string File => Path.Combine(_folder, "store.backup");

    protected override void Clean() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task What_is_restored_equals_what_was_kept()
    {
        await FillAsync();
        BackupCard kept = await BackUpAsync(File);
        Assert.Equal(2, kept.Parts.Single(part => part.Name == "tables/event.jsonl").Rows);
        await Store.Events.AppendAsync([new StoredEvent("too late", "dune")], Cancellation);
        await RenewAsync();
        await Restore.ReadAsync(File, Home.Address, models: null, Cancellation);
        BackupCard again = await BackUpAsync(File + "2");
        Assert.Equal(kept.Parts, again.Parts); // their hashes
        Assert.Equal(["ada 'the \"first\"'"], (await Store.Events.PeopleAsync("", after: null, 10, Cancellation)).Select(person => person.Id));
        long last = (await Store.Events.AllAsync(Cancellation))[^1].Number;
        await Store.Events.AppendAsync([new StoredEvent("new", "dune")], Cancellation);
        Assert.True((await Store.Events.AllAsync(Cancellation))[^1].Number > last);
    }

    [Fact]
    public async Task A_backup_holds_whole_transactions_while_others_write()
    {
        const int Together = 50;
        using var done = new CancellationTokenSource();
        var begun = new TaskCompletionSource();
        Task writing = Task.Run(async () =>
        {
            while (!done.IsCancellationRequested)
            {
                await Store.Events.AppendAsync([.. Enumerable.Range(0, Together).Select(number => new StoredEvent($"person {number}", "dune"))], Cancellation);
                begun.TrySetResult();
            }
        }, Cancellation);
        await begun.Task;
        BackupCard card = await BackUpAsync(File);
        await done.CancelAsync();
        await writing;
        long rows = card.Parts.Single(part => part.Name == "tables/event.jsonl").Rows!.Value;
        Assert.True(rows > 0);
        Assert.Equal(0, rows % Together);
    }

    [Fact]
    public async Task A_store_that_is_not_empty_is_left_as_it_is()
    {
        await FillAsync();
        await BackUpAsync(File);
        Assert.Contains("not empty", (await Assert.ThrowsAsync<CiceroneException>(() => Restore.ReadAsync(File, Home.Address, models: null, Cancellation))).Message, StringComparison.Ordinal);
        Assert.Contains("exists", (await Assert.ThrowsAsync<CiceroneException>(() => BackUpAsync(File))).Message, StringComparison.Ordinal);
        Assert.Equal(2, (await Store.Events.CountAsync(Cancellation)).Events);
    }

    private Task<BackupCard> BackUpAsync(string file) => Backup.WriteAsync(Home.Address, models: null, file, TimeProvider.System, Cancellation);

    private async Task FillAsync()
    {
        await Store.Events.AppendAsync([new StoredEvent("ada 'the \"first\"'", "книга") { Time = 1_700_000_000_123, Value = -4.5f, Action = "bought", Id = "key/1", Details = """{"Labels":["é"]}""" }, new StoredEvent("ada 'the \"first\"'", "b")], Cancellation);
        await Store.People.PutAsync([new PersonProfile("bob") { Labels = "[1]", Comment = "two\nlines" }], Cancellation);
        await Store.Items.PutAsync([new StoredItem("dune") { State = ItemState.Hidden, Categories = ["new"], Columns = new Dictionary<string, string?> { ["author"] = "Frank Herbert", ["none"] = null } }], Cancellation);
        await new ApiKeys(Store.Keys, TimeProvider.System).AddAsync("shop", [Scope.Read], TimeSpan.FromDays(1), Cancellation);
        await Store.Keys.NoteAsync(new AuditEntry(DateTimeOffset.UnixEpoch, Key: null, "POST /v1/keys", 200), Cancellation);
    }
}
