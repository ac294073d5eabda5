using System.Text;

namespace Cicerone.Data.Formats.TencentGr;

/// <summary>
/// Sequences of advertisements as the TencentGR contest gave them out: a line of <see cref="AdSequence"/> a person. Where <c>indexer.pkl</c>
/// lies beside the file, people and items have their raw ids.
/// </summary>
internal sealed class TencentGrFormat : InteractionFormat
{
    private const int MostText = 4_000;

    /// <summary>What actions are called in a log, by their number.</summary>
    public static IReadOnlyList<string> Actions { get; } = ["exposure", "click", "conversion"];

    public override string Name => "tencentgr";

    public override string Summary => "TencentGR: one person a line, a list of records [user, item, user features, item features, action, time] (seq.jsonl; indexer.pkl and item_feat_dict.json beside it are used).";

    internal override string? Refusal(FileSample sample, ReadOptions options) =>
        options.Columns.Count > 0 ? "its records have fixed fields, and --columns names others"
        : sample.Lines[0].StartsWith("[[", StringComparison.Ordinal) ? null
        : "its first line is no list of records";

    internal override void Read(FileSample sample, EventSink sink)
    {
        AdIndexer? indexer = AdIndexer.Beside(sample.File, sink.Options);
        if (indexer is null) sink.Report.Note($"there is no {AdIndexer.FileName} beside {sample.File.Path}, so people and items keep their indices for ids");
        using var lines = new RowReader(sample.File.Open(), sample.File, SequenceLines.Longest, quoting: null);
        long unknown = 0;
        while (lines.Read())
        {
            sink.Report.CountRow();
            string? fault = null;
            try
            {
                AdSequence sequence = SequenceLines.Parse(lines);
                int person = sink.Person(indexer is not null && AdIndexer.TryRaw(indexer.Users, sequence.User, out string? user) ? user : sequence.User);
                foreach (string id in sequence.Profile.Ids) sink.People.Add(person, id, string.Join(' ', sequence.Profile[id].Select(value => value.Text)));
                foreach (AdEvent one in sequence.Events)
                {
                    string? item = null;
                    if (indexer is not null && !AdIndexer.TryRaw(indexer.Items, one.Item, out item)) unknown++;
                    sink.Add(person, item ?? one.Item, one.Time, Actions[(int)one.Action]);
                }
            }
            catch (CiceroneException bad)
            {
                fault = bad.Message;
            }
            if (fault is not null) sink.Report.AddBadRow(sample.File.Path, lines.Line, fault, Encoding.UTF8.GetString(lines.Row[..Math.Min(lines.Row.Length, MostText)]));
        }
        if (unknown > 0) sink.Report.Note($"{unknown:N0} events of {sample.File.Path} are of items that {AdIndexer.FileName} does not know; their ids are taken for raw ones");
    }
}
