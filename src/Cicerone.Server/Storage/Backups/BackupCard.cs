using System.Text.Json;

namespace Cicerone.Server.Storage.Backups;

/// <summary>What a backup says of itself (<c>backup.json</c>).</summary>
/// <param name="Format">Version of the archive's layout.</param>
/// <param name="Schema">Version of the store's tables.</param>
/// <param name="Version">Version of the library that wrote it.</param>
/// <param name="Time">When it was written.</param>
/// <param name="Parts">The store's tables and the models' files.</param>
public sealed record BackupCard(int Format, int Schema, string Version, DateTime Time, IReadOnlyList<BackupPart> Parts)
{
    internal const int FormatInUse = 1;
    internal const string Name = "backup.json", Tables = "tables", Models = "models";

    internal static JsonSerializerOptions Json { get; } = new(JsonSerializerDefaults.Web) { WriteIndented = true };
}

/// <summary>A part of a backup.</summary>
/// <param name="Name">Its place in the archive.</param>
/// <param name="Bytes">Its length.</param>
/// <param name="Sha256">Hash of its contents, in hexadecimal digits.</param>
/// <param name="Rows">How many rows a table has; null for a file of a model.</param>
public sealed record BackupPart(string Name, long Bytes, string Sha256, long? Rows);
