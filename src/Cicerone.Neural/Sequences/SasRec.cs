using Cicerone.Data.Buckets;
using Cicerone.Models;
using Cicerone.Neural.Sequences.Backbones;

namespace Cicerone.Neural.Sequences;

/// <summary>
/// Self-attentive sequential recommendation (Kang and McAuley, ICDM 2018), with the full softmax loss that makes it strong
/// (Klenitskiy and Vasilev, RecSys 2023): a transformer makes one vector of the last events, and the score of an item is the
/// inner product with its own vector. It answers without native code.
/// </summary>
public static class SasRec
{
    /// <summary>Trains the network, or imports it.</summary>
    /// <exception cref="CiceroneException">Options contradict each other, what is to be imported does not fit, or the loss is no longer a number.</exception>
    public static SequenceModel Fit(TrainingData data, SasRecOptions options, FitContext context) => SequenceModel.Fit(new TransformerBackbone(options), data, context);

    /// <summary>Trains it bucket by bucket.</summary>
    /// <exception cref="CiceroneException">Options contradict each other, what is to be imported does not fit, or the loss is no longer a number.</exception>
    public static SequenceModel Fit(SplitBuckets split, SasRecOptions options, FitContext context) => SequenceModel.Fit(new TransformerBackbone(options), split, context);

    /// <summary>Reads the model back.</summary>
    public static SequenceModel Load(ModelReader folder, SasRecOptions options) => SequenceModel.Load(new TransformerBackbone(options), folder);
}
