using Cicerone.Data.Formats;

namespace Cicerone.Parquet;

/// <summary>Parquet among the formats that data are read from and written in.</summary>
public static class ParquetFiles
{
    private static readonly Lock Once = new();

    /// <summary>
    /// Adds Parquet to <see cref="InteractionFormats.All"/> and <see cref="InteractionWriters.All"/>. A program calls it
    /// when it starts; a second call changes nothing.
    /// </summary>
    public static void Register()
    {
        lock (Once)
        {
            InteractionFormats.Add(new ParquetFormat());
            InteractionWriters.Add(new ParquetFolderWriter());
        }
    }
}
