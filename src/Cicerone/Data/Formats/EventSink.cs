using System.Buffers.Text;
using System.Globalization;
using System.Text;
using Cicerone.Protocols;

namespace Cicerone.Data.Formats;

/// <summary>
/// Where formats put the events they read. One for all files of a source, so that ids, the unit of time and the report are
/// shared; the events of each part of a split stay apart.
/// </summary>
internal sealed class EventSink
{
    private readonly InteractionLogBuilder[] _parts;
    private readonly Vocabulary _actions;
    private char[] _userText = new char[256], _itemText = new char[256];

    public EventSink(Vocabulary users, Vocabulary items, Vocabulary actions, ReadOptions options, ReadReport report)
    {
        (_actions, Options, Report) = (actions, options, report);
        _parts = [.. Enum.GetValues<SplitPart>().Select(_ => new InteractionLogBuilder(users, items, actions))];
    }

    public ReadOptions Options { get; }

    public ReadReport Report { get; }

    public TimeColumn Times { get; } = new();

    /// <summary>The part that events go to.</summary>
    public SplitPart Part { get; set; }

    /// <summary>Whether a column tells the part of each event.</summary>
    public bool SplitsByColumn { get; init; }

    public int Count => _parts.Sum(part => part.Count);

    /// <summary>The events of a part.</summary>
    public InteractionLog Build(SplitPart part)
    {
        _parts[(int)part].DivideTimes(Times.Divisor);
        return _parts[(int)part].Build();
    }

    /// <summary>Reads a file of any format; returns the format's name.</summary>
    /// <param name="file">The file.</param>
    /// <param name="mayBeEmpty">Whether a header without rows will do.</param>
    public string Read(DataFile file, bool mayBeEmpty = false)
    {
        FileSample sample = FileSample.Of(file);
        InteractionFormat format = InteractionFormats.Of(sample, Options);
        (long rows, int events) = (Report.RowCount, Count);
        format.Read(sample, this);
        rows = Report.RowCount - rows;
        if (rows == 0 && !mayBeEmpty) throw new CiceroneException($"{file.Path} has a header but no rows.");
        if (rows > 0 && Count == events)
            throw new CiceroneException($"{file.Path} has no good row among its {rows:N0} (read as {format.Name}). {(Report.BadRows is [.., var last] ? $"Line {last.Line}: {last.Reason}." : "")}");
        return format.Name;
    }

    /// <summary>Reads every row of a table.</summary>
    public void Read(TableRows rows, DataFile file)
    {
        ColumnRoles roles = ColumnRoles.Of(file.Path, rows.Columns, Options);
        if (SplitsByColumn && roles.Split < 0) throw new CiceroneException($"{file.Path} has {ColumnRoles.MissingAdvice(rows.Columns, ColumnRoles.SplitName, "parts (train, valid, test)")}.");
        Tell(roles, rows.Columns);
        while (rows.Next())
        {
            Report.CountRow();
            if ((rows.Fault ?? Add(rows, roles)) is { } fault) Report.AddBadRow(file.Path, rows.Line, fault, rows.Text);
        }
        if (rows.Note is { } note) Report.Note($"{file.Path}: {note}");
    }

    /// <summary>Adds an event that is only a person and an item; both are valid UTF-8 and not empty.</summary>
    public void Add(ReadOnlySpan<byte> user, ReadOnlySpan<byte> item) =>
        _parts[(int)Part].Add(Decode(user, ref _userText), Decode(item, ref _itemText));

    /// <summary>Adds the event of a row; returns what is wrong with it, or null.</summary>
    private string? Add(TableRows rows, ColumnRoles roles)
    {
        ReadOnlySpan<byte> user = rows[roles.User], item = rows[roles.Item];
        if (user.IsEmpty) return Blame(rows, roles.User, "is empty");
        if (item.IsEmpty) return Blame(rows, roles.Item, "is empty");
        float? value = null;
        if (roles.Value >= 0)
        {
            if (!TryNumber(rows[roles.Value], out float number)) return Blame(rows, roles.Value, "is not a number");
            if (!float.IsFinite(number)) return Blame(rows, roles.Value, "is not a finite number");
            value = number;
        }
        string? action = null;
        if (roles.Action >= 0)
        {
            ReadOnlySpan<char> name = Decode(rows[roles.Action], ref _userText);
            if (name.IsEmpty) return Blame(rows, roles.Action, "is empty");
            action = _actions.TryIndex(name, out int index) ? _actions[index] : name.ToString();
        }
        SplitPart part = Part;
        if (SplitsByColumn && !SplitLabel.TryPart(rows[roles.Split], out part)) return Blame(rows, roles.Split, $"is none of {SplitLabel.Known}");
        long? time = null; // last, because the times of bad rows must not decide the unit
        if (roles.Time >= 0)
        {
            if (Times.Read(rows[roles.Time], out long thousandths) is { } fault) return Blame(rows, roles.Time, fault);
            time = thousandths;
        }
        _parts[(int)part].Add(Decode(user, ref _userText), Decode(item, ref _itemText), time, value, action);
        return null;
    }

    private void Tell(ColumnRoles roles, IReadOnlyList<string> columns)
    {
        void Use(string role, int column)
        {
            if (column >= 0) Report.UseColumn(role, columns[column]);
        }
        Use(ColumnRoles.UserName, roles.User);
        Use(ColumnRoles.ItemName, roles.Item);
        Use(ColumnRoles.TimeName, roles.Time);
        Use(ColumnRoles.ValueName, roles.Value);
        Use(ColumnRoles.ActionName, roles.Action);
        if (SplitsByColumn) Use(ColumnRoles.SplitName, roles.Split);
        else if (roles.Split >= 0) Report.Note($"the column '{columns[roles.Split]}' tells the part of a split and was not used");
    }

    private static string Blame(TableRows rows, int column, string fault)
    {
        string field = Encoding.UTF8.GetString(rows[column]);
        string shown = field.Length == 0 ? "" : $" '{(field.Length <= 40 ? field : field[..40] + "…")}'";
        return $"column {column + 1} ({rows.Columns[column]}){shown} {fault}";
    }

    private static bool TryNumber(ReadOnlySpan<byte> field, out float number)
    {
        if (field.Length <= 7 && Utf8Parser.TryParse(field, out int whole, out int used) && used == field.Length)
        {
            number = whole; // at most seven digits: exact
            return true;
        }
        return float.TryParse(field, NumberStyles.Float, CultureInfo.InvariantCulture, out number);
    }

    private static ReadOnlySpan<char> Decode(ReadOnlySpan<byte> text, ref char[] into)
    {
        if (into.Length < text.Length) into = new char[2 * text.Length];
        return into.AsSpan(0, Encoding.UTF8.GetChars(text, into));
    }
}
