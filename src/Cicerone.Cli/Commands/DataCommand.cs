namespace Cicerone.Cli.Commands;

/// <summary><c>cicerone data</c>: looking at data and making them.</summary>
internal sealed class DataCommand : System.CommandLine.Command
{
    public DataCommand() : base("data", "Describes data files, and makes simulated worlds.")
    {
        Add(new DataDescribeCommand());
        Add(new DataSimulateCommand());
    }
}
