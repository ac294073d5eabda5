using System.CommandLine;
using Cicerone.Data.Formats;
using Cicerone.Metrics.Series;

namespace Cicerone.Cli.Commands.Series;

/// <summary><c>cicerone series score</c>: two columns of a table, scored.</summary>
internal sealed class SeriesScoreCommand : CiceroneCommand
{
    private readonly Argument<string> _file = new("file") { Description = "CSV, TSV or Parquet with a row a step, oldest first." };
    private readonly Option<string> _observed = new("--observed") { Description = "The column of observed values.", Required = true, HelpName = "COLUMN" };
    private readonly Option<string> _simulated = new("--simulated") { Description = "The column of simulated values.", Required = true, HelpName = "COLUMN" };
    private readonly Option<string?> _time = new("--time") { Description = "The column of times, where its name does not tell.", HelpName = "COLUMN" };
    private readonly ScoringOptions _scoring = new();

    public SeriesScoreCommand() : base("score", "Scores a simulated series against an observed one: JKGE_ss with level, variability and timing apart, KGE_ss, KGE, KGE′, NSE and log-NSE.",
        "cicerone series score flow.csv --observed q_mm --simulated q_model_mm",
        "cicerone series score flow.parquet --observed seen --simulated told --set window=91 variant=norm --json")
    {
        Add(_file);
        Add(_observed);
        Add(_simulated);
        Add(_time);
        Add(_scoring.Option);
    }

    protected override Task<int> RunAsync(Invocation call)
    {
        JkgeOptions options = _scoring.Read(call);
        string observed = call.Value(_observed)!, simulated = call.Value(_simulated)!;
        SeriesTable table = SeriesTable.Read(call.Value(_file), [observed, simulated], call.Value(_time));
        if (table.OddSteps > 0) call.Terminal.Remark($"{table.OddSteps:N0} steps are not as long as the others; a window counts rows.");
        SeriesScore score = SeriesScore.Of(table.Columns[observed], table.Columns[simulated], options, table.Months);
        if (call.Json) call.Terminal.Document(SeriesDocument.Of(score, options));
        else
        {
            call.Terminal.Line($"{score.Steps:N0} steps, {score.Valid:N0} of them with both values; {options.Benchmark switch
            {
                SeriesBenchmark.MovingMean => $"a moving mean of {options.Window} steps",
                SeriesBenchmark.SectionMean => $"means of sections of {options.Window} steps",
                SeriesBenchmark.MonthMean => "the mean of each calendar month",
                _ => "the long-term mean",
            }} is the benchmark.");
            call.Terminal.Table(["figure", "#value", ""], SeriesDocument.Rows(score));
        }
        return Task.FromResult(CommandLine.Done);
    }
}
