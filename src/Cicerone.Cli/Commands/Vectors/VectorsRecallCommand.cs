using System.CommandLine;
using System.Globalization;
using Cicerone.Evaluation.Retrieval;

namespace Cicerone.Cli.Commands.Vectors;

/// <summary><c>cicerone vectors recall</c>: what an index found against the exact answer.</summary>
internal sealed class VectorsRecallCommand : CiceroneCommand
{
    private readonly Argument<string> _folder = new("folder") { Description = "Vectors, as 'cicerone vectors export' wrote them." };
    private readonly Argument<string> _list = new("list") { Description = "What the index found: a .u64bin file of ids, a row for each query, the best first." };

    public VectorsRecallCommand() : base("recall", "Says how many of the truly best items an index found, at 1, 10, 100 and all of its answers.",
        "cicerone vectors recall vectors id100.u64bin")
    {
        Add(_folder);
        Add(_list);
    }

    protected override Task<int> RunAsync(Invocation call)
    {
        var report = RecallReport.Of(call.Value(_folder), call.Value(_list));
        if (call.Json) call.Terminal.Document(report);
        else
        {
            call.Terminal.Line($"{report.Queries:N0} queries, {report.Items:N0} items, {report.Length} answers each; the worst query's recall is {report.Least.ToString("0.000", CultureInfo.InvariantCulture)}.");
            call.Terminal.Table(["", "#recall"], report.Recall.Select(figure => (string[])[figure.Key, figure.Value.ToString("0.0000", CultureInfo.InvariantCulture)]));
            if (report.Unknown > 0) call.Terminal.Remark($"{report.Unknown:N0} answers are no item of {call.Value(_folder)}: they count as misses.");
            if (report.Repeated > 0) call.Terminal.Remark($"{report.Repeated:N0} answers repeat one of their query: they count once.");
        }
        return Task.FromResult(CommandLine.Done);
    }
}
