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
        [typeof(bool)] = field => new Values<bool>(field, value => value ? "1" : "0"),
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
        [typeof(DateTime)] = field => new Values<DateTime>(field, time => time.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture)),
        [typeof(DateOnly)] = field => new Values<DateOnly>(field, date => date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)),
    };

    public string Name => source.Name;

    /// <summary>Whether the values of the current row group are held.</summary>
    public bool IsLoaded { get; protected set; }

    protected DataField Source => source;

    public static bool IsReadable(DataField field) => !field.IsArray && field.MaxRepetitionLevel == 0 && Kinds.ContainsKey(field.ClrType);

    public static ParquetColumn Of(DataField field) => Kinds[field.ClrType](field);

    /// <summary>Drops the values of the last row group.</summary>
    public abstract void Forget();

    /// <summary>Reads the values of a row group.</summary>
    public abstract ValueTask LoadAsync(ParquetRowGroupReader group, int rows);

    /// <summary>The value of a row as UTF-8; valid until the next call.</summary>
    public abstract ReadOnlySpan<byte> Text(int row);

    private static Values<T> Numbers<T>(DataField field) where T : struct, IFormattable => new(field, value => value.ToString(null, CultureInfo.InvariantCulture));

    private sealed class Strings(DataField source) : ParquetColumn(source)
    {
        private string?[] _values = [];
        private byte[] _text = [];

        public override void Forget() => (IsLoaded, _values) = (false, []);

        public override async ValueTask LoadAsync(ParquetRowGroupReader group, int rows)
        {
            _values = new string?[rows];
            await group.ReadAsync(Source, _values.AsMemory()!);
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

    private sealed class Values<T>(DataField source, Func<T, string> format) : ParquetColumn(source) where T : struct
    {
        private T?[] _values = [];

        public override void Forget() => (IsLoaded, _values) = (false, []);

        public override async ValueTask LoadAsync(ParquetRowGroupReader group, int rows)
        {
            _values = new T?[rows];
            if (Source.IsNullable) await group.ReadAsync<T>(Source, _values.AsMemory());
            else
            {
                T[] values = new T[rows];
                await group.ReadAsync<T>(Source, values.AsMemory());
                for (int i = 0; i < rows; i++) _values[i] = values[i];
            }
            IsLoaded = true;
        }

        public override ReadOnlySpan<byte> Text(int row) => _values[row] is { } value ? Encoding.UTF8.GetBytes(format(value)) : [];
    }
}
