using System.IO.Compression;
using System.Security.Cryptography;
using System.Text.Json;

namespace Cicerone.Server.Storage.Backups;

/// <summary>
/// Puts a backup into an empty store, of either engine, and an empty folder of models. Every part is checked against its
/// SHA-256 before anything is written; the rows arrive in one transaction.
/// </summary>
public static class Restore
{
    private const int MostCard = 16 << 20;

    /// <summary>Restores a backup.</summary>
    /// <param name="file">The archive.</param>
    /// <param name="store">Address of the store, which must be empty or not there; see <see cref="Store.Open"/>.</param>
    /// <param name="models">Folder for the models' versions, empty or not there; null leaves them in the archive.</param>
    /// <param name="cancellation">Stops it.</param>
    /// <exception cref="CiceroneException">The archive is missing, damaged or of a newer version, or the store or the folder is not empty.</exception>
    public static async Task<BackupCard> ReadAsync(string file, string store, string? models, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(store);
        if (!File.Exists(file)) throw new CiceroneException($"There is no backup {file}.");
        if (models is not null && Directory.Exists(models) && Directory.EnumerateFileSystemEntries(models).Any()) throw new CiceroneException($"The folder {models} is not empty; a restore replaces nothing. Choose another.");
        try
        {
            await using ZipArchive archive = await ZipFile.OpenReadAsync(file, cancellation);
            BackupCard card = await CheckAsync(archive, file, cancellation);
            await using (Database database = Store.OpenDatabase(store, card.Schema))
                await database.WriteAsync(rows => FillAsync(archive, database, rows, card, Store.WithoutPassword(store), cancellation), cancellation);
            await Store.Open(store).DisposeAsync(); // brings tables of an earlier version to this one's
            if (models is not null) await UnpackAsync(archive, card, models, cancellation);
            return card;
        }
        catch (Exception fault) when (fault is InvalidDataException or JsonException or EndOfStreamException)
        {
            throw new CiceroneException($"{file} is damaged, or no backup: {fault.Message}", fault);
        }
    }

    private static async Task<BackupCard> CheckAsync(ZipArchive archive, string file, CancellationToken cancellation)
    {
        ZipArchiveEntry entry = archive.GetEntry(BackupCard.Name) ?? throw new CiceroneException($"{file} is no backup: {BackupCard.Name} is missing.");
        if (entry.Length > MostCard) throw new CiceroneException($"{file} is no backup: its {BackupCard.Name} is larger than 16 MiB.");
        BackupCard card;
        await using (Stream stream = await entry.OpenAsync(cancellation)) card = (await JsonSerializer.DeserializeAsync<BackupCard>(stream, BackupCard.Json, cancellation))!;
        if (card.Format > BackupCard.FormatInUse || card.Schema > Schema.Version)
            throw new CiceroneException($"{file} was written by version {card.Version} of Cicerone, and holds a store of version {card.Schema}; this version reads stores up to {Schema.Version}. Use the version that wrote it, or a newer one.");
        foreach (BackupPart part in card.Parts)
        {
            if (part.Name.Split('/') is not [BackupCard.Tables or BackupCard.Models, ..] names || names.Any(name => name is "" or "." or "..") || part.Name.Contains('\\', StringComparison.Ordinal))
                throw new CiceroneException($"The backup names a file outside of itself: '{part.Name}'. It is not safe to restore.");
            ZipArchiveEntry found = archive.GetEntry(part.Name) ?? throw new CiceroneException($"{file} is damaged: {part.Name} is missing.");
            await using Stream stream = await found.OpenAsync(cancellation);
            if (found.Length != part.Bytes || Convert.ToHexStringLower(await SHA256.HashDataAsync(stream, cancellation)) != part.Sha256)
                throw new CiceroneException($"{file} is damaged: {part.Name} is not what was written. Nothing was restored.");
        }
        return card;
    }

    private static async Task<long> FillAsync(ZipArchive archive, Database database, Transaction rows, BackupCard card, string store, CancellationToken cancellation)
    {
        IReadOnlyList<string> tables = await rows.QueryAsync(database.Tables, [], row => row.GetString(0));
        foreach (string table in tables)
            if ((await rows.QueryAsync($"SELECT 1 FROM {table} LIMIT 1", [], _ => 0)).Count > 0) throw new CiceroneException($"The store {store} is not empty; a restore replaces nothing. Name a new one.");
        long count = 0;
        foreach (BackupPart part in card.Parts.Where(part => part.Rows is not null))
        {
            string table = Path.GetFileNameWithoutExtension(part.Name);
            if (!tables.Contains(table)) throw new CiceroneException($"The backup holds a table '{table}', which a store of version {card.Schema} does not have.");
            IReadOnlyList<(string Name, bool IsReal)> known = await rows.QueryAsync(database.ColumnsOf(table), [], row => (row.GetString(0), row.GetInt64(1) == 1));
            using var lines = new StreamReader(await archive.GetEntry(part.Name)!.OpenAsync(cancellation));
            string[] columns = JsonSerializer.Deserialize<string[]>((await lines.ReadLineAsync(cancellation))!)!;
            if (!columns.Order(StringComparer.Ordinal).SequenceEqual(known.Select(column => column.Name).Order(StringComparer.Ordinal))) throw new CiceroneException($"The columns of table '{table}' in the backup are not those of a store of version {card.Schema}.");
            bool[] real = [.. columns.Select(name => known.Single(column => column.Name == name).IsReal)];
            await rows.InsertAsync(table, columns, CellsOf(lines, real, database));
            count += part.Rows!.Value;
        }
        await database.GoOnNumberingAsync(rows);
        return count;
    }

    private static IEnumerable<object?[]> CellsOf(StreamReader lines, bool[] real, Database database)
    {
        while (lines.ReadLine() is { } line)
        {
            using JsonDocument json = JsonDocument.Parse(line);
            yield return [.. json.RootElement.EnumerateArray().Select((cell, column) => cell.ValueKind switch
            {
                JsonValueKind.Null => null,
                JsonValueKind.String => cell.GetString(),
                JsonValueKind.Number => real[column] ? database.Real(cell.GetDouble()) : (object)cell.GetInt64(),
                _ => throw new JsonException("a row holds what no store does"),
            })];
        }
    }

    private static async Task UnpackAsync(ZipArchive archive, BackupCard card, string models, CancellationToken cancellation)
    {
        string aside = Path.TrimEndingDirectorySeparator(Path.GetFullPath(models)) + ".new";
        if (Directory.Exists(aside)) Directory.Delete(aside, recursive: true);
        Directory.CreateDirectory(aside);
        foreach (BackupPart part in card.Parts.Where(part => part.Rows is null))
        {
            string place = Path.Combine(aside, Path.GetRelativePath(BackupCard.Models, part.Name));
            Directory.CreateDirectory(Path.GetDirectoryName(place)!);
            await archive.GetEntry(part.Name)!.ExtractToFileAsync(place, overwrite: false, cancellation);
        }
        if (Directory.Exists(models)) Directory.Delete(models);
        Directory.Move(aside, models);
    }
}
