namespace Cicerone.Language.Transformer;

/// <summary>Which linear layers are adapted, and how freely.</summary>
internal sealed record LowRankOptions : OptionSet
{
    /// <summary>Rank r of every change.</summary>
    [Option("rank of the change of each adapted layer", Min = 1, Max = 4096)]
    public int Rank { get; init => field = Checked(value); } = 16;

    /// <summary>α: a change is multiplied by α / r.</summary>
    [Option("a change is multiplied by this over the rank", Min = 1e-6, Max = 1e6)]
    public double Alpha { get; init => field = Checked(value); } = 32;

    /// <summary>Last parts of the names of the layers that are adapted.</summary>
    public IReadOnlyList<string> Layers { get; init; } = ["q_proj", "k_proj", "v_proj", "o_proj", "gate_proj", "up_proj", "down_proj"];
}
