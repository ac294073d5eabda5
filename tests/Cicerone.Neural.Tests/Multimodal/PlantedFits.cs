using Cicerone.Models;
using Cicerone.Neural.Multimodal.Denoising;
using Cicerone.Neural.Training;
using Cicerone.Protocols;

namespace Cicerone.Neural.Tests.Multimodal;

/// <summary>Fits on the planted world that several tests look at, each made once.</summary>
public sealed class PlantedFits : IDisposable
{
    internal static readonly JbmDiffOptions Options = new() { Width = 16, Hidden = 32, Epochs = 25, BatchSize = 256, LearningRate = 0.01, WarmupEpochs = 10 };
    private readonly Lazy<JbmDiffLearner> _whole = new(() => Trained(World.Data, Options));
    private readonly Lazy<JbmDiffLearner> _shuffled = new(() => Trained(World.Data, Options with { Condition = ConditionKind.Shuffled }));
    private readonly Lazy<JbmDiffLearner> _noisy = new(() => Trained(World.Data with { Log = Planted.Split.Train }, Options));

    internal static PlantedTastes World { get; } = new();

    /// <summary>The world with a third more clicks, by chance.</summary>
    internal static InjectedClicks Planted { get; } = InjectedClicks.Into(World.Split, 0.3, seed: 2);

    internal JbmDiffLearner Whole => _whole.Value;

    internal JbmDiffLearner Shuffled => _shuffled.Value;

    internal JbmDiffLearner Noisy => _noisy.Value;

    public void Dispose()
    {
        foreach (Lazy<JbmDiffLearner> learner in (Lazy<JbmDiffLearner>[])[_whole, _shuffled, _noisy])
            if (learner.IsValueCreated) learner.Value.Dispose();
    }

    internal static JbmDiffLearner Trained(TrainingData data, JbmDiffOptions options)
    {
        NativeTorch.Use();
        var context = new FitContext { Threads = 1 };
        var learner = new JbmDiffLearner(data, options, context);
        new Trainer("planted", data, options, context).Train(learner);
        learner.BeginEpoch(options.Epochs + 1); // figures of the last weights
        return learner;
    }
}
