using Cicerone.Data;
using Cicerone.Language.Tokens;
using Cicerone.Language.Transformer;
using Cicerone.Models;
using Cicerone.Neural;
using Cicerone.Neural.Training;

namespace Cicerone.Language.Questions;

/// <summary>
/// A language model that is asked, of each candidate, whether the person will like it, and answers by yes or no (the way of asking is TALLRec's:
/// Bao et al., RecSys 2023; here the model is small and learned from nothing). Another model finds the candidates.
/// </summary>
public static class YesNo
{
    private const string Weights = "llm-yes-no", Tokenizer = "tokenizer.json";

    /// <summary>Learns the tokenizer, the candidates' model and the decoder.</summary>
    /// <exception cref="CiceroneException">Options contradict each other, or the loss is no longer a number.</exception>
    public static YesNoModel Fit(TrainingData data, YesNoOptions options, FitContext context)
    {
        ArgumentNullException.ThrowIfNull(data);
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(context);
        NativeTorch.Use();
        YesNoPrompts prompts = YesNoPrompts.Learn(data.Items, options);
        IRanker? finder = Finder(options) is { } algorithm ? (IRanker)algorithm.Fit(data, context) : null;
        var examples = new YesNoExamples(data.Log, Catalogue.Of(data.Log, data.Items), prompts, options, context.Seed);
        using var decoder = new Decoder(Shape(prompts, options), context.Seed, options.Dropout);
        YesNoModel Model() => new(decoder.Weights(), prompts, finder, options);
        new Trainer(Weights, data, options, context).Train(new LanguageLearner(decoder, decoder.Parameters, examples.Texts, Model));
        return Model();
    }

    /// <summary>Reads the model back.</summary>
    public static YesNoModel Load(ModelReader folder, YesNoOptions options)
    {
        ArgumentNullException.ThrowIfNull(folder);
        ArgumentNullException.ThrowIfNull(options);
        var prompts = new YesNoPrompts(TextTokenizer.Load(folder.PathOf(Tokenizer)), options);
        return new YesNoModel(DecoderWeights.Of(Shape(prompts, options), folder.Tensors(Weights)), prompts, (IRanker?)Finder(options)?.Load(folder, new Dictionary<string, string>()), options);
    }

    /// <summary>A model of given weights over fewer items; its candidates' model is learned of what is left.</summary>
    /// <param name="weights">The weights, with a row for the token of every item of <paramref name="before"/> where items have tokens.</param>
    /// <param name="prompts">How prompts over those items are written.</param>
    /// <param name="before">The items that the weights know.</param>
    /// <param name="left">What is left.</param>
    /// <param name="options">Of the model.</param>
    /// <param name="context">Of the fit of the candidates' model.</param>
    internal static YesNoModel Over(DecoderWeights weights, YesNoPrompts prompts, ItemTable before, TrainingData left, YesNoOptions options, FitContext context)
    {
        IRanker? finder = Finder(options) is { } algorithm ? (IRanker)algorithm.Fit(left, context) : null;
        if (before.Items.Count == left.Items.Items.Count) return new YesNoModel(weights, prompts, finder, options);
        YesNoPrompts fewer = YesNoPrompts.Learn(left.Items, options);
        int[] rows = [.. Enumerable.Range(0, YesNoPrompts.ItemToken(0)), .. left.Items.Items.Ids.Select(item => YesNoPrompts.ItemToken(before.Items.Index(item, "item")))];
        return new YesNoModel(weights.OverTokens(rows), fewer, finder, options);
    }

    internal static void Save(ModelWriter folder, DecoderWeights weights, YesNoPrompts prompts, IRanker? finder)
    {
        folder.WriteTensors(Weights, weights.ToStored());
        prompts.Save(folder.PathOf(Tokenizer));
        finder?.Save(folder);
    }

    /// <summary>The shape of a decoder for such prompts.</summary>
    internal static DecoderShape Shape(YesNoPrompts prompts, YesNoOptions options) => DecoderShape.Small(prompts.Vocabulary, options.Width, options.Layers, options.Heads, prompts.MaxLength);

    /// <summary>The algorithm that finds the candidates; null when every item is judged.</summary>
    private static Algorithm? Finder(YesNoOptions options) =>
        options.Candidates.Length == 0 ? null : new AlgorithmTable([.. AlgorithmTable.ClosedForm, .. NeuralAlgorithms.All])[options.Candidates];
}
