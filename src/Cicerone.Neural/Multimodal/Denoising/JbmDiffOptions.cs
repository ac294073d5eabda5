namespace Cicerone.Neural.Multimodal.Denoising;

/// <summary>Options of <see cref="JbmDiff"/>. Every mechanism has a switch of its own; docs/methods/jbm-diff.md says which defaults are whose.</summary>
public sealed record JbmDiffOptions : GraphModalOptions
{
    /// <summary>Watches recall, as its kin do.</summary>
    public JbmDiffOptions() => (Watch, Patience) = ("recall@20", 20);

    /// <summary>Whether features enter as preferences of people: through the graph of who chose what, denoised.</summary>
    [Option("whether features enter as preferences of people, denoised")]
    public bool PreferenceView { get; init; } = true;

    /// <summary>Whether items are also spread over the graph of items alike by their features.</summary>
    [Option("whether items are also spread over the graph of items alike by their features")]
    public bool SemanticView { get; init; } = true;

    /// <summary>How many epochs lie between two graphs of items alike that are drawn by what is denoised; with 0, or without the preferences that are denoised, the graph stays that of the features as they are.</summary>
    [Option("epochs between graphs of items alike drawn by what is denoised; 0 keeps that of the features as they are", Min = 0, Max = 100_000)]
    public int Redrawing { get; init => field = Checked(value); } = 5;

    /// <summary>Whether mapped features are denoised by diffusion; without, they are taken as they are mapped.</summary>
    [Option("whether mapped features are denoised by diffusion; without, they are taken as mapped")]
    public bool Diffusion { get; init; } = true;

    /// <summary>What the denoiser is told of an item beside its noisy features.</summary>
    [Option("what the denoiser is told of an item: its behaviour, that of another item (a control), or nothing")]
    public ConditionKind Condition { get; init; }

    /// <summary>Whether noisy features are smoothed over the graph of items chosen together before they are denoised.</summary>
    [Option("whether noisy features are smoothed over the graph of items chosen together before they are denoised")]
    public bool Smoothing { get; init; } = true;

    /// <summary>Steps T of the diffusion.</summary>
    [Option("steps of the diffusion", Min = 1, Max = 1000)]
    public int Steps { get; init => field = Checked(value); } = 10;

    /// <summary>The step T′ from which features are denoised; 0 leaves them as they are.</summary>
    [Option("the step from which features are denoised", Min = 0, Max = 1000)]
    public int StartStep { get; init => field = Checked(value); } = 5;

    /// <summary>β of the last step.</summary>
    [Option("noise of the last step", Min = 1e-4, Max = 0.999)]
    public double LastNoise { get; init => field = Checked(value); } = 0.2;

    /// <summary>Hidden width of the denoiser.</summary>
    [Option("hidden width of the denoiser", Min = 1, Max = 4096)]
    public int Hidden { get; init => field = Checked(value); } = 128;

    /// <summary>Share of items whose condition is hidden in a step.</summary>
    [Option("share of items whose condition is hidden in a training step", Min = 0, Max = 1)]
    public double HiddenConditions { get; init => field = Checked(value); } = 0.1;

    /// <summary>ω of (1 + ω) x̂ with the condition − ω x̂ without.</summary>
    [Option("how far denoising is drawn away from what it would be without the condition", Min = 0, Max = 10)]
    public double Guidance { get; init => field = Checked(value); }

    /// <summary>Weight λ_d of the loss of the diffusion.</summary>
    [Option("weight of the loss of the diffusion", Min = 0, Max = 100)]
    public double Denoising { get; init => field = Checked(value); } = 1;

    /// <summary>Weight α, within that, of drawing what is denoised to the item's behaviour.</summary>
    [Option("weight, within the loss of the diffusion, of drawing what is denoised to the item's behaviour", Min = 0, Max = 100)]
    public double Contrast { get; init => field = Checked(value); } = 0.1;

    /// <summary>Weight of ranking by each kind of features alone.</summary>
    [Option("weight of ranking by each kind of features alone in the loss", Min = 0, Max = 100)]
    public double Preference { get; init => field = Checked(value); } = 0.5;

    /// <summary>Weight λ_a of the alignment of behaviour and features.</summary>
    [Option("weight of the alignment of behaviour and features", Min = 0, Max = 100)]
    public double Alignment { get; init => field = Checked(value); } = 0.01;

    /// <summary>Largest weight κ of all features together in a score's vectors; what it is within that is learned.</summary>
    [Option("largest weight of the features' preferences in the final vectors; it is learned within that", Min = 0, Max = 10)]
    public double ModalWeight { get; init => field = Checked(value); } = 0.2;

    /// <summary>How training pairs are weighed.</summary>
    [Option("how training pairs are weighed by their credibility")]
    public CredibilityKind Credibility { get; init; } = CredibilityKind.Edge;

    /// <summary>Whether items that every view puts first for a person are learned from as if chosen.</summary>
    [Option("whether items that every view puts first for a person are learned from as if chosen, with a small weight")]
    public bool Augmentation { get; init; } = true;

    /// <summary>Epochs before pairs are weighed and added to.</summary>
    [Option("epochs before pairs are weighed and added to", Min = 0, Max = 100_000)]
    public int WarmupEpochs { get; init => field = Checked(value); } = 5;

    /// <summary>Checks what one option alone cannot.</summary>
    /// <exception cref="CiceroneException">Options contradict each other.</exception>
    internal void Check()
    {
        if (StartStep > Steps) throw new CiceroneException($"Option 'start-step' is {StartStep}, but there are only {Steps} 'steps'.");
        if (SemanticView && Neighbours < 2) throw new CiceroneException("Option 'neighbours' is 1, so that no item has another beside itself; set it to 2 or more, or 'semantic-view' to false.");
        if (Credibility == CredibilityKind.Pair && !PreferenceView) throw new CiceroneException("Option 'credibility' is 'pair', which asks several views whether they agree; it needs 'preference-view'.");
    }
}

/// <summary>What the denoiser of <see cref="JbmDiff"/> is told of an item.</summary>
public enum ConditionKind
{
    /// <summary>The item's vector by behaviour: the paper's.</summary>
    Behaviour,

    /// <summary>That of another item, always the same: a control.</summary>
    Shuffled,

    /// <summary>Nothing.</summary>
    None,
}

/// <summary>How <see cref="JbmDiff"/> weighs training pairs.</summary>
public enum CredibilityKind
{
    /// <summary>All alike.</summary>
    None,

    /// <summary>Once an epoch, by how the views rank the item for the person among others.</summary>
    Edge,

    /// <summary>In each step, by whether the views put the chosen item before the drawn one.</summary>
    Pair,
}
