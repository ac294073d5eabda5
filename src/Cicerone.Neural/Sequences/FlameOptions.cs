namespace Cicerone.Neural.Sequences;

/// <summary>Options of <see cref="Flame"/>: those of its network, and how the partner teaches it.</summary>
public sealed record FlameOptions : SasRecOptions
{
    /// <summary>Into how many modules both networks are cut; the embeddings are one. At most the layers + 1.</summary>
    [Option("modules that both networks are cut into; the embeddings are one, the layers are shared out over the others", Min = 2, Max = 8)]
    public int Modules { get; init => field = Checked(value); } = 2;

    /// <summary>What the partner network is.</summary>
    [Option("what the partner network is")]
    public FlamePartner Partner { get; init; }

    /// <summary>A folder of tensors for a pretrained partner; empty trains it first.</summary>
    [Option("a folder of tensors under their published names for the pretrained partner; empty trains it first")]
    public string Frozen { get; init; } = "";

    /// <summary>The weight λ₀ of the mutual loss at the start; 0 leaves it out.</summary>
    [Option("weight of the mutual loss at the start; 0 leaves it out", Min = 0, Max = 1e6)]
    public double MutualWeight { get; init => field = Checked(value); } = 1;

    /// <summary>Its weight λ_R after <see cref="Annealing"/> epochs.</summary>
    [Option("its weight at the end of the annealing", Min = 1e-30, Max = 1e6)]
    public double FinalWeight { get; init => field = Checked(value); } = 1e-5;

    /// <summary>Epochs R over which the weight falls, by a constant factor each; 0 means <c>epochs</c>.</summary>
    [Option("epochs over which the weight of the mutual loss falls; 0 means 'epochs'", Min = 0, Max = 1e6)]
    public int Annealing { get; init => field = Checked(value); }

    /// <summary>What inner products are divided by in the mutual loss.</summary>
    [Option("temperature of the mutual loss", Min = 1e-6, Max = 1e6)]
    public double Temperature { get; init => field = Checked(value); } = 1;

    /// <summary>Whether hybrid representations go through a module blind to each other; as released, they attend to each other.</summary>
    [Option("whether hybrid representations are blind to each other inside a module; as released, they attend to each other")]
    public bool Apart { get; init; }

    /// <summary>The weight of the mutual loss in an epoch: λ₀ (λ_R/λ₀)^(epoch/R).</summary>
    internal double WeightIn(int epoch) =>
        MutualWeight == 0 ? 0 : MutualWeight * Math.Pow(FinalWeight / MutualWeight, (double)epoch / Math.Max(1, Annealing == 0 ? Epochs : Annealing));
}

/// <summary>The partner network of <see cref="Flame"/>.</summary>
public enum FlamePartner
{
    /// <summary>Trained alone before, then frozen: the method.</summary>
    Pretrained,

    /// <summary>Frozen at its random first weights: a control.</summary>
    Random,

    /// <summary>Trained along from scratch, with a loss of its own: the kind of ensemble that the method is compared with.</summary>
    Learning,
}
