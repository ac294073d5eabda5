using Cicerone.Data.Formats;
using Cicerone.Data.Formats.TencentGr;

namespace Cicerone.Parquet.TencentGr;

/// <summary>A part of TencentGR's public <c>seq/</c>. Where <c>indexer.pkl</c> lies beside the folder, people and items have their raw ids.</summary>
internal sealed class ParquetAdFormat : InteractionFormat
{
    public override string Name => "tencentgr-parquet";

    public override string Summary => "TencentGR's public release: a person a row, with a list of structures of item, action and time (the folder's seq/; indexer.pkl beside it is used).";

    internal override string? Refusal(FileSample sample, ReadOptions options) =>
        !sample.Bytes.AsSpan().StartsWith("PAR1"u8) ? "it does not begin as Parquet files do"
        : Path.GetFileName(Path.GetDirectoryName(Path.GetFullPath(sample.File.Path))) != AdIndexer.PartFolder ? $"it does not lie in a folder '{AdIndexer.PartFolder}'"
        : options.Columns.Count > 0 ? "its lists have fixed fields, and --columns names others"
        : null;

    internal override void Read(FileSample sample, EventSink sink)
    {
        AdIndexer? indexer = AdIndexer.Beside(sample.File, sink.Options);
        if (indexer is null) sink.Report.Note($"there is no {AdIndexer.FileName} beside the folder of {sample.File.Path}, so people and items keep their indices for ids");
        foreach (AdHistory history in SequencePart.Read(sample.File.Path, skip: 0).People)
        {
            sink.Report.CountRow();
            int person = sink.Person(Id(indexer?.Users, history.User));
            for (int place = 0; place < history.Items.Length; place++)
                sink.Add(person, Id(indexer?.Items, history.Items[place]), history.Times[place], TencentGrFormat.Actions[(int)history.Actions[place]]);
        }
    }

    private static string Id(IReadOnlyList<string>? raw, int index) => raw is null || index > raw.Count ? $"{index}" : raw[index - 1];
}
