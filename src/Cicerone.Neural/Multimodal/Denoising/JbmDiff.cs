using Cicerone.Models;
using Cicerone.Neural.Training;

namespace Cicerone.Neural.Multimodal.Denoising;

/// <summary>
/// JBM-Diff (arXiv 2604.03654), a reconstruction from its abstract and its kin: for each kind of features a diffusion conditioned on behaviour takes out what has
/// nothing to do with preference; behaviour, denoised preferences and a graph of items alike are spread and fused; and training pairs are weighed by how
/// credible the views find them. docs/methods/jbm-diff.md says line by line what is the paper's and what is ours.
/// </summary>
public static class JbmDiff
{
    internal const string Name = "jbm-diff";

    /// <summary>Trains the diffusions, the vectors and their fusion together.</summary>
    /// <exception cref="CiceroneException">Nothing is known of the items, options contradict each other, or the loss is no longer a number.</exception>
    public static JbmDiffModel Fit(TrainingData data, JbmDiffOptions options, FitContext context)
    {
        ArgumentNullException.ThrowIfNull(options);
        options.Check();
        return Trainer.Fit(Name, data, options, context, static (data, options, context) => new JbmDiffLearner(data, options, context));
    }

    /// <summary>Reads the model back.</summary>
    public static JbmDiffModel Load(ModelReader folder, JbmDiffOptions options)
    {
        ArgumentNullException.ThrowIfNull(folder);
        ArgumentNullException.ThrowIfNull(options);
        return JbmDiffModel.Load(folder, options.Width);
    }
}
