using Cicerone.Data.Formats.TencentGr;
using Cicerone.Protocols;

namespace Cicerone.Data.Formats;

/// <summary>Finds the files of a data set by their names.</summary>
internal static class DataFolder
{
    private static readonly string[] Extensions = [".inter", ".csv", ".tsv", ".txt", ".dat", ".data", ".base", ".test", ".jsonl", ".json", ".parquet"];
    private static readonly string[] EventNames = ["interactions", "ratings", "events", "reviews", "sequences", "transactions", "purchases", "clicks", "plays", "user_artists"];
    private static readonly string[] ItemNames = ["items", "item", "movies", "books", "products", "artists", "articles", "catalogue", "catalog"];

    /// <summary>The file of events: the path itself, or what its folder holds. Files of a split come in the order train, valid, test.</summary>
    /// <exception cref="CiceroneException">There is none, or more than one.</exception>
    public static IReadOnlyList<DataFile> EventFiles(string path)
    {
        if (!Directory.Exists(path)) return [new DataFile(path)];
        string[] files = Files(path);
        string[] found = Named(files, name => Path.GetExtension(name) == ".inter" && SplitLabel.OfFile(name) is null);
        if (found.Length == 0) found = Named(files, name => name is "u.data" or "seq.jsonl" || IsNamed(name, EventNames));
        if (found.Length > 1) throw Ambiguous(path, "events", found, "Name the file instead of the folder.");
        if (found.Length == 1) return [new DataFile(found[0])];
        if (Parts(path, AdIndexer.PartFolder) is { Length: > 0 } parts) return [.. parts.Select(part => new DataFile(part))];
        if (Partitions(path) is { Length: > 0 } partitions) return [.. partitions.Select(part => new DataFile(part))];
        IReadOnlyDictionary<SplitPart, IReadOnlyList<DataFile>> split = SplitFiles(path);
        if (split.ContainsKey(SplitPart.Train)) return [.. split.OrderBy(part => part.Key).SelectMany(part => part.Value)];
        string there = files.Length == 0 ? "It holds no data files." : $"It holds {string.Join(", ", files.Take(20).Select(Path.GetFileName))}.";
        throw new CiceroneException($"{path} has no file of events that its name would tell (.inter, {string.Join(", ", EventNames)}, or train and test). {there} Name the file instead of the folder.");
    }

    /// <summary>The table of items that lies beside the events; null when none does.</summary>
    /// <exception cref="CiceroneException">There is more than one.</exception>
    public static DataFile? ItemFile(string path)
    {
        if (!Directory.Exists(path)) return Sibling(path);
        string[] files = Files(path, ".item");
        string[] found = Named(files, name => Path.GetExtension(name) == ".item" && name != "u.item");
        if (found.Length == 0) found = Named(files, name => name is "u.item" or ItemFeaturesFormat.FileName || ItemNames.Contains(Path.GetFileNameWithoutExtension(name)));
        if (found.Length > 1) throw Ambiguous(path, "items", found, "Say which with --item-text FILE.");
        if (found.Length == 0) found = [.. Parts(path, AdIndexer.ItemFolder).Take(1)]; // the format reads the parts beside it
        return found.Length == 1 ? new DataFile(found[0]) : null;
    }

    /// <summary>Says which keys the folders of a partitioned data set tell, because they are not read as columns.</summary>
    public static void NotePartitions(string path, IReadOnlyList<DataFile> files, ReadReport report)
    {
        IEnumerable<string> folders = files.SelectMany(file => Path.GetRelativePath(path, Path.GetDirectoryName(file.Path)!).Split(Path.DirectorySeparatorChar));
        foreach (string key in folders.Where(IsPartition).Select(name => name.Split('=')[0]).Distinct()) report.Note($"the folders of {path} are named after '{key}', which was not read: columns come from the files");
    }

    /// <summary>The files of a split, by part: one each, or the Parquet parts of a folder each.</summary>
    /// <exception cref="CiceroneException">A part has more than one.</exception>
    public static IReadOnlyDictionary<SplitPart, IReadOnlyList<DataFile>> SplitFiles(string folder)
    {
        var parts = new Dictionary<SplitPart, IReadOnlyList<DataFile>>();
        foreach (SplitPart part in Enum.GetValues<SplitPart>())
            if (Parts(folder, SplitLabel.FolderOf(part)) is { Length: > 0 } found) parts.Add(part, [.. found.Select(file => new DataFile(file))]);
        foreach (IGrouping<SplitPart?, string> files in Files(folder).Where(file => !IsSplitJson(file)).GroupBy(SplitLabel.OfFile))
        {
            if (files.Key is not { } part) continue;
            string[] found = [.. files];
            if (found.Length > 1 || parts.ContainsKey(part)) throw Ambiguous(folder, $"the part '{SplitLabel.FolderOf(part)}'", found, "Keep one of them in a folder of its own split.");
            parts.Add(part, [new DataFile(found[0])]);
        }
        return parts;
    }

    /// <summary>Beside <c>X.inter</c>, <c>X.item</c>.</summary>
    private static DataFile? Sibling(string path)
    {
        string bare = path.EndsWith(".gz", StringComparison.OrdinalIgnoreCase) ? path[..^3] : path;
        if (Path.GetExtension(bare) != ".inter") return null;
        string item = Path.ChangeExtension(bare, ".item");
        return File.Exists(item) ? new DataFile(item) : File.Exists(item + ".gz") ? new DataFile(item + ".gz") : null;
    }

    /// <summary>The files whose extension is that of data, in the order of their names.</summary>
    private static string[] Files(string folder, params string[] more)
    {
        try
        {
            return [.. Directory.EnumerateFiles(folder).Where(file => Path.GetExtension(DataFile.BareName(file)) is var extension && (Extensions.Contains(extension) || more.Contains(extension))).Order(StringComparer.Ordinal)];
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new CiceroneException($"The folder {folder} cannot be read: {fault.Message}", fault);
        }
    }

    /// <summary>The Parquet parts of a folder within; none where it is not there.</summary>
    private static string[] Parts(string folder, string name) =>
        Path.Combine(folder, name) is var parts && Directory.Exists(parts) ? [.. Files(parts).Where(part => part.EndsWith(".parquet", StringComparison.Ordinal))] : [];

    /// <summary>The Parquet parts of a partitioned data set: <c>part-….parquet</c> in the folder itself, or any in folders such as <c>day=2026-01-01</c>, however deep.</summary>
    private static string[] Partitions(string folder)
    {
        string[] here = [.. Files(folder).Where(file => Path.GetFileName(file) is var name && name.StartsWith("part-", StringComparison.Ordinal) && name.EndsWith(".parquet", StringComparison.Ordinal))];
        return here.Length > 0 ? here : [.. Directory.EnumerateDirectories(folder).Where(inner => IsPartition(Path.GetFileName(inner))).Order(StringComparer.Ordinal).SelectMany(Within)];

        static IEnumerable<string> Within(string folder) =>
        [
            .. Files(folder).Where(file => file.EndsWith(".parquet", StringComparison.Ordinal) && Path.GetFileName(file)[0] is not ('_' or '.')), // so begin the names of what Spark and Hive keep beside their data
            .. Directory.EnumerateDirectories(folder).Where(inner => IsPartition(Path.GetFileName(inner))).Order(StringComparer.Ordinal).SelectMany(Within),
        ];
    }

    private static bool IsPartition(string name) => name.IndexOf('=', StringComparison.Ordinal) > 0;

    private static string[] Named(string[] files, Func<string, bool> fits) => [.. files.Where(file => fits(DataFile.BareName(file)))];

    private static bool IsNamed(string name, string[] names)
    {
        string stem = Path.GetFileNameWithoutExtension(name);
        return names.Any(known => stem == known || (stem.StartsWith(known, StringComparison.Ordinal) && stem[known.Length] is '_' or '-' or '.'));
    }

    private static bool IsSplitJson(string file) => Path.GetFileName(file) == SplitJson.Name;

    private static CiceroneException Ambiguous(string folder, string of, string[] found, string advice) =>
        new($"{folder} has more than one file of {of}: {string.Join(", ", found.Select(Path.GetFileName))}. {advice}");
}
