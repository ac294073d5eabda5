namespace Cicerone.Cli.Commands;

/// <summary><c>cicerone data</c>: looking at data, changing their form, and getting or making them.</summary>
internal sealed class DataCommand : System.CommandLine.Command
{
    public DataCommand() : base("data", "Describes, converts, splits and fetches data, and makes simulated worlds.")
    {
        Add(new DataDescribeCommand());
        Add(new DataConvertCommand());
        Add(new DataSplitCommand());
        Add(new DataSimulateCommand());
        Add(new DataFetchCommand());
    }
}
