namespace Cicerone.Language.Transformer.Generation;

/// <summary>How a text is continued.</summary>
public sealed record GenerationOptions : OptionSet
{
    /// <summary>The most new tokens.</summary>
    [Option("the most new tokens", Min = 1, Max = 1 << 20)]
    public int MaxTokens { get; init => field = Checked(value); } = 64;

    /// <summary>Scores are divided by this before tokens are drawn; 0 always takes the likeliest token.</summary>
    [Option("scores are divided by this before tokens are drawn; 0 always takes the likeliest token", Min = 0, Max = 100)]
    public double Temperature { get; init => field = Checked(value); }

    /// <summary>Only the likeliest tokens whose probabilities reach this together are drawn from (Holtzman et al., ICLR 2020); 1 draws from all.</summary>
    [Option("only the likeliest tokens whose probabilities reach this together are drawn from", Min = 1e-6, Max = 1)]
    public double TopP { get; init => field = Checked(value); } = 1;

    /// <summary>Decides what is drawn; each text of a batch has draws of its own.</summary>
    public ulong Seed { get; init; } = 1;

    /// <summary>Tokens that end a text; they are not part of what is returned.</summary>
    public IReadOnlyList<int> StopTokens { get; init; } = [];
}
