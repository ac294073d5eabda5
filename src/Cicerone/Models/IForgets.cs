namespace Cicerone.Models;

/// <summary>A model that can take people out of itself in less time than it could be learned without them.</summary>
public interface IForgets : IRanker
{
    /// <summary>
    /// The model without some people, or that to learn it anew takes less time; this one stays as it is. What it promises is in the checks of the answer: a caller to whom
    /// one of them does not hold learns the model anew.
    /// </summary>
    /// <param name="before">What the model has learned from.</param>
    /// <param name="left">What of that is left, over vocabularies that lack the people and the items that only they knew.</param>
    /// <param name="context">Seed, threads, progress and cancellation.</param>
    Forgotten Forget(TrainingData before, TrainingData left, FitContext context);
}
