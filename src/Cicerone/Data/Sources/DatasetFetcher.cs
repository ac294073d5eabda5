using System.IO.Compression;
using System.Security.Cryptography;

namespace Cicerone.Data.Sources;

/// <summary>
/// Fetches a <see cref="PublicDataset"/>: downloads aside, checks the hash against the pin, and only then puts the files into
/// their folder. Archives are unpacked file by file, flat, within bounds.
/// </summary>
/// <param name="client">Speaks to the network.</param>
/// <param name="pins">What earlier fetches brought.</param>
public sealed class DatasetFetcher(HttpClient client, PinFile pins)
{
    private const long MostBytes = 8L << 30, MostUnpackedBytes = 32L << 30;
    private const int MostFiles = 1_000, BlockBytes = 1 << 16;

    /// <summary>Fetches a set into a folder.</summary>
    /// <param name="set">What to fetch.</param>
    /// <param name="folder">Where to; made when needed.</param>
    /// <param name="progress">Told the share of bytes done, where the length is known.</param>
    /// <param name="cancellation">Stops the fetch.</param>
    /// <exception cref="CiceroneException">There is no way to the home, it answers otherwise than with the file, or what came differs from what came first.</exception>
    public async Task<FetchReceipt> FetchAsync(PublicDataset set, string folder, IProgress<double>? progress = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(set);
        Directory.CreateDirectory(folder);
        string aside = Path.Combine(folder, $".fetching-{Environment.ProcessId}");
        try
        {
            (long bytes, string sha256) = await DownloadAsync(set, aside, progress, cancellation);
            string? pinned = pins.Find(set.Name);
            if (pinned is not null && pinned != sha256)
                throw new CiceroneException($"{set.Address} gave a file with SHA-256 {sha256}, but the first fetch of {set.Name} gave {pinned}: the data have changed. To accept the new ones, remove the line of {set.Name} from {pins.Location}.");
            IReadOnlyList<string> files = Unpack(set, aside, folder);
            if (pinned is null) pins.Add(set.Name, sha256);
            return new FetchReceipt(bytes, sha256, pinned is null, files);
        }
        finally
        {
            File.Delete(aside);
            if (!Directory.EnumerateFileSystemEntries(folder).Any()) Directory.Delete(folder);
        }
    }

    private async Task<(long Bytes, string Sha256)> DownloadAsync(PublicDataset set, string path, IProgress<double>? progress, CancellationToken cancellation)
    {
        try
        {
            using HttpResponseMessage answer = await client.GetAsync(set.Address, HttpCompletionOption.ResponseHeadersRead, cancellation);
            if (!answer.IsSuccessStatusCode) throw new CiceroneException($"{set.Address} answers {(int)answer.StatusCode} ({answer.ReasonPhrase}). The set may have moved: fetch it by hand and read the file with --data.");
            long? length = answer.Content.Headers.ContentLength;
            await using Stream from = await answer.Content.ReadAsStreamAsync(cancellation);
            await using FileStream to = File.Create(path);
            using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
            byte[] block = new byte[BlockBytes];
            long bytes = 0;
            for (int read; (read = await from.ReadAsync(block, cancellation)) > 0;)
            {
                if ((bytes += read) > MostBytes) throw new CiceroneException($"{set.Address} sends more than {MostBytes >> 30} GiB, which {set.Name} is not.");
                hash.AppendData(block, 0, read);
                await to.WriteAsync(block.AsMemory(0, read), cancellation);
                if (length > 0) progress?.Report(Math.Min(1, bytes / (double)length));
            }
            if (length is { } promised && promised != bytes) throw new CiceroneException($"{set.Address} broke off after {bytes:N0} of {promised:N0} bytes; try again.");
            return (bytes, Convert.ToHexStringLower(hash.GetHashAndReset()));
        }
        catch (Exception fault) when (fault is HttpRequestException or IOException || (fault is TaskCanceledException && !cancellation.IsCancellationRequested))
        {
            throw new CiceroneException($"{set.Address} cannot be reached: {fault.Message} Without a network, fetch the file elsewhere and read it with --data.", fault);
        }
    }

    private static IReadOnlyList<string> Unpack(PublicDataset set, string path, string folder)
    {
        string name = Path.GetFileName(set.Address.LocalPath);
        if (!name.EndsWith(".zip", StringComparison.OrdinalIgnoreCase))
        {
            File.Move(path, Path.Combine(folder, name));
            return [name];
        }
        try
        {
            using ZipArchive archive = ZipFile.OpenRead(path);
            ZipArchiveEntry[] entries = [.. archive.Entries.Where(entry => entry.Name.Length > 0 && !entry.FullName.StartsWith("__MACOSX", StringComparison.Ordinal))];
            if (entries.Length > MostFiles || entries.Sum(entry => entry.Length) > MostUnpackedBytes) throw new CiceroneException($"{set.Address} unpacks to {entries.Length:N0} files, or more than {MostUnpackedBytes >> 30} GiB, which {set.Name} is not.");
            foreach (ZipArchiveEntry entry in entries) entry.ExtractToFile(Path.Combine(folder, Path.GetFileName(entry.Name)));
            return [.. entries.Select(entry => Path.GetFileName(entry.Name)).Order(StringComparer.Ordinal)];
        }
        catch (InvalidDataException fault)
        {
            throw new CiceroneException($"{set.Address} gave a damaged archive: {fault.Message} Try again.", fault);
        }
    }
}
