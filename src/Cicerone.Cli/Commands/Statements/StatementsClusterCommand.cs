using System.CommandLine;
using System.Diagnostics;
using Cicerone.Language.Statements;
using Cicerone.Language.Statements.Clustering;
using Cicerone.Language.Statements.Files;

namespace Cicerone.Cli.Commands.Statements;

/// <summary><c>cicerone statements cluster</c>: merges statements that say the same.</summary>
internal sealed class StatementsClusterCommand : CiceroneCommand
{
    private const int LargestShown = 10;
    private readonly Argument<string> _folder = StatementsArgument.Make();
    private readonly SettingsOptions _settings = new();

    public StatementsClusterCommand() : base("cluster", "Merges statements that say the same, each sentiment by itself, and splits the reviews into those to learn from, to watch and to test.",
        "cicerone statements cluster statements",
        "cicerone statements cluster statements --set near=0.5 --json")
    {
        Add(_folder);
        foreach (Option option in _settings.All) Add(option);
    }

    protected override async Task<int> RunAsync(Invocation call)
    {
        ClusteringOptions options = UsageException.Unless(() => OptionsBinder.Bind<ClusteringOptions>(_settings.Read(call), "statements cluster"));
        (StatementFolder folder, StatementCorpus surface) = StatementsArgument.Read(call.Value(_folder), StatementFolder.Surface);
        long start = Stopwatch.GetTimestamp();
        var parallel = new ParallelOptions { MaxDegreeOfParallelism = call.Threads, CancellationToken = call.Cancellation };
        StatementClusters clusters = await new StatementClusterer(new LexiconJudge(), options).MergeAsync(surface.Statements, StatementClusterer.WordVectors(surface.Statements, parallel), call.Cancellation);
        double rate = surface.Statements.Count / Stopwatch.GetElapsedTime(start).TotalSeconds;
        StatementCorpus merged = surface.Consolidate(clusters);
        ClusterFiles.Write(folder, clusters, surface.Statements, options);
        folder.Write(merged, StatementFolder.Merged);
        var split = StatementSplit.Of(merged);
        folder.Write(split, merged);
        if (call.Json)
        {
            call.Terminal.Document(new { Folder = folder.Path, Statements = surface.Statements.Count, Clusters = merged.Statements.Count, clusters.Reduction, Judged = clusters.Pairs.Count, Joined = clusters.Pairs.Count(pair => pair.Judgement >= options.Same), clusters.SplitAgain, StatementsPerSecond = rate });
            return CommandLine.Done;
        }
        call.Terminal.Line($"{surface.Statements.Count:N0} statements in {merged.Statements.Count:N0} clusters ({clusters.Reduction:0.0%} fewer), {rate:N0} a second; {clusters.Pairs.Count:N0} pairs judged, {clusters.Pairs.Count(pair => pair.Judgement >= options.Same):N0} joined.");
        call.Terminal.Table(["most made", "#reviews", "#wordings"], Enumerable.Range(0, merged.Statements.Count).OrderByDescending(id => merged.Frequencies[id]).Take(LargestShown)
            .Select(id => new[] { merged.Statements[id].Text, $"{merged.Frequencies[id]:N0}", $"{clusters.Members[id].Count:N0}" }));
        call.Terminal.Line($"next: cicerone statements evaluate {folder.Path}");
        return CommandLine.Done;
    }
}
