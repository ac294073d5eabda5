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
    private const int MostRowsOfGroup = 1 << 24;
    private const long SecondsOfAnyFile = 8, BytesOfSecond = 1 << 20;
    private readonly DataFile _file;
    private readonly TimeSpan _longest;
    private readonly ParquetReader _reader;
    private readonly ParquetColumn[] _columns;
    private readonly string[] _leftOut;
    private ParquetRowGroupReader? _group;
    private int _groups, _row, _rows;
    private long _line;

    public ParquetRows(DataFile file)
    {
        _file = file;
        _longest = TimeSpan.FromSeconds(SecondsOfAnyFile + new FileInfo(file.Path).Length / BytesOfSecond);
        (_reader, IReadOnlyList<Field> all) = Wait(() => OpenAsync(file));
        ILookup<bool, Field> fields = all.ToLookup(field => field is DataField data && ParquetColumn.IsReadable(data));
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
            if (!looked.IsLoaded) Wait(() => looked.LoadAsync(_group!, _rows));
            return looked.Text(_row);
        }
    }

    public override bool Next()
    {
        while (++_row >= _rows)
        {
            _group?.Dispose();
            _group = null;
            if (_groups == _reader.RowGroupCount) return false;
            OpenGroup();
        }
        _line++;
        return true;
    }

    public override void Dispose()
    {
        _group?.Dispose();
        Wait(() => _reader.DisposeAsync());
    }

    private static async Task<(ParquetReader Reader, IReadOnlyList<Field> Fields)> OpenAsync(DataFile file)
    {
        Stream stream = file.Open();
        try
        {
            if (!stream.CanSeek) throw new CiceroneException($"{file.Path} is Parquet inside gzip. Unpack it.");
            ParquetReader reader = await ParquetReader.CreateAsync(stream, leaveStreamOpen: false);
            return (reader, reader.Schema.Fields);
        }
        catch
        {
            await stream.DisposeAsync();
            throw;
        }
    }

    private void OpenGroup()
    {
        _group = Wait(() => Task.FromResult(_reader.OpenRowGroupReader(_groups)));
        if (_group.RowCount is < 0 or > MostRowsOfGroup)
            throw new CiceroneException($"{_file.Path} has a row group of {_group.RowCount:N0} rows, more than {MostRowsOfGroup:N0}. Write it again in smaller ones.");
        (_groups, _row, _rows) = (_groups + 1, -1, (int)_group.RowCount);
        foreach (ParquetColumn column in _columns) column.Forget();
    }

    private void Wait(Func<ValueTask> work) => Wait(async () =>
    {
        await work();
        return true;
    });

    /// <summary>
    /// The result of the library's work. Whatever goes wrong in it comes from the file, and so does work without an end: some
    /// damaged footers keep the library's parser busy for ever. Its thread is left to the process then.
    /// </summary>
    private T Wait<T>(Func<Task<T>> work)
    {
        try
        {
            return Task.Run(work).WaitAsync(_longest).GetAwaiter().GetResult();
        }
        catch (TimeoutException fault)
        {
            throw new CiceroneException($"{_file.Path} is damaged: reading it did not come to an end within {_longest.TotalSeconds:0} seconds.", fault);
        }
        catch (Exception fault) when (fault is not CiceroneException)
        {
            throw new CiceroneException($"{_file.Path} is damaged, or of a kind of Parquet that is not read: {fault.Message}", fault);
        }
    }
}
