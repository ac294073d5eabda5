using System.Text;
using Cicerone.Protocols;

namespace Cicerone.Data.Formats;

/// <summary>A split kept as a folder of files, which other tools can read and write too.</summary>
public static class SplitFolder
{
    private const char Tab = '\t';
    private const string PeopleFile = "users.tsv", ItemsFile = "items.tsv";

    /// <summary>
    /// Reads the files whose names tell the parts (<c>train</c>, <c>valid</c> or <c>validation</c> or <c>dev</c>, <c>test</c>) in any
    /// readable format, or one file with a column that does. Validation may be absent, and <c>foldin</c> mostly is: what people
    /// who are kept out of training are known by. <c>split.json</c> gives the rules <c>history</c>, <c>mask</c> and
    /// <c>candidates</c>; without it they are train, train and valid, and all items.
    /// </summary>
    /// <param name="folder">The folder, or a file with a column of parts.</param>
    /// <param name="options">How to read the files.</param>
    /// <param name="known">Items that keep their indices; new ones come after them.</param>
    /// <exception cref="CiceroneException">A part is missing, or cannot be read.</exception>
    public static SplitFiles Read(string folder, ReadOptions options, Vocabulary? known = null)
    {
        ArgumentNullException.ThrowIfNull(folder);
        ArgumentNullException.ThrowIfNull(options);
        var report = new ReadReport(options.Strict);
        IReadOnlyDictionary<SplitPart, IReadOnlyList<DataFile>> parts = Parts(folder);
        bool byColumn = parts.Count == 0;
        IReadOnlyList<DataFile> files = byColumn ? DataFolder.EventFiles(folder) : [.. parts.OrderBy(part => part.Key).SelectMany(part => part.Value)];
        SplitJson json = SplitJson.Read(Directory.Exists(folder) ? folder : Path.GetDirectoryName(Path.GetFullPath(folder))!, report);
        DataFile? table = options.ItemText is { } given ? new DataFile(given) : DataFolder.ItemFile(folder);

        Vocabulary users = new(), items = new(known?.Ids ?? []), actions = new(json.Actions.Distinct());
        var profiles = new PersonColumns();
        if (json.Users is { } people) ReadPeople(new DataFile(Path.Combine(folder, people)), users, profiles, report);
        ItemColumns? columns = table is null ? null : ItemColumns.Read(table, items, options, report);
        var sink = new EventSink(users, items, actions, options, report) { SplitsByColumn = byColumn };
        sink.Times.AreMilliseconds = json.TimesAreMilliseconds;
        if (byColumn) sink.Read(files[0]);
        else
            foreach ((SplitPart part, IReadOnlyList<DataFile> ofPart) in parts.OrderBy(part => part.Key))
            {
                sink.Part = part;
                foreach (DataFile file in ofPart) sink.Read(file, mayBeEmpty: part == SplitPart.Valid || ofPart.Count > 1);
            }
        var split = new Split(json.Protocol, sink.Build(SplitPart.Train), sink.Build(SplitPart.Valid), sink.Build(SplitPart.Test), json.Rules) { FoldIn = sink.Build(SplitPart.FoldIn), People = profiles.ToTable(users) };
        if (split.Train.Count == 0 || split.Test.Count == 0) throw new CiceroneException($"{folder} has no events for {(split.Train.Count == 0 ? "training" : "test")}.");
        if (byColumn && options.Folds?.Valid is { } label && split.Valid.Count == 0)
            throw new CiceroneException($"{folder} has no row labelled '{label}', which --columns split=COLUMN=TEST=VALIDATION takes for validation.");
        report.TimeUnit = sink.Times.Unit;
        InteractionLog[] logs = [.. Enum.GetValues<SplitPart>().Select(part => split[part])];
        report.CountDuplicatesOf(() => InteractionLog.Concat(logs));
        return new SplitFiles(split, columns?.ToTable(items, report, logs) ?? ItemTable.Without(items), DataFile.Sha256(files), report);
    }

    /// <summary>
    /// Writes a split as <c>train.tsv</c>, <c>valid.tsv</c>, <c>test.tsv</c>, <c>items.tsv</c>, <c>users.tsv</c> and <c>split.json</c>, which
    /// <see cref="Read"/> turns into the same split: same rows, same order, same vocabularies. Events that the protocol left out of
    /// every part are not written. Times are Unix milliseconds;
    /// fields that hold tabs, quotes or line breaks are quoted as in CSV.
    /// </summary>
    /// <param name="folder">Created where it does not exist; files of these names are replaced.</param>
    /// <param name="split">The split.</param>
    /// <param name="items">What is known of its items; null writes their ids alone.</param>
    /// <exception cref="CiceroneException">An id cannot be written as text: it holds a NUL or half a surrogate pair.</exception>
    public static void Write(string folder, Split split, ItemTable? items = null)
    {
        ArgumentNullException.ThrowIfNull(split);
        if (items is not null && items.Items != split.Train.Items) throw new ArgumentException("The table is of other items than the split's.", nameof(items));
        Directory.CreateDirectory(folder);
        foreach (SplitPart part in Enum.GetValues<SplitPart>().Where(part => part != SplitPart.FoldIn || split.FoldIn.Count > 0))
            DelimitedText.WriteFile(Path.Combine(folder, $"{SplitLabel.FolderOf(part)}.tsv"), Tab, LogRows.Header(split[part]), LogRows.Of(split[part], milliseconds => $"{milliseconds}"));
        WriteItems(folder, items ?? ItemTable.Without(split.Train.Items));
        DelimitedText.WriteFile(Path.Combine(folder, PeopleFile), Tab, [ColumnRoles.UserName, .. split.People.Columns], split.Train.Users.Ids.Select((id, person) => (string?[])[id, .. split.People.Cells(person)]));
        new SplitJson(split.Protocol, split.Rules) { Users = PeopleFile, Actions = split.Train.Actions.Ids, TimesAreMilliseconds = split.Train.HasTimes || split.Test.HasTimes }.Write(folder);
    }

    /// <summary>Writes every item with its columns in the order of the vocabulary.</summary>
    internal static void WriteItems(string folder, ItemTable items) =>
        DelimitedText.WriteFile(Path.Combine(folder, ItemsFile), Tab, LogRows.Header(items, ColumnRoles.ItemName), LogRows.Of(items));

    private static IReadOnlyDictionary<SplitPart, IReadOnlyList<DataFile>> Parts(string folder)
    {
        if (!Directory.Exists(folder)) return new Dictionary<SplitPart, IReadOnlyList<DataFile>>();
        IReadOnlyDictionary<SplitPart, IReadOnlyList<DataFile>> parts = DataFolder.SplitFiles(folder);
        if (parts.Count > 0 && !(parts.ContainsKey(SplitPart.Train) && parts.ContainsKey(SplitPart.Test)))
            throw new CiceroneException($"{folder} has {string.Join(" and ", parts.Values.Select(files => Path.GetFileName(files[0].Path)))}, but a split needs a train and a test file.");
        return parts;
    }

    private static void ReadPeople(DataFile file, Vocabulary users, PersonColumns profiles, ReadReport report)
    {
        FileSample sample = FileSample.Of(file);
        using TableRows rows = InteractionFormats.OfTable(sample).Open(sample, new ReadOptions(), latin1: false);
        while (rows.Next())
        {
            if (rows.Fault is { } fault)
            {
                report.AddBadRow(file.Path, rows.Line, fault, rows.Text);
                continue;
            }
            int person = users.Add(Encoding.UTF8.GetString(rows[0]));
            for (int column = 1; column < rows.Columns.Count; column++) profiles.Add(person, rows.Columns[column], Encoding.UTF8.GetString(rows[column]));
        }
    }
}
