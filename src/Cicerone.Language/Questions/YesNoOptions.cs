using Cicerone.Neural.Training;

namespace Cicerone.Language.Questions;

/// <summary>Options of <see cref="YesNo"/>.</summary>
public sealed record YesNoOptions : GradientOptions
{
    /// <summary>The usual options.</summary>
    public YesNoOptions() => (Epochs, Patience, ClipNorm) = (20, 3, 1);

    /// <summary>Length of a token's vector.</summary>
    [Option("length of a token's vector", Min = 2, Max = 8192)]
    public int Width { get; init => field = Checked(value); } = 64;

    /// <summary>How many layers the decoder has.</summary>
    [Option("layers of the decoder", Min = 1, Max = 200)]
    public int Layers { get; init => field = Checked(value); } = 2;

    /// <summary>Heads of each layer; they divide the width into even parts.</summary>
    [Option("heads of each layer; they divide the width into even parts", Min = 1, Max = 256)]
    public int Heads { get; init => field = Checked(value); } = 4;

    /// <summary>Share of values that is dropped in training.</summary>
    [Option("share of values that is dropped in training", Min = 0, Max = 0.99)]
    public double Dropout { get; init => field = Checked(value); } = 0.1;

    /// <summary>The most events of a history that a prompt tells: the last ones.</summary>
    [Option("the most events of a history that a prompt tells: the last ones", Min = 1, Max = 1000)]
    public int History { get; init => field = Checked(value); } = 10;

    /// <summary>What an item is called in a prompt.</summary>
    [Option("what an item is called in a prompt: a token of its own, or its title")]
    public ItemNames Items { get; init; }

    /// <summary>Tokens of the tokenizer that is learned from the titles, where they are told.</summary>
    [Option("tokens learned from the titles, where they are told", Min = 256, Max = 1 << 17)]
    public int Vocabulary { get; init => field = Checked(value); } = 1024;

    /// <summary>The smallest rating that counts as a yes, where there are ratings; without them every event does.</summary>
    [Option("the smallest rating that counts as a yes, where there are ratings", Min = -1e9, Max = 1e9)]
    public double LikedFrom { get; init => field = Checked(value); } = 4;

    /// <summary>Items that the person has not met, drawn for each event and answered by no; 0 learns from ratings alone.</summary>
    [Option("items that the person has not met, drawn for each event and answered by no; 0 learns from ratings alone", Min = 0, Max = 1000)]
    public int Negatives { get; init => field = Checked(value); } = 2;

    /// <summary>Whether these are drawn once, and not anew in every epoch: the model may then learn answers by heart.</summary>
    [Option("whether they are drawn once, and not anew in every epoch: the model may then learn answers by heart")]
    public bool FixedNegatives { get; init; }

    /// <summary>The weight of predicting each token of a prompt that is answered by yes, where its answer weighs 1; 0 learns answers alone.</summary>
    [Option("weight of predicting each token of a prompt that is answered by yes, where its answer weighs 1", Min = 0, Max = 100)]
    public double PromptWeight { get; init => field = Checked(value); } = 0.3;

    /// <summary>The last training events of each person that are learned from; 0 takes all.</summary>
    [Option("the last training events of each person that are learned from; 0 takes all", Min = 0, Max = 1e9)]
    public int LearnFrom { get; init => field = Checked(value); }

    /// <summary>The algorithm, with its usual options, whose best items are judged; empty judges every item.</summary>
    [Option("the algorithm whose best items are judged; empty judges every item")]
    public string Candidates { get; init; } = "item-knn";

    /// <summary>How many of its items are judged; the others follow in its order.</summary>
    [Option("how many of its items are judged; the others follow in its order", Min = 1, Max = 1 << 20)]
    public int Depth { get; init => field = Checked(value); } = 100;
}

/// <summary>What an item is called in a prompt.</summary>
public enum ItemNames
{
    /// <summary>A token of its own: short prompts, and nothing in common between items at first. Items that join later are all alike.</summary>
    Tokens,

    /// <summary>Its title (its id where it has none), by the tokenizer: items that join later are read as any other.</summary>
    Titles,
}
