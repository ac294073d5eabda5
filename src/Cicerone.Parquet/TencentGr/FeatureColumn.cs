using System.Globalization;
using Cicerone.Data.Formats.TencentGr;
using Parquet.Schema;

namespace Cicerone.Parquet.TencentGr;

/// <summary>A column of one feature: an index or several a row, or a structure of a value and whether it is raw text (<c>cold_start</c>, or <c>is_str</c>).</summary>
internal sealed class FeatureColumn
{
    private static readonly string[] Ids = ["user_id", "item_id", "creative_id", "reid_creative_id", "retrieval_id"], Marks = ["cold_start", "is_str"];
    private readonly string _name;
    private readonly DataField _value;
    private readonly DataField? _mark;
    private readonly ListField? _list;
    private ParquetValues? _loaded;
    private Ragged<string> _texts = new([], [0]);
    private Ragged<long> _numbers = new([], [0]);
    private Ragged<bool>? _marks;

    private FeatureColumn(string name, DataField value, DataField? mark, ListField? list) => (_name, _value, _mark, _list) = (name, value, mark, list);

    /// <summary>The features of a file: every column but ids.</summary>
    public static IEnumerable<string> NamesOf(ParquetPart part) => part.Fields.Select(field => field.Name).Except(Ids);

    /// <summary>Their columns.</summary>
    public static FeatureColumn[] Of(ParquetPart part) => [.. part.Fields.Where(field => !Ids.Contains(field.Name)).Select(field => field switch
    {
        DataField single => new FeatureColumn(field.Name, single, mark: null, list: null),
        ListField { Item: DataField element } list => new FeatureColumn(field.Name, element, mark: null, list),
        StructField both when Child(both, ["feature_value"]) is { } value && Child(both, Marks) is { } mark => new FeatureColumn(field.Name, value, mark, list: null),
        _ => throw new CiceroneException($"{part.Path}: the column '{field.Name}' is neither a value, nor a list, nor a structure of 'feature_value' and {string.Join(" or ", Marks.Select(name => $"'{name}'"))}."),
    })];

    /// <summary>The features of a row.</summary>
    public static AdFeatures Gather(FeatureColumn[] columns, int row)
    {
        var features = new AdFeatures();
        foreach (FeatureColumn column in columns) column.AddTo(features, row);
        return features;
    }

    /// <summary>Reads the column of a row group.</summary>
    public void Load(ParquetValues values)
    {
        _loaded = values;
        if (_mark is null) _numbers = values.Numbers(_value, _list);
        else (_texts, _marks) = (values.Texts(_value), values.Flags(_mark));
    }

    private static DataField? Child(StructField both, string[] names) => both.Fields.OfType<DataField>().FirstOrDefault(field => names.Contains(field.Name));

    private void AddTo(AdFeatures features, int row)
    {
        if (_marks is null)
        {
            if (_numbers[row].Length > 0) features.Add(_name, [.. _numbers[row].ToArray().Select(number => Index(number, row))]);
            return;
        }
        if (_texts[row] is not [var text]) return;
        if (_marks[row] is [true]) features.AddUnseen(_name, text);
        else features.Add(_name, Index(long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out long number) ? number : -1, row));
    }

    private int Index(long number, int row) => number is >= 0 and <= int.MaxValue ? (int)number : throw _loaded!.Fault(row, $"the feature {_name} is no index");
}
