using Cicerone.Server.Security;
using Cicerone.Server.Storage;
using Xunit;

namespace Cicerone.Contracts;

/// <summary>What every store must do with keys and the audit log.</summary>
public abstract class KeyStoreContract(IStoreHome home) : StoreContract(home)
{
    private static readonly DateTimeOffset Now = DateTimeOffset.FromUnixTimeMilliseconds(1_700_000_000_123);

    [Fact]
    public async Task Reads_a_key_back_as_it_was_written_and_removes_it()
    {
        var key = new StoredKey("id", "hash", [Scope.Read, Scope.Forget], "shop front", Now, Now.AddDays(1)) { FormerHash = "former", FormerUntil = Now.AddHours(1) };
        await Store.Keys.PutAsync(key with { Hash = "older", FormerHash = null }, Cancellation);
        await Store.Keys.PutAsync(key, Cancellation);
        await Store.Keys.PutAsync(new StoredKey("plain", "hash", [Scope.Admin], "", Now, Expires: null), Cancellation);
        await ReopenAsync();
        IReadOnlyList<StoredKey> all = await Store.Keys.AllAsync(Cancellation);
        Assert.Equivalent(key, all[0], strict: true);
        Assert.Equivalent(new StoredKey("plain", "hash", [Scope.Admin], "", Now, Expires: null), all[1], strict: true);
        Assert.True(await Store.Keys.RemoveAsync("id", Cancellation));
        Assert.False(await Store.Keys.RemoveAsync("id", Cancellation));
        Assert.Equal(["plain"], (await Store.Keys.AllAsync(Cancellation)).Select(left => left.Id));
    }

    [Fact]
    public async Task Keeps_the_audit_log_newest_first()
    {
        AuditEntry first = new(Now, "id", "DELETE /v1/users/{id}", 200), second = new(Now, Key: null, "POST /v1/keys", 400);
        await Store.Keys.NoteAsync(first, Cancellation);
        await Store.Keys.NoteAsync(second, Cancellation);
        Assert.Equal([second, first], await Store.Keys.AuditAsync(10, Cancellation));
        Assert.Equal([second], await Store.Keys.AuditAsync(1, Cancellation));
    }
}
