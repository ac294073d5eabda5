using System.Globalization;
using Parquet;
using Parquet.Data;
using Parquet.Schema;

namespace Cicerone.Parquet;

/// <summary>Reads columns of a row group that may hold no value in a row, one, or a list of them.</summary>
/// <param name="part">The file.</param>
/// <param name="group">The row group; disposed with this.</param>
internal sealed class ParquetValues(ParquetPart part, ParquetRowGroupReader group) : IDisposable
{
    private const long MostValues = 1 << 26;

    public int Rows => (int)group.RowCount;

    /// <summary>Whole numbers of any type.</summary>
    /// <param name="field">The column, or that of a list's elements.</param>
    /// <param name="list">The list that the column is of; null where it is of none.</param>
    public Ragged<long> Numbers(DataField field, ListField? list = null)
    {
        using RawColumnData raw = Load(field);
        return raw switch
        {
            RawColumnData<long> numbers => Of(numbers, field, list, number => number),
            RawColumnData<int> numbers => Of(numbers, field, list, number => (long)number),
            RawColumnData<short> numbers => Of(numbers, field, list, number => (long)number),
            RawColumnData<sbyte> numbers => Of(numbers, field, list, number => (long)number),
            RawColumnData<byte> numbers => Of(numbers, field, list, number => (long)number),
            RawColumnData<double> numbers => Of(numbers, field, list, number => Whole(number, field)),
            _ => throw Unreadable(field, "whole numbers"),
        };
    }

    /// <summary>Floats of 32 or 64 bits.</summary>
    /// <inheritdoc cref="Numbers"/>
    public Ragged<float> Floats(DataField field, ListField? list = null)
    {
        using RawColumnData raw = Load(field);
        return raw switch
        {
            RawColumnData<float> numbers => Of(numbers, field, list, number => number),
            RawColumnData<double> numbers => Of(numbers, field, list, number => (float)number),
            _ => throw Unreadable(field, "floats"),
        };
    }

    /// <summary>Text, or whole numbers in digits.</summary>
    public Ragged<string> Texts(DataField field)
    {
        if (field.ClrType != typeof(ReadOnlyMemory<char>) && field.ClrType != typeof(string))
        {
            Ragged<long> numbers = Numbers(field);
            return new Ragged<string>(Array.ConvertAll(numbers.Values, number => number.ToString(CultureInfo.InvariantCulture)), numbers.Offsets);
        }
        using RawColumnData raw = Load(field);
        return raw is RawColumnData<ReadOnlyMemory<char>> texts ? Of(texts, field, list: null, text => text.ToString()) : throw Unreadable(field, "text");
    }

    /// <summary>Flags.</summary>
    public Ragged<bool> Flags(DataField field)
    {
        using RawColumnData raw = Load(field);
        return raw is RawColumnData<bool> flags ? Of(flags, field, list: null, flag => flag) : throw Unreadable(field, "flags");
    }

    /// <summary>A fault of the file.</summary>
    /// <param name="row">Of the group, from 0.</param>
    /// <param name="what">What is wrong with it.</param>
    public CiceroneException Fault(int row, string what) => new($"{part.Path}, row {row + 1} of a row group: {what}.");

    public void Dispose() => group.Dispose();

    private RawColumnData Load(DataField field)
    {
        if (field.MaxRepetitionLevel > 1) throw new CiceroneException($"{part.Path}: the column '{field.Path}' has lists of lists, which are not read.");
        long values = group.GetMetadata(field)?.MetaData?.NumValues ?? 0;
        if (values is < 0 or > MostValues) throw new CiceroneException($"{part.Path}: the column '{field.Path}' has {values:N0} values in a row group, more than {MostValues:N0}. Write it again in smaller ones.");
        return part.Wait(() => group.ReadRawColumnDataBaseAsync(field).AsTask());
    }

    /// <summary>Puts together what Parquet keeps apart: values, and for each place how much of the path to it there is and whether it goes on with a list.</summary>
    private Ragged<TTo> Of<TFrom, TTo>(RawColumnData<TFrom> raw, DataField field, ListField? list, Func<TFrom, TTo> convert) where TFrom : struct
    {
        int whole = field.MaxDefinitionLevel, places = whole > 0 ? raw.DefinitionLevels.Length : raw.Values.Length, row = -1, next = 0;
        int element = list is null ? int.MaxValue : list.Item.MaxDefinitionLevel - (list.Item.IsNullable ? 1 : 0); // from here on there is an element, if perhaps without a value
        ReadOnlySpan<int> levels = whole > 0 ? raw.DefinitionLevels : default, repeats = field.MaxRepetitionLevel > 0 ? raw.RepetitionLevels : default;
        ReadOnlySpan<TFrom> from = raw.Values;
        var values = new TTo[whole > 0 ? levels.Count(whole) : places];
        int[] offsets = new int[Rows + 1];
        for (int place = 0; place < places; place++)
        {
            if (repeats.IsEmpty || repeats[place] == 0)
            {
                if (++row == Rows) break;
                offsets[row] = next;
            }
            if (row < 0) throw Fault(0, $"the column '{field.Path}' begins in the middle of a list");
            if (whole == 0 || levels[place] == whole) values[next] = convert(from[next++]);
            else if (levels[place] >= element) throw Fault(row, $"a list of the column '{field.Path}' has an element without a value");
        }
        if (row != Rows - 1 || next != values.Length) throw new CiceroneException($"{part.Path} is damaged: the column '{field.Path}' does not have {Rows:N0} rows.");
        offsets[Rows] = next;
        return new Ragged<TTo>(values, offsets);
    }

    private long Whole(double number, DataField field) => number == Math.Floor(number) && Math.Abs(number) < 1L << 53 ? (long)number : throw new CiceroneException($"{part.Path}: the column '{field.Path}' has {number}, where whole numbers are expected.");

    private CiceroneException Unreadable(DataField field, string what) => new($"{part.Path}: the column '{field.Path}' holds {field.ClrType.Name}, where {what} are expected.");
}
