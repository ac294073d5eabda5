using System.CommandLine;
using System.Diagnostics;
using Cicerone.Data.Reviews;
using Cicerone.Language.Statements;
using Cicerone.Language.Statements.Extraction;
using Cicerone.Language.Statements.Files;

namespace Cicerone.Cli.Commands.Statements;

/// <summary><c>cicerone statements extract</c>: reviews in, statements with their places out.</summary>
internal sealed class StatementsExtractCommand : CiceroneCommand
{
    private readonly Option<string> _reviews = new("--reviews") { Description = "Reviews, JSON lines such as the Amazon Reviews.", Required = true, HelpName = "FILE" };
    private readonly Option<string> _out = new("--out") { Description = "Folder for the statements.", Required = true, HelpName = "FOLDER" };

    public StatementsExtractCommand() : base("extract", "Finds what reviews state of products: one fact each, with the words it rests on, verified by rules; no language model is asked.",
        "cicerone statements extract --reviews Beauty_5.json.gz --out statements")
    {
        Add(_reviews);
        Add(_out);
    }

    protected override Task<int> RunAsync(Invocation call)
    {
        string path = call.Value(_out)!;
        if (Directory.Exists(path) && Directory.EnumerateFileSystemEntries(path).Any()) throw new CiceroneException($"{path} is not empty; choose another folder.");
        var file = ReviewFile.Read(call.Value(_reviews)!);
        Remarks.Of(file.Report, call.Terminal);
        long start = Stopwatch.GetTimestamp();
        var extracted = ExtractedReviews.Offline(file.Reviews, new ParallelOptions { MaxDegreeOfParallelism = call.Threads, CancellationToken = call.Cancellation });
        double rate = file.Reviews.Count / Stopwatch.GetElapsedTime(start).TotalSeconds;
        StatementCorpus corpus = new StatementFolder(path).WriteExtracted(extracted.Reviews);
        int candidates = extracted.Reviews.Sum(one => one.Candidates.Count), made = corpus.Frequencies.Sum();
        if (call.Json)
        {
            call.Terminal.Document(new
            {
                Folder = path,
                Reviews = file.Reviews.Count,
                file.Repeated,
                BadRows = file.Report.BadRowCount,
                WithStatements = corpus.Reviews.Count,
                Candidates = candidates,
                Made = made,
                Statements = corpus.Statements.Count,
                extracted.Lost,
                Rejected = extracted.Rejected.ToDictionary(one => one.Key.ToString().ToLowerInvariant(), one => one.Value),
                ReviewsPerSecond = rate,
            });
            return Task.FromResult(CommandLine.Done);
        }
        call.Terminal.Line($"{file.Reviews.Count:N0} reviews ({file.Repeated:N0} repeated ones left out), {rate:N0} a second; {corpus.Reviews.Count:N0} of them make {made:N0} statements, {corpus.Statements.Count:N0} different ones.");
        call.Terminal.Table(["rejected because of", "#candidates"], extracted.Rejected.OrderByDescending(one => one.Value).Select(one => new[] { one.Key.ToString().ToLowerInvariant(), $"{one.Value:N0}" }));
        call.Terminal.Line($"next: cicerone statements cluster {path}");
        return Task.FromResult(CommandLine.Done);
    }
}
