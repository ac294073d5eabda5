using System.Text;
using Cicerone.Data.Formats;
using Parquet;
using Parquet.Schema;

namespace Cicerone.Parquet;

/// <summary>
/// The rows of a Parquet file. A row group is held at a time, and of it the columns that are looked at. Columns of lists and
/// of structures are left out, which the report tells.
/// </summary>
internal sealed class ParquetRows : TableRows
{
    private readonly ParquetPart _part;
    private readonly ParquetColumn[] _columns;
    private readonly string[] _leftOut;
    private ParquetRowGroupReader? _group;
    private int _groups, _row, _rows;
    private long _line;

    public ParquetRows(DataFile file)
    {
        _part = new ParquetPart(file);
        ILookup<bool, Field> fields = _part.Fields.ToLookup(field => field is DataField data && ParquetColumn.IsReadable(data));
        _columns = [.. fields[true].Cast<DataField>().Select(ParquetColumn.Of)];
        _leftOut = [.. fields[false].Select(field => field.Name)];
        Columns = [.. _columns.Select(column => column.Name)];
    }

    public override IReadOnlyList<string> Columns { get; }

    /// <summary>The number of the row, from 1.</summary>
    public override long Line => _line;

    public override string? Fault => null;

    public override string Text => string.Join('\t', Enumerable.Range(0, _columns.Length).Select(column => Encoding.UTF8.GetString(this[column])));

    public override string? Note => _leftOut.Length == 0 ? null : $"columns that hold no single values were not read: {string.Join(", ", _leftOut.Take(10))}";

    public override ReadOnlySpan<byte> this[int column]
    {
        get
        {
            ParquetColumn looked = _columns[column];
            if (!looked.IsLoaded) _part.Wait(() => looked.LoadAsync(_group!, _rows));
            return looked.Text(_row);
        }
    }

    public override bool Next()
    {
        while (++_row >= _rows)
        {
            _group?.Dispose();
            _group = null;
            if (_groups == _part.GroupCount) return false;
            OpenGroup();
        }
        _line++;
        return true;
    }

    public override void Dispose()
    {
        _group?.Dispose();
        _part.Dispose();
    }

    private void OpenGroup()
    {
        _group = _part.Open(_groups);
        (_groups, _row, _rows) = (_groups + 1, -1, (int)_group.RowCount);
        foreach (ParquetColumn column in _columns) column.Forget();
    }
}
