using System.Text;

namespace Cicerone.Data.Formats;

/// <summary>What was understood of the files, and what could not be read.</summary>
public sealed class ReadReport
{
    private const int MostRowsKept = 10_000, MostText = 1_000;

    private readonly bool _strict;
    private readonly List<BadRow> _badRows = [];
    private readonly List<string> _notes = [];
    private readonly Dictionary<string, string> _columns = [];
    private Lazy<long> _duplicates = new(() => 0);

    internal ReadReport(bool strict) => _strict = strict;

    /// <summary>Rows read, of every file, the bad ones included.</summary>
    public long RowCount { get; private set; }

    /// <summary>Rows that could not be read and were left out.</summary>
    public long BadRowCount { get; private set; }

    /// <summary>The bad rows, the first 10,000 of them.</summary>
    public IReadOnlyList<BadRow> BadRows => _badRows;

    /// <summary>Which column was taken for what: <c>user</c>, <c>item</c>, <c>time</c> … to the name in the file.</summary>
    public IReadOnlyDictionary<string, string> Columns => _columns;

    /// <summary>The unit the times were given in; null without times. In a log they are Unix milliseconds.</summary>
    public string? TimeUnit { get; internal set; }

    /// <summary>What else a reader of the figures should know, a sentence each.</summary>
    public IReadOnlyList<string> Notes => _notes;

    /// <summary>Events that equal an earlier one in every column. They are kept. Counted when first asked for.</summary>
    public long DuplicateCount => _duplicates.Value;

    /// <summary>Writes the bad rows as tab-separated text with the columns file, line, reason and text.</summary>
    public void WriteBadRows(string path)
    {
        using var file = new StreamWriter(path, append: false, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false)) { NewLine = "\n" };
        DelimitedText.WriteRow(file, '\t', ["file", "line", "reason", "text"]);
        foreach (BadRow row in _badRows) DelimitedText.WriteRow(file, '\t', [row.File, $"{row.Line}", row.Reason, row.Text]);
        if (BadRowCount > _badRows.Count)
            DelimitedText.WriteRow(file, '\t', ["", "", $"{BadRowCount - _badRows.Count} more bad rows were counted, but only the first {MostRowsKept} are kept", ""]);
    }

    internal void CountRow() => RowCount++;

    /// <summary>Counts a bad row and keeps it; stops there when reading is strict.</summary>
    internal void AddBadRow(string file, long line, string reason, string text)
    {
        if (_strict) throw new CiceroneException($"{file}, line {line}: {reason}. Reading is strict and stops at the first bad row.");
        BadRowCount++;
        if (_badRows.Count < MostRowsKept) _badRows.Add(new BadRow(file, line, reason, text.Length > MostText ? text[..MostText] + "…" : text));
    }

    internal void Note(string note)
    {
        if (!_notes.Contains(note)) _notes.Add(note);
    }

    internal void UseColumn(string role, string name) => _columns[role] = name;

    /// <summary>Says which events to count the duplicates of, when they are asked for.</summary>
    internal void CountDuplicatesOf(Func<InteractionLog> log) => _duplicates = new Lazy<long>(() => Duplicates.Count(log()));
}
