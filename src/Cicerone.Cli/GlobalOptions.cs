using System.CommandLine;

namespace Cicerone.Cli;

/// <summary>Options of every command.</summary>
internal static class GlobalOptions
{
    public static Option<bool> Json { get; } = new("--json")
    {
        Description = "Print one JSON document on standard output; progress stays on standard error.",
        Recursive = true,
    };

    public static Option<ulong> Seed { get; } = new("--seed")
    {
        Description = "Decides every random choice.",
        DefaultValueFactory = _ => 1,
        Recursive = true,
    };

    public static Option<int> Threads { get; } = Positive(new Option<int>("--threads")
    {
        Description = "Processors to use.",
        DefaultValueFactory = _ => Environment.ProcessorCount,
        Recursive = true,
    });

    /// <summary>Refuses numbers below 1.</summary>
    public static Option<int> Positive(Option<int> option)
    {
        option.Validators.Add(result =>
        {
            if (result.Tokens.Count > 0 && int.TryParse(result.Tokens[0].Value, out int value) && value < 1)
                result.AddError($"{option.Name} is {value}, but must be at least 1.");
        });
        return option;
    }
}
