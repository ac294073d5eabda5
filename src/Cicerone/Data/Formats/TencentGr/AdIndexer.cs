using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Runtime.CompilerServices;
using Cicerone.Data.Formats.Pickles;

namespace Cicerone.Data.Formats.TencentGr;

/// <summary>
/// <c>indexer.pkl</c>: which index stands for which raw id, of people, of items (creatives) and of the values of each feature. Indices
/// begin with 1; 0 is what is missing or unseen.
/// </summary>
/// <param name="Users">Raw ids of people; index 1 is the first.</param>
/// <param name="Items">Raw ids of items, likewise.</param>
/// <param name="Features">Raw values by feature, likewise.</param>
public sealed record AdIndexer(IReadOnlyList<string> Users, IReadOnlyList<string> Items, IReadOnlyDictionary<string, IReadOnlyList<string>> Features)
{
    private static readonly ConditionalWeakTable<ReadOptions, LastRead> Shared = [];

    /// <summary>Its name in a folder.</summary>
    public const string FileName = "indexer.pkl";

    /// <summary>The folder of the Parquet layout that holds the parts of the sequences.</summary>
    internal const string PartFolder = "seq";

    /// <summary>Folder of the parts of the items' features.</summary>
    internal const string ItemFolder = "item_feat";

    /// <summary>Reads the file.</summary>
    /// <exception cref="CiceroneException">It is damaged, would run something, or its indices are not 1 to their number.</exception>
    public static AdIndexer Read(string path)
    {
        if (PickleReader.Read(path) is not Dictionary<object, object?> parts || parts.Count != 3
            || !parts.TryGetValue("u", out object? users) || !parts.TryGetValue("i", out object? items) || !parts.TryGetValue("f", out object? features) || features is not Dictionary<object, object?> byFeature)
            throw new CiceroneException($"{path} is no indexer: a dictionary of 'u', 'i' and 'f' is expected.");
        return new AdIndexer(Inverse(users, $"'u' of {path}"), Inverse(items, $"'i' of {path}"),
            byFeature.ToDictionary(feature => Text(feature.Key), feature => (IReadOnlyList<string>)Inverse(feature.Value, $"feature {Text(feature.Key)} of {path}")));
    }

    /// <summary>The indexer that lies beside a file, or beside the folder that holds its parts; null where none does. All who read with the same options share it.</summary>
    /// <exception cref="CiceroneException">It is damaged.</exception>
    internal static AdIndexer? Beside(DataFile file, ReadOptions options)
    {
        string folder = Path.GetDirectoryName(Path.GetFullPath(file.Path))!;
        if (Path.GetFileName(folder) is PartFolder or ItemFolder) folder = Path.GetDirectoryName(folder)!;
        string path = Path.Combine(folder, FileName);
        return File.Exists(path) ? Shared.GetValue(options, _ => new LastRead()).Of(path) : null;
    }

    /// <summary>The raw id that an index stands for; false where it is none, and so perhaps a raw id itself.</summary>
    /// <param name="ids"><see cref="Users"/> or <see cref="Items"/>.</param>
    /// <param name="index">The index, in digits.</param>
    /// <param name="raw">The raw id.</param>
    internal static bool TryRaw(IReadOnlyList<string> ids, string index, [NotNullWhen(true)] out string? raw)
    {
        raw = int.TryParse(index, NumberStyles.None, CultureInfo.InvariantCulture, out int place) && place >= 1 && place <= ids.Count ? ids[place - 1] : null;
        return raw is not null;
    }

    /// <summary>Writes the file. Ids of items that are whole numbers are written as such, as the published file has them.</summary>
    public void Write(string path)
    {
        using var pickle = new PickleWriter(path);
        pickle.Dictionary(
        [
            Entry("u", () => Table(pickle, Users, numbers: false)),
            Entry("i", () => Table(pickle, Items, numbers: true)),
            Entry("f", () => pickle.Dictionary(Features.Select(feature => Entry(feature.Key, () => Table(pickle, feature.Value, numbers: true))))),
        ]);

        Action Entry(string key, Action value) => () =>
        {
            pickle.Text(key);
            value();
        };
    }

    private static void Table(PickleWriter pickle, IReadOnlyList<string> ids, bool numbers) => pickle.Dictionary(ids.Select((id, place) => (Action)(() =>
    {
        if (numbers && IsNumber(id, out long number)) pickle.Number(number);
        else pickle.Text(id);
        pickle.Number(place + 1);
    })));

    private static bool IsNumber(string id, out long number) =>
        long.TryParse(id, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out number) && number.ToString(CultureInfo.InvariantCulture) == id;

    private static string[] Inverse(object? table, string what)
    {
        if (table is not Dictionary<object, object?> indices) throw new CiceroneException($"{what} is no dictionary.");
        string?[] ids = new string?[indices.Count];
        foreach ((object id, object? index) in indices)
        {
            if (index is not long place || place < 1 || place > ids.Length || ids[place - 1] is not null)
                throw new CiceroneException($"{what} gives '{Text(id)}' the index {index}; {indices.Count:N0} indices are expected to be 1 to {indices.Count:N0}, each once.");
            ids[place - 1] = Text(id);
        }
        return ids!;
    }

    private static string Text(object id) => Convert.ToString(id, CultureInfo.InvariantCulture)!;

    /// <summary>The indexer that was read last: it is needed for the people and again for the items.</summary>
    private sealed class LastRead
    {
        private (string Path, DateTime Written)? _file;
        private AdIndexer? _indexer;

        public AdIndexer Of(string path)
        {
            lock (this)
            {
                (string, DateTime) file = (path, File.GetLastWriteTimeUtc(path));
                if (_indexer is null || _file != file) (_indexer, _file) = (Read(path), file);
                return _indexer;
            }
        }
    }
}
