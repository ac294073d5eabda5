using Cicerone.Models;
using Cicerone.Neural.Training;

namespace Cicerone.Neural.Generative;

/// <summary>
/// All-modality generative recommendation of advertisements, after TencentGR (arXiv 2604.04976): a causal network over a person's exposures, clicks and
/// conversions finds the item of the next event among all. One model with a switch for each part of what won the contest, and a preset of its official
/// baseline; docs/methods/tencentgr.md says what is whose.
/// </summary>
public static class TencentGr
{
    /// <summary>Trains the network.</summary>
    /// <exception cref="CiceroneException">Options contradict each other or the data, or the loss is no longer a number.</exception>
    public static TencentGrModel Fit(TrainingData data, TencentGrOptions options, FitContext context)
    {
        ArgumentNullException.ThrowIfNull(data);
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(context);
        options.Check();
        NativeTorch.Use();
        EventShape shape = EventShape.Of(data, options);
        using var network = new EventNetwork(shape, options, context.Seed);
        var learner = new EventLearner(network, shape, data, options);
        new Trainer(TencentGrModel.Name, data, options, context).Train(learner);
        return (TencentGrModel)learner.Model();
    }

    /// <summary>Reads the model back.</summary>
    public static TencentGrModel Load(ModelReader folder, TencentGrOptions options)
    {
        ArgumentNullException.ThrowIfNull(folder);
        ArgumentNullException.ThrowIfNull(options);
        options.Check();
        return TencentGrModel.Load(folder, options);
    }
}
