using Cicerone.Neural.Collaborative;

namespace Cicerone.Neural.Multimodal;

/// <summary>What the models that know items by more than who chose them share.</summary>
public abstract record ModalOptions : FactorOptions
{
    /// <summary>Names of the features to use; empty takes all that are given, or else the items' text.</summary>
    [Option("names of the features to use, with + between; empty takes all that are given, or else the items' text")]
    public string Features { get; init; } = "";

    /// <summary>Length of the vectors that are made of text, where no features are given.</summary>
    [Option("length of the vectors made of text, where no features are given", Min = 1, Max = 4096)]
    public int TextWidth { get; init => field = Checked(value); } = 128;
}
