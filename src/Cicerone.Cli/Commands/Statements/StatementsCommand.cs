namespace Cicerone.Cli.Commands.Statements;

/// <summary><c>cicerone statements</c>: what reviews state of products, found, merged, ranked and tested.</summary>
internal sealed class StatementsCommand : System.CommandLine.Command
{
    public StatementsCommand() : base("statements", "Finds what reviews state of products, merges what says the same, ranks it for a person and an item, and tests rankers.")
    {
        Add(new StatementsExtractCommand());
        Add(new StatementsClusterCommand());
        Add(new StatementsRankCommand());
        Add(new StatementsEvaluateCommand());
    }
}
