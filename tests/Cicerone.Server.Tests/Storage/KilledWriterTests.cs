using System.Diagnostics;
using System.Runtime.CompilerServices;
using Cicerone.Server.Storage;

namespace Cicerone.Server.Tests.Storage;

/// <summary>A process of its own writes to a store and is killed in the middle of it.</summary>
public sealed class KilledWriterTests : IDisposable
{
    private const string Folder = "CICERONE_KILLED_WRITER";
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(60);
    private readonly string _folder = Directory.CreateTempSubdirectory("cicerone-killed-").FullName;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task What_was_acknowledged_survives_the_kill()
    {
        using Process writer = Start();
        try
        {
            var waited = Stopwatch.StartNew();
            while (Acknowledged() < 50)
            {
                Assert.False(writer.HasExited, "The writer ended by itself.");
                Assert.True(waited.Elapsed < LongestWait, $"The writer had {Acknowledged()} acknowledgements after {LongestWait}.");
                await Task.Delay(10, Cancellation);
            }
        }
        finally
        {
            writer.Kill();
            await writer.WaitForExitAsync(Cancellation);
        }
        await using Store store = Open(_folder);
        IReadOnlyList<StoredEvent> history = await store.Events.HistoryAsync("ada", Cancellation);
        Assert.InRange(history.Count, Acknowledged(), Acknowledged() + 1); // one may have been stored and not yet acknowledged
        Assert.Equal(Enumerable.Range(0, history.Count).Select(number => $"book {number}"), history.Select(stored => stored.Item));
    }

    /// <summary>What the other process, which is this assembly too, does instead of testing.</summary>
    [ModuleInitializer]
    internal static void WriteUntilKilled()
    {
        if (Environment.GetEnvironmentVariable(Folder) is not { } folder) return;
        Store store = Open(folder);
        for (int number = 0; ; number++)
        {
            store.Events.AppendAsync([new StoredEvent("ada", $"book {number}")], CancellationToken.None).GetAwaiter().GetResult();
            File.AppendAllText(Path.Combine(folder, "acknowledged"), "\n");
        }
    }

    private Process Start()
    {
        var start = new ProcessStartInfo("dotnet", [typeof(KilledWriterTests).Assembly.Location]);
        start.Environment[Folder] = _folder;
        return Process.Start(start)!;
    }

    private int Acknowledged()
    {
        string file = Path.Combine(_folder, "acknowledged");
        return File.Exists(file) ? (int)new FileInfo(file).Length : 0;
    }

    private static Store Open(string folder) => Store.Open($"sqlite:{Path.Combine(folder, "events.db")}");
}
