using Cicerone.Language.Conversations.Views;
using Cicerone.Language.Transformer;
using Cicerone.Models;
using Cicerone.Neural;

namespace Cicerone.Language.Conversations;

/// <summary>
/// A recommender that converses (after arXiv 2604.03671): a fusion of its two views is learned; a simulated person is tuned on three tasks and frozen; a decoder is fine-tuned to reason from a
/// preference to a list, and goes on learning by reinforcement over the turns of talks with that person. Both are small and learned from nothing.
/// Talks are made from the log: each person looks for their last item.
/// </summary>
public static class Smtpo
{
    private const string Policy = "smtpo", Person = "person", Words = "words", Fusion = "fusion";

    /// <summary>Learns the finder, the fusion, the simulated person and the recommender.</summary>
    /// <exception cref="CiceroneException">Options contradict each other, or a loss is no longer a number.</exception>
    public static SmtpoModel Fit(TrainingData data, SmtpoOptions options, FitContext context)
    {
        ArgumentNullException.ThrowIfNull(data);
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(context);
        using var training = new SmtpoTraining(data, options, context);
        training.FuseViews();
        training.TunePerson();
        training.FineTune();
        training.Reinforce();
        return training.Model();
    }

    /// <summary>Reads the model back.</summary>
    public static SmtpoModel Load(ModelReader folder, SmtpoOptions options)
    {
        ArgumentNullException.ThrowIfNull(folder);
        ArgumentNullException.ThrowIfNull(options);
        var words = TalkWords.Load(folder, Words, options);
        DecoderWeights Read(string name) => DecoderWeights.Of(words.Shape(options), folder.Tensors(name));
        return new SmtpoModel(Read(Policy), Read(Person), words, (IRanker)Finder(options).Load(folder, new Dictionary<string, string>()), File.Exists(folder.PathOf(Fusion + ".safetensors")) ? ViewFusion.Load(folder.Tensors(Fusion)) : null, options);
    }

    internal static void Save(ModelWriter folder, DecoderWeights policy, DecoderWeights person, TalkWords words, IRanker finder, ViewFusion? fusion)
    {
        folder.WriteTensors(Policy, policy.ToStored());
        folder.WriteTensors(Person, person.ToStored());
        words.Save(folder, Words);
        finder.Save(folder);
        if (fusion is not null) folder.WriteTensors(Fusion, fusion.ToStored());
    }

    /// <summary>The algorithm that recalls by behaviour.</summary>
    internal static Algorithm Finder(SmtpoOptions options) => new AlgorithmTable([.. AlgorithmTable.ClosedForm, .. NeuralAlgorithms.All])[options.Finder];
}
