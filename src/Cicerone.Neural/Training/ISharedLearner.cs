using Tensor = TorchSharp.torch.Tensor;

namespace Cicerone.Neural.Training;

/// <summary>
/// A learner whose loss is a mean over the examples of a batch, none of which sees another, so that several processes can each work out
/// a share of it. One that takes its negatives from the batch, or sets examples against each other, is no such learner.
/// </summary>
internal interface ISharedLearner : ILearner
{
    /// <summary>
    /// The part of a batch's mean loss that some of its examples make: over shares that make up the batch, the parts add up to the whole.
    /// Whatever the share, the random numbers of the whole batch are drawn and its rows are touched, so that every process knows both.
    /// </summary>
    Tensor LossOf(int[] batch, Range share, Step step);

    Tensor ILearner.Loss(int[] examples, Step step) => LossOf(examples, .., step);
}
