using System.IO.Compression;
using System.Security.Cryptography;
using System.Text.Json;

namespace Cicerone.Server.Storage.Backups;

/// <summary>
/// Writes a backup: one archive (zip) of the store's rows as they were at one moment, whichever engine it is of, and of the
/// models' files. Each part stands in <c>backup.json</c> with its length and SHA-256. Servers go on meanwhile.
/// </summary>
public static class Backup
{
    private const int MostAttempts = 5;

    /// <summary>Writes a backup.</summary>
    /// <param name="store">Address of the store; see <see cref="Store.Open"/>.</param>
    /// <param name="models">Folder of the models' versions; null for none.</param>
    /// <param name="file">The archive; it may not be there yet.</param>
    /// <param name="clock">Tells the time that is noted.</param>
    /// <param name="cancellation">Stops it; nothing is left of the archive.</param>
    /// <exception cref="CiceroneException">The file is there, the folder is not, or the store cannot be opened.</exception>
    public static async Task<BackupCard> WriteAsync(string store, string? models, string file, TimeProvider clock, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(store);
        ArgumentNullException.ThrowIfNull(clock);
        if (File.Exists(file)) throw new CiceroneException($"{file} exists; a backup replaces nothing. Choose another name.");
        if (models is not null && !Directory.Exists(models)) throw new CiceroneException($"There is no folder {models} of models.");
        string aside = file + ".new";
        try
        {
            BackupCard card;
            await using (Database database = Store.OpenDatabase(store))
            await using (FileStream stream = File.Create(aside))
            {
                await using (var archive = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true))
                {
                    var parts = new List<BackupPart>();
                    await database.SnapshotAsync(async rows =>
                    {
                        foreach (string table in await rows.QueryAsync(database.Tables, [], row => row.GetString(0))) parts.Add(await AddTableAsync(archive, database, rows, table, cancellation));
                        return parts.Count;
                    }, cancellation);
                    if (models is not null) await AddModelsAsync(archive, models, parts, cancellation);
                    card = new BackupCard(BackupCard.FormatInUse, Schema.Version, Cicerone.Models.ModelCard.LibraryVersion, clock.GetUtcNow().UtcDateTime, parts);
                    await using Stream entry = await archive.CreateEntry(BackupCard.Name).OpenAsync(cancellation);
                    await JsonSerializer.SerializeAsync(entry, card, BackupCard.Json, cancellation);
                }
                stream.Flush(flushToDisk: true);
            }
            File.Move(aside, file);
            return card;
        }
        finally
        {
            File.Delete(aside);
        }
    }

    private static async Task<BackupPart> AddTableAsync(ZipArchive archive, Database database, Transaction rows, string table, CancellationToken cancellation)
    {
        IReadOnlyList<(string Name, bool IsReal)> columns = await rows.QueryAsync(database.ColumnsOf(table), [], row => (row.GetString(0), row.GetInt64(1) == 1));
        string name = $"{BackupCard.Tables}/{table}.jsonl";
        long count = 0;
        await using var part = new HashedStream(await archive.CreateEntry(name, CompressionLevel.Fastest).OpenAsync(cancellation));
        await JsonSerializer.SerializeAsync(part, columns.Select(column => column.Name), cancellationToken: cancellation);
        await foreach (object?[] cells in rows.StreamAsync($"SELECT {string.Join(", ", columns.Select(column => column.Name))} FROM {table} ORDER BY 1", row => CellsOf(row, columns.Count)))
        {
            part.WriteByte((byte)'\n');
            await JsonSerializer.SerializeAsync(part, cells, cancellationToken: cancellation);
            count++;
        }
        return new BackupPart(name, part.Written, part.Sha256, count);
    }

    private static object?[] CellsOf(System.Data.Common.DbDataReader row, int count)
    {
        object?[] cells = new object?[count];
        for (int i = 0; i < count; i++) cells[i] = row.IsDBNull(i) ? null : row.GetValue(i);
        return cells;
    }

    /// <summary>Adds the files of the models. All are opened before one is read: a version that is removed meanwhile can then still be read, and one that is removed before is not there.</summary>
    private static async Task AddModelsAsync(ZipArchive archive, string models, List<BackupPart> parts, CancellationToken cancellation)
    {
        List<(string Name, FileStream File)> files = OpenAll(models);
        try
        {
            foreach ((string name, FileStream file) in files)
            {
                await using var part = new HashedStream(await archive.CreateEntry(name, CompressionLevel.Fastest).OpenAsync(cancellation));
                await file.CopyToAsync(part, cancellation);
                parts.Add(new BackupPart(name, part.Written, part.Sha256, Rows: null));
            }
        }
        finally
        {
            foreach ((_, FileStream file) in files) await file.DisposeAsync();
        }
    }

    private static List<(string Name, FileStream File)> OpenAll(string models)
    {
        for (int attempt = 1; ; attempt++)
        {
            var files = new List<(string Name, FileStream File)>();
            try
            {
                foreach (string path in Directory.EnumerateFiles(models, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
                {
                    string name = Path.GetRelativePath(models, path).Replace(Path.DirectorySeparatorChar, '/');
                    if (name.Contains(".new", StringComparison.Ordinal)) continue; // is being written
                    files.Add(($"{BackupCard.Models}/{name}", new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete)));
                }
                return files;
            }
            catch (Exception fault) when (fault is FileNotFoundException or DirectoryNotFoundException && attempt < MostAttempts) // a version was removed between the list and the opening
            {
                foreach ((_, FileStream file) in files) file.Dispose();
            }
        }
    }

    /// <summary>Counts and hashes what is written through it.</summary>
    private sealed class HashedStream(Stream inner) : Stream
    {
        private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);

        public long Written { get; private set; }

        public string Sha256 => Convert.ToHexStringLower(_hash.GetCurrentHash());

        public override bool CanRead => false;

        public override bool CanSeek => false;

        public override bool CanWrite => true;

        public override long Length => Written;

        public override long Position { get => Written; set => throw new NotSupportedException(); }

        public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

        public override void Write(ReadOnlySpan<byte> buffer)
        {
            _hash.AppendData(buffer);
            Written += buffer.Length;
            inner.Write(buffer);
        }

        public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) => WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

        public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
        {
            _hash.AppendData(buffer.Span);
            Written += buffer.Length;
            return inner.WriteAsync(buffer, cancellationToken);
        }

        public override void Flush() => inner.Flush();

        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        protected override void Dispose(bool disposing)
        {
            if (disposing) inner.Dispose();
            _hash.Dispose();
            base.Dispose(disposing);
        }
    }
}
