using System.Diagnostics;
using System.Globalization;
using System.Text;
using Parquet;
using Parquet.Schema;

namespace Cicerone.Parquet;

/// <summary>A column of single values, told as text: numbers as they are written, times as ISO 8601, an absent value as none.</summary>
internal abstract class ParquetColumn(DataField source)
{
    private static readonly Dictionary<Type, Func<DataField, ParquetColumn>> Kinds = new()
    {
        [typeof(ReadOnlyMemory<char>)] = field => new Strings(field),
        [typeof(string)] = field => new Strings(field),
        [typeof(bool)] = field => new Values<bool>(field, Flag),
        [typeof(sbyte)] = Numbers<sbyte>,
        [typeof(byte)] = Numbers<byte>,
        [typeof(short)] = Numbers<short>,
        [typeof(ushort)] = Numbers<ushort>,
        [typeof(int)] = Numbers<int>,
        [typeof(uint)] = Numbers<uint>,
        [typeof(long)] = Numbers<long>,
        [typeof(ulong)] = Numbers<ulong>,
        [typeof(float)] = Numbers<float>,
        [typeof(double)] = Numbers<double>,
        [typeof(decimal)] = Numbers<decimal>,
        [typeof(Guid)] = Numbers<Guid>,
        [typeof(DateTime)] = field => new Values<DateTime>(field, Moment),
        [typeof(DateOnly)] = field => Formatted<DateOnly>(field, "yyyy-MM-dd"),
    };

    public string Name => source.Name;

    /// <summary>Whether the values of the current row group are held.</summary>
    public bool IsLoaded { get; protected set; }

    protected DataField Source => source;

    public static bool IsReadable(DataField field) => !field.IsArray && field.MaxRepetitionLevel == 0 && Kinds.ContainsKey(field.ClrType);

    public static ParquetColumn Of(DataField field) => Kinds[field.ClrType](field);

    /// <summary>Lets the values of the last row group go; their room is used again.</summary>
    public void Forget() => IsLoaded = false;

    /// <summary>Reads the values of a row group.</summary>
    public abstract ValueTask LoadAsync(ParquetRowGroupReader group, int rows);

    /// <summary>The value of a row as UTF-8; valid until the next call.</summary>
    public abstract ReadOnlySpan<byte> Text(int row);

    private static Values<T> Numbers<T>(DataField field) where T : struct, IUtf8SpanFormattable => Formatted<T>(field, format: "");

    private static Values<T> Formatted<T>(DataField field, string format) where T : struct, IUtf8SpanFormattable =>
        new(field, (value, text) => value.TryFormat(text, out int length, format, CultureInfo.InvariantCulture) ? length : throw new UnreachableException("A single value has more digits than any type has."));

    /// <summary>A moment to the millisecond, as <c>2001-01-31T18:00:00.000Z</c>: the beginning of the form that goes further, which is the one that is quick to write.</summary>
    private static int Moment(DateTime time, Span<byte> text)
    {
        const int UpToMilliseconds = 23;
        if (!time.TryFormat(text, out _, "O", CultureInfo.InvariantCulture)) throw new UnreachableException("A moment is longer than any is.");
        text[UpToMilliseconds] = (byte)'Z';
        return UpToMilliseconds + 1;
    }

    private static int Flag(bool value, Span<byte> text)
    {
        text[0] = value ? (byte)'1' : (byte)'0';
        return 1;
    }

    private sealed class Strings(DataField source) : ParquetColumn(source)
    {
        private string?[] _values = [];
        private byte[] _text = [];

        public override async ValueTask LoadAsync(ParquetRowGroupReader group, int rows)
        {
            Memory<string?> values = Room(ref _values, rows);
            await group.ReadAsync(Source, values!);
            IsLoaded = true;
        }

        public override ReadOnlySpan<byte> Text(int row)
        {
            if (_values[row] is not { } value) return [];
            int most = Encoding.UTF8.GetMaxByteCount(value.Length);
            if (_text.Length < most) _text = new byte[most];
            return _text.AsSpan(0, Encoding.UTF8.GetBytes(value, _text));
        }
    }

    /// <summary>Room for the values of a row group, which holds nothing of the last.</summary>
    private static Memory<T> Room<T>(ref T[] values, int rows)
    {
        if (values.Length < rows) values = new T[rows];
        Memory<T> room = values.AsMemory(0, rows);
        room.Span.Clear();
        return room;
    }

    /// <summary>Writes a value as UTF-8; returns how many bytes it took.</summary>
    private delegate int Writer<in T>(T value, Span<byte> text);

    private sealed class Values<T>(DataField source, Writer<T> write) : ParquetColumn(source) where T : struct
    {
        private const int LongestValue = 64;
        private readonly byte[] _text = new byte[LongestValue];
        private T?[] _some = [];
        private T[] _all = [];

        public override async ValueTask LoadAsync(ParquetRowGroupReader group, int rows)
        {
            if (Source.IsNullable) await group.ReadAsync<T>(Source, Room(ref _some, rows));
            else await group.ReadAsync<T>(Source, Room(ref _all, rows));
            IsLoaded = true;
        }

        public override ReadOnlySpan<byte> Text(int row) =>
            !Source.IsNullable ? _text.AsSpan(0, write(_all[row], _text)) : _some[row] is { } value ? _text.AsSpan(0, write(value, _text)) : [];
    }
}
