using System.Collections.Concurrent;
using System.Security.Cryptography;
using Cicerone.Data.Formats;
using Cicerone.Server.Live;
using Cicerone.Server.Storage;

namespace Cicerone.Server.Imports;

/// <summary>
/// Reads files of events that are sent, shows what was understood, and takes them over when asked. What nobody takes over is gone after
/// ten minutes. A file that is taken over twice adds nothing: its events have ids, made of its hash and their rows.
/// </summary>
internal sealed class ImportDesk(TimeProvider clock)
{
    private const int Most = 4, AtOnce = 1_000, Sniffed = 4_096;
    private static readonly TimeSpan Kept = TimeSpan.FromMinutes(10);
    private readonly ConcurrentDictionary<string, PendingImport> _pending = [];

    /// <summary>Reads a file.</summary>
    /// <param name="name">Its name, whose end may tell its format.</param>
    /// <param name="content">Its bytes: text, not packed, so that it takes no more memory than its length allows.</param>
    /// <param name="cancellation">Stops it.</param>
    /// <exception cref="CiceroneException">It is no text, or cannot be read; the message says where.</exception>
    /// <exception cref="BusyException">Too many others wait.</exception>
    public async Task<PendingImport> ReadAsync(string name, Stream content, CancellationToken cancellation)
    {
        foreach (PendingImport old in _pending.Values.Where(pending => clock.GetUtcNow() - pending.Received > Kept)) _pending.TryRemove(old.Id, out _);
        if (_pending.Count >= Most) throw new BusyException($"{Most} files wait to be taken over. Take one over, or wait ten minutes.");
        DirectoryInfo folder = Directory.CreateTempSubdirectory("cicerone-import-");
        try
        {
            string bare = Path.GetFileName(name), path = Path.Combine(folder.FullName, bare.Length == 0 ? "events" : bare);
            await using (FileStream file = File.Create(path)) await content.CopyToAsync(file, cancellation);
            await CheckIsTextAsync(path, name, cancellation);
            Dataset data = await Task.Run(() => Dataset.Open(path, new ReadOptions()), cancellation);
            var pending = new PendingImport(Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(8)), bare, data, clock.GetUtcNow());
            _pending[pending.Id] = pending;
            return pending;
        }
        catch (CiceroneException fault)
        {
            throw new CiceroneException(fault.Message.Replace(folder.FullName + Path.DirectorySeparatorChar, "", StringComparison.Ordinal), fault);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    /// <summary>Stores the events of a file that was read.</summary>
    /// <exception cref="NotFoundException">It was taken over, or waited too long.</exception>
    /// <exception cref="CiceroneException">An event may not be stored; none of its thousand and none after it is.</exception>
    public async Task<(PendingImport Import, RecordReceipt Receipt)> TakeOverAsync(string id, LiveRecommender live, CancellationToken cancellation)
    {
        if (!_pending.TryGetValue(id, out PendingImport? pending)) throw new NotFoundException("There is no such file: it was taken over, or waited for more than ten minutes. Send it again.");
        var receipts = new List<RecordReceipt>();
        foreach (int[] rows in Enumerable.Range(0, pending.Data.Log.Count).Chunk(AtOnce))
            receipts.Add(await live.RecordAsync([.. rows.Select(row => EventStore.EventOf(pending.Data.Log, row) with { Id = $"{pending.Data.Sha256}-{row}" })], cancellation));
        _pending.TryRemove(id, out _);
        return (pending, new RecordReceipt(receipts.Sum(receipt => receipt.Accepted), receipts.Sum(receipt => receipt.Duplicates), [.. receipts.SelectMany(receipt => receipt.UnknownItems).Distinct()]));
    }

    private static async Task CheckIsTextAsync(string path, string name, CancellationToken cancellation)
    {
        byte[] start = new byte[Sniffed];
        await using FileStream file = File.OpenRead(path);
        int length = await file.ReadAtLeastAsync(start, Sniffed, throwOnEndOfStream: false, cancellation);
        if (start.AsSpan(0, length).Contains((byte)0) || start is [0x1F, 0x8B, ..])
            throw new CiceroneException($"{name} is no text. Send a file that is not packed; 'cicerone data convert' makes one of Parquet, and 'cicerone serve' reads packed ones.");
    }
}
