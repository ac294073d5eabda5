namespace Cicerone.Cli.Commands.Series;

/// <summary><c>cicerone series</c>: series over time, observed against simulated.</summary>
internal sealed class SeriesCommand : System.CommandLine.Command
{
    public SeriesCommand() : base("series", "Scores a simulated series against an observed one while the world changes, and calibrates catchment models.")
    {
        Add(new SeriesScoreCommand());
        Add(new SeriesFitCommand());
        Add(new SeriesReportCommand());
    }
}
