namespace Cicerone.Neural.Multimodal;

/// <summary>What the models over two graphs share: that of who chose what, and that of items alike by their features.</summary>
public abstract record GraphModalOptions : ModalOptions
{
    /// <summary>The step size of <see cref="Collaborative.LightGcn"/>.</summary>
    protected GraphModalOptions() => LearningRate = 5e-3;

    /// <summary>How often vectors are spread over the graph of who chose what.</summary>
    [Option("how often vectors are spread over the graph of who chose what", Min = 1, Max = 16)]
    public int Layers { get; init => field = Checked(value); } = 2;

    /// <summary>Share of the edges of who chose what that an epoch leaves out, those between much-chosen ends first.</summary>
    [Option("share of the edges that an epoch leaves out", Min = 0, Max = 0.99)]
    public double Pruning { get; init => field = Checked(value); }

    /// <summary>How many items are an item's own in the graph of items alike, itself counted.</summary>
    [Option("how many items are an item's neighbours by its features, itself counted", Min = 1, Max = 1000)]
    public int Neighbours { get; init => field = Checked(value); } = 10;
}
