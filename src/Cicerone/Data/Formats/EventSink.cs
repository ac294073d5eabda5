using System.Buffers.Text;
using System.Globalization;
using System.Text;
using Cicerone.Protocols;

namespace Cicerone.Data.Formats;

/// <summary>
/// Where formats put the events they read. One for all files of a source, so that ids, the unit of time and the report are
/// shared; the events of each part of a split stay apart.
/// </summary>
internal class EventSink
{
    private readonly InteractionLogBuilder[] _parts;
    private readonly Vocabulary _actions;
    private readonly IdCache _users, _items;
    private readonly FoldLabels? _folds;
    private string _path = "";

    public EventSink(Vocabulary users, Vocabulary items, Vocabulary actions, ReadOptions options, ReadReport report)
    {
        (_actions, _users, _items, Options, Report) = (actions, new IdCache(users), new IdCache(items), options, report);
        _folds = options.Folds;
        _parts = [.. Enum.GetValues<SplitPart>().Select(_ => new InteractionLogBuilder(users, items, actions))];
    }

    public ReadOptions Options { get; }

    public ReadReport Report { get; }

    public TimeColumn Times { get; } = new();

    /// <summary>What files tell of people.</summary>
    public PersonColumns People { get; } = new();

    /// <summary>The part that events go to.</summary>
    public SplitPart Part { get; set; }

    /// <summary>Whether a column tells the part of each event.</summary>
    public bool SplitsByColumn { get; init; }

    /// <summary>How many events were taken.</summary>
    public virtual long Count => _parts.Sum(part => (long)part.Count);

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
        _path = file.Path;
        FileSample sample = FileSample.Of(file);
        InteractionFormat format = InteractionFormats.Of(sample, Options);
        (long rows, long events) = (Report.RowCount, Count);
        format.Read(sample, this);
        rows = Report.RowCount - rows;
        if (rows == 0 && !mayBeEmpty) throw new CiceroneException($"{file.Path} has a header but no rows.");
        if (rows > 0 && Count == events)
            throw new CiceroneException($"{file.Path} has no good row among its {rows:N0} (read as {format.Name}). {(Report.BadRows.FirstOrDefault(row => row.File == file.Path) is { } first ? $"Line {first.Line}: {first.Reason}." : "")}");
        return format.Name;
    }

    /// <summary>Reads every row of a table.</summary>
    public void Read(TableRows rows)
    {
        ColumnRoles roles = ColumnRoles.Of(_path, rows.Columns, Options);
        if (SplitsByColumn && roles.Split < 0) throw new CiceroneException($"{_path} has {ColumnRoles.MissingAdvice(rows.Columns, ColumnRoles.SplitName, "parts (train, valid, test)")}.");
        Tell(roles, rows.Columns);
        while (rows.Next())
        {
            Report.CountRow();
            if ((rows.Fault ?? Add(rows, roles)) is { } fault) Report.AddBadRow(_path, rows.Line, fault, rows.Text);
        }
        if (rows.Note is { } note) Report.Note($"{_path}: {note}");
    }

    /// <summary>The index of a person whose id is valid UTF-8 and not empty.</summary>
    public int Person(ReadOnlySpan<byte> id) => _users.Add(id);

    /// <summary>Adds an event that is only a person and an item, whose id is valid UTF-8 and not empty.</summary>
    public void Add(int person, ReadOnlySpan<byte> item) => Store(Part, person, _items.Add(item), null, null, null);

    /// <summary>The index of a person whose id is not empty.</summary>
    public int Person(string id) => _users.Add(id);

    /// <summary>Adds an event of known time, whose item has an id that is not empty.</summary>
    /// <param name="person">The person's index.</param>
    /// <param name="item">Its id.</param>
    /// <param name="seconds">Unix seconds.</param>
    /// <param name="action">Its name.</param>
    public void Add(int person, string item, long seconds, string action) => Store(Part, person, _items.Add(item), Times.Seconds(seconds), null, action);

    /// <summary>Keeps an event. Its time is in thousandths of what was read: <see cref="Times"/> tells what of.</summary>
    private protected virtual void Store(SplitPart part, int user, int item, long? time, float? value, string? action) => _parts[(int)part].Add(user, item, time, value, action);

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
            if (rows[roles.Action].IsEmpty) return Blame(rows, roles.Action, "is empty");
            action = Action(rows[roles.Action]);
            if (_actions.Count == InteractionLogBuilder.MostActions && !_actions.TryIndex(action, out _))
                throw new CiceroneException($"{_path}, line {rows.Line}: {Blame(rows, roles.Action, $"is one action more than the {_actions.Count} that there may be")}. If the column holds no actions, --columns action= leaves it out.");
        }
        SplitPart part = Part;
        if (SplitsByColumn && !SplitLabel.TryPart(rows[roles.Split], _folds, out part)) return Blame(rows, roles.Split, $"is none of {SplitLabel.Known}");
        long? time = null; // last, because the times of bad rows must not decide the unit
        if (roles.Time >= 0)
        {
            if (Times.Read(rows[roles.Time], out long thousandths) is { } fault) return Blame(rows, roles.Time, fault);
            time = thousandths;
        }
        Store(part, _users.Add(user), _items.Add(item), time, value, action);
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

    /// <summary>The name of an action: the one string of those that are known.</summary>
    private string Action(ReadOnlySpan<byte> name)
    {
        Span<char> text = stackalloc char[64];
        return Encoding.UTF8.TryGetChars(name, text, out int length) && _actions.TryIndex(text[..length], out int index) ? _actions[index] : Encoding.UTF8.GetString(name);
    }
}
