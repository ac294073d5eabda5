namespace Cicerone.Simulation;

/// <summary>How readers of a <see cref="Bookshop"/> review what they chose.</summary>
public sealed record BookshopReviewOptions
{
    /// <summary>Share of the wanted books that are reviewed, 0 to 1.</summary>
    public double Share { get; init => field = InRange(value, 0, 1, "share of reviewed books"); } = 0.35;

    /// <summary>Weight of what the reader cares about in what is told, 0 to 10; with 0 every reader would tell the same of a book.</summary>
    public double Interest { get; init => field = InRange(value, 0, 10, "weight of interest"); } = 1.5;

    /// <summary>Weight of what stands out in the book, 0 to 10.</summary>
    public double Salience { get; init => field = InRange(value, 0, 10, "weight of salience"); } = 1;

    /// <summary>Weight of how common a statement is anywhere, 0 to 10.</summary>
    public double Popularity { get; init => field = InRange(value, 0, 10, "weight of popularity"); } = 0.5;

    /// <summary>Chance that a reader sees the opposite of what is true of the book, 0 to 0.5.</summary>
    public double Disagreement { get; init => field = InRange(value, 0, 0.5, "chance of disagreement"); } = 0.05;

    /// <summary>Chance of a sentence that is no statement on the book, for each review, 0 to 1.</summary>
    public double Distractors { get; init => field = InRange(value, 0, 1, "chance of a distractor"); } = 0.5;

    /// <summary>The templates and words that everything is put in.</summary>
    public ReviewWording Wording { get; init; }

    private static double InRange(double value, double min, double max, string name) =>
        value >= min && value <= max ? value : throw new CiceroneException($"The Bookshop's {name} is {value}, but must lie in {min} to {max}.");
}
