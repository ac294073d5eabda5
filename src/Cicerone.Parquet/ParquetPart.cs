using Cicerone.Data.Formats;
using Parquet;
using Parquet.Schema;

namespace Cicerone.Parquet;

/// <summary>A Parquet file, read row group by row group. Whatever goes wrong is told as a fault of the file.</summary>
internal sealed class ParquetPart : IDisposable
{
    private const int MostRowsOfGroup = 1 << 24;
    private const long SecondsOfAnyFile = 8, BytesOfSecond = 1 << 20;
    private readonly TimeSpan _longest;
    private readonly ParquetReader _reader;

    public ParquetPart(DataFile file)
    {
        Path = file.Path;
        _longest = TimeSpan.FromSeconds(SecondsOfAnyFile + new FileInfo(file.Path).Length / BytesOfSecond);
        (_reader, Fields) = Wait(() => OpenAsync(file));
    }

    public string Path { get; }

    public IReadOnlyList<Field> Fields { get; }

    public int GroupCount => _reader.RowGroupCount;

    /// <summary>How many rows a group has, which its footer tells.</summary>
    public int RowsOf(int group)
    {
        using ParquetRowGroupReader opened = Open(group);
        return (int)opened.RowCount;
    }

    /// <summary>Opens a row group.</summary>
    public ParquetRowGroupReader Open(int group)
    {
        ParquetRowGroupReader opened = Wait(() => Task.FromResult(_reader.OpenRowGroupReader(group)));
        if (opened.RowCount is >= 0 and <= MostRowsOfGroup) return opened;
        opened.Dispose();
        throw new CiceroneException($"{Path} has a row group of {opened.RowCount:N0} rows, more than {MostRowsOfGroup:N0}. Write it again in smaller ones.");
    }

    public void Wait(Func<ValueTask> work) => Wait(async () =>
    {
        await work();
        return true;
    });

    /// <summary>
    /// The result of the library's work. Whatever goes wrong in it comes from the file, and so does work without an end: some
    /// damaged footers keep the library's parser busy for ever. Its thread is left to the process then.
    /// </summary>
    public T Wait<T>(Func<Task<T>> work)
    {
        try
        {
            return Task.Run(work).WaitAsync(_longest).GetAwaiter().GetResult();
        }
        catch (TimeoutException fault)
        {
            throw new CiceroneException($"{Path} is damaged: reading it did not come to an end within {_longest.TotalSeconds:0} seconds.", fault);
        }
        catch (Exception fault) when (fault is not CiceroneException)
        {
            throw new CiceroneException($"{Path} is damaged, or of a kind of Parquet that is not read: {fault.Message}", fault);
        }
    }

    public void Dispose() => Wait(() => _reader.DisposeAsync());

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
}
