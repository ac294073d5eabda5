using System.CommandLine;
using Cicerone.Metrics.Series;

namespace Cicerone.Cli.Commands.Series;

/// <summary>How JKGE_ss is told, as it is typed.</summary>
internal sealed class ScoringOptions
{
    private readonly Option<string[]> _set = new("--set")
    {
        Description = $"An option of JKGE_ss; may be repeated: {string.Join("; ", OptionsBinder.Describe(new JkgeOptions()).Select(option => $"{option.Name} ({option.Type}, {option.Default})"))}.",
        HelpName = "name=value",
        AllowMultipleArgumentsPerToken = true,
    };

    public Option Option => _set;

    /// <summary>The options that were typed.</summary>
    public JkgeOptions Read(Invocation call) =>
        UsageException.Unless(() => OptionsBinder.Bind<JkgeOptions>(SettingsOptions.Pairs("--set", call.Value(_set) ?? []), "jkge-ss"));
}
