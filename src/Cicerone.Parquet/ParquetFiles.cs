using Cicerone.Data.Formats;
using Cicerone.Data.Formats.TencentGr;
using Cicerone.Parquet.TencentGr;

namespace Cicerone.Parquet;

/// <summary>Parquet among the formats that data are read from and written in.</summary>
public static class ParquetFiles
{
    private static readonly Lock Once = new();

    /// <summary>
    /// Adds Parquet to <see cref="InteractionFormats.All"/>, <see cref="InteractionWriters.All"/> and <see cref="AdLayouts.All"/>. A program calls it
    /// when it starts; a second call changes nothing.
    /// </summary>
    public static void Register()
    {
        lock (Once)
        {
            InteractionFormats.Add(new ParquetFormat());
            InteractionFormats.Add(new ParquetAdFormat());
            InteractionFormats.Add(new ParquetItemsFormat());
            AdLayouts.Add(new ParquetAdLayout());
            InteractionWriters.Add(new ParquetFolderWriter());
        }
    }
}
