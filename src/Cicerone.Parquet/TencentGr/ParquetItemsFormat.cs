using System.Globalization;
using System.Text;
using Cicerone.Data.Formats;
using Cicerone.Data.Formats.TencentGr;

namespace Cicerone.Parquet.TencentGr;

/// <summary>The table of items of TencentGR's public release: all parts of the <c>item_feat/</c> that the file lies in. Items have their raw ids where <c>indexer.pkl</c> lies beside the folder.</summary>
internal sealed class ParquetItemsFormat : TableFormat
{
    public override string Name => "tencentgr-parquet-items";

    public override string Summary => "TencentGR's public release: what is known of each item, by index (the parts of item_feat/; indexer.pkl beside it is used).";

    public override TableRows Open(FileSample sample, ReadOptions options, bool latin1) =>
        new Rows(Path.GetDirectoryName(Path.GetDirectoryName(Path.GetFullPath(sample.File.Path)))!, sample.File, AdIndexer.Beside(sample.File, options)?.Items);

    internal override string? Refusal(FileSample sample, ReadOptions options) =>
        !sample.Bytes.AsSpan().StartsWith("PAR1"u8) ? "it does not begin as Parquet files do"
        : Path.GetFileName(Path.GetDirectoryName(Path.GetFullPath(sample.File.Path))) != AdIndexer.ItemFolder ? $"it does not lie in a folder '{AdIndexer.ItemFolder}'"
        : null;

    private sealed class Rows : TableRows
    {
        private readonly IEnumerator<(int Item, AdFeatures Features)> _items;
        private readonly IReadOnlyList<string>? _raw;
        private readonly byte[][] _cells;

        public Rows(string folder, DataFile file, IReadOnlyList<string>? raw)
        {
            (_items, _raw) = (new ParquetAdData(folder).Items().GetEnumerator(), raw);
            using var part = new ParquetPart(file);
            Columns = ["item", .. FeatureColumn.NamesOf(part)];
            _cells = new byte[Columns.Count][];
        }

        public override IReadOnlyList<string> Columns { get; }

        public override long Line => _items.Current.Item;

        public override string? Fault => null;

        public override string Text => string.Join('\t', _cells.Select(Encoding.UTF8.GetString));

        public override ReadOnlySpan<byte> this[int column] => _cells[column];

        public override bool Next()
        {
            if (!_items.MoveNext()) return false;
            (int item, AdFeatures features) = _items.Current;
            string index = item.ToString(CultureInfo.InvariantCulture);
            _cells[0] = Encoding.UTF8.GetBytes(_raw is not null && AdIndexer.TryRaw(_raw, index, out string? raw) ? raw : index);
            for (int column = 1; column < Columns.Count; column++) _cells[column] = Encoding.UTF8.GetBytes(string.Join(' ', features[Columns[column]].Select(value => value.Text)));
            return true;
        }

        public override void Dispose() => _items.Dispose();
    }
}
