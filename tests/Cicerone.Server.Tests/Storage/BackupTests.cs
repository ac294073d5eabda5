using System.IO.Compression;
using System.Text;
using Cicerone.Server.Storage;
using Cicerone.Server.Storage.Backups;

namespace Cicerone.Server.Tests.Storage;

public sealed class BackupTests(PostgresServer postgres) : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("cicerone-backup-").FullName;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private string File => At("store.backup");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task A_store_moves_from_one_engine_to_the_other()
    {
        string there = await postgres.NewDatabaseAsync();
        BackupCard kept = await BackUpAsync(models: null);
        await Restore.ReadAsync(File, there, models: null, Cancellation);
        BackupCard moved = await Backup.WriteAsync(there, models: null, At("moved.backup"), TimeProvider.System, Cancellation);
        Assert.Equal(kept.Parts, moved.Parts);
    }

    [Fact]
    public async Task The_files_of_the_models_are_kept_and_put_into_an_empty_folder()
    {
        Directory.CreateDirectory(At("models/000001/model"));
        Directory.CreateDirectory(At("models/000002.new"));
        await System.IO.File.WriteAllTextAsync(At("models/000001/model/model.json"), "a model", Cancellation);
        await System.IO.File.WriteAllTextAsync(At("models/000002.new/model.json"), "half of one", Cancellation);
        await BackUpAsync(At("models"));
        Directory.CreateDirectory(At("restored"));
        await Restore.ReadAsync(File, $"sqlite:{At("restored.db")}", At("restored"), Cancellation);
        Assert.Equal([At("restored/000001/model/model.json")], Directory.EnumerateFiles(At("restored"), "*", SearchOption.AllDirectories));
        Assert.Equal("a model", await System.IO.File.ReadAllTextAsync(At("restored/000001/model/model.json"), Cancellation));
        Assert.Contains("not empty", await FaultAsync(At("restored")), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("tables/event.jsonl", null, "missing")]
    [InlineData("tables/event.jsonl", "[\"arrival\"]", "not what was written")]
    [InlineData("backup.json", null, "no backup")]
    [InlineData("backup.json", "{", "damaged")]
    [InlineData("backup.json", """{"format":1,"schema":999,"version":"9.0.0","time":"2030-01-01T00:00:00Z","parts":[]}""", "version 9.0.0")]
    public async Task A_backup_that_is_damaged_or_of_a_newer_version_is_refused_and_nothing_restored(string name, string? contents, string says)
    {
        await BackUpAsync(models: null);
        using (ZipArchive archive = await ZipFile.OpenAsync(File, ZipArchiveMode.Update, Cancellation))
        {
            archive.GetEntry(name)!.Delete();
            if (contents is not null)
            {
                await using Stream entry = await archive.CreateEntry(name).OpenAsync(Cancellation);
                await entry.WriteAsync(Encoding.UTF8.GetBytes(contents), Cancellation);
            }
        }
        Assert.Contains(says, await FaultAsync(models: null), StringComparison.Ordinal);
        Assert.False(System.IO.File.Exists(At("restored.db")));
    }

    [Fact]
    public async Task A_file_that_would_lie_outside_of_the_models_is_refused()
    {
        byte[] contents = "x"u8.ToArray();
        using (ZipArchive archive = await ZipFile.OpenAsync(File, ZipArchiveMode.Create, Cancellation))
        {
            await WriteAsync(archive, "models/../../escaped", contents);
            string hash = Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(contents));
            await WriteAsync(archive, "backup.json", Encoding.UTF8.GetBytes($$"""{"format":1,"schema":3,"version":"0.1.0","time":"2026-01-01T00:00:00Z","parts":[{"name":"models/../../escaped","bytes":1,"sha256":"{{hash}}","rows":null}]}"""));
        }
        Assert.Contains("outside", await FaultAsync(At("restored")), StringComparison.Ordinal);
        Assert.False(System.IO.File.Exists(At("escaped")) || System.IO.File.Exists(Path.Combine(Path.GetDirectoryName(_folder)!, "escaped")));
    }

    private static async Task WriteAsync(ZipArchive archive, string name, byte[] contents)
    {
        await using Stream entry = await archive.CreateEntry(name).OpenAsync(Cancellation);
        await entry.WriteAsync(contents, Cancellation);
    }

    private string At(string path) => Path.Combine(_folder, path);

    private async Task<string> FaultAsync(string? models) =>
        (await Assert.ThrowsAsync<CiceroneException>(() => Restore.ReadAsync(File, $"sqlite:{At("restored.db")}", models, Cancellation))).Message;

    private async Task<BackupCard> BackUpAsync(string? models)
    {
        await using (Store store = Store.Open($"sqlite:{At("events.db")}"))
            await store.Events.AppendAsync([new StoredEvent("ada", "dune") { Time = 5, Value = -4.5f }, new StoredEvent("bob", "ubik")], Cancellation);
        return await Backup.WriteAsync($"sqlite:{At("events.db")}", models, File, TimeProvider.System, Cancellation);
    }
}
