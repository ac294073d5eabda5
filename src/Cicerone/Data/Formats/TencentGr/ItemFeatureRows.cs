using System.Text;
using System.Text.Json;

namespace Cicerone.Data.Formats.TencentGr;

/// <summary>The items of <c>item_feat_dict.json</c> as rows: an item's raw id, and its features, several values with blanks between.</summary>
internal sealed class ItemFeatureRows(DataFile file, IReadOnlyList<string> features, ReadOptions options) : TableRows
{
    private const int MostUnreadTold = 10;

    private readonly ItemFeatureReader _items = new(file);
    private readonly IReadOnlyList<string>? _raw = AdIndexer.Beside(file, options)?.Items;
    private readonly byte[][] _fields = [.. Enumerable.Repeat(Array.Empty<byte>(), 1 + features.Count)];
    private readonly HashSet<string> _unread = [];

    public override IReadOnlyList<string> Columns { get; } = ["item", .. features];

    /// <summary>The number of the item: the file is one line.</summary>
    public override long Line => _items.Number;

    public override string? Fault => _items.Fault;

    public override string Text => string.Join(' ', _fields.Select(Encoding.UTF8.GetString));

    public override string? Note => _unread.Count == 0 ? null : $"features that first appear far into the file were not read: {string.Join(", ", _unread)}";

    public override ReadOnlySpan<byte> this[int column] => _fields[column];

    /// <summary>The features of the first items.</summary>
    public static IReadOnlyList<string> FeaturesOf(ReadOnlySpan<byte> beginning)
    {
        var features = new SortedSet<string>(StringComparer.Ordinal);
        var json = new Utf8JsonReader(beginning, isFinalBlock: false, default);
        try
        {
            while (json.Read())
                if (json.CurrentDepth == 2 && json.TokenType == JsonTokenType.PropertyName) features.Add(json.GetString()!);
        }
        catch (JsonException)
        {
            return []; // what is no JSON has no features; the format refuses it
        }
        return [.. features];
    }

    public override bool Next()
    {
        if (!_items.Next()) return false;
        _fields[0] = Encoding.UTF8.GetBytes(_raw is not null && AdIndexer.TryRaw(_raw, _items.Index, out string? raw) ? raw : _items.Index);
        for (int column = 1; column < Columns.Count; column++) _fields[column] = Encoding.UTF8.GetBytes(string.Join(' ', _items.Features[Columns[column]].Select(value => value.Text)));
        foreach (string id in _items.Features.Ids.Except(Columns).Take(MostUnreadTold - _unread.Count)) _unread.Add(id);
        return true;
    }

    public override void Dispose() => _items.Dispose();
}
