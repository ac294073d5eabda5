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
        TensorFile file = folder.Tensors(Weights);
        var weights = new DecoderWeights(Shape(prompts, options), file.Names.ToDictionary(name => name, name => file[name].AsFloat32(), StringComparer.Ordinal), file.Path);
        return new YesNoModel(weights, prompts, (IRanker?)Finder(options)?.Load(folder, new Dictionary<string, string>()), options);
    }

    internal static void Save(ModelWriter folder, DecoderWeights weights, YesNoPrompts prompts, IRanker? finder)
    {
        folder.WriteTensors(Weights, DecoderNames.All(weights.Shape).Select(tensor => (tensor.Name, StoredTensor.Of(weights[tensor.Name], tensor.Shape))));
        prompts.Save(folder.PathOf(Tokenizer));
        finder?.Save(folder);
    }

    /// <summary>The shape of a decoder for such prompts.</summary>
    internal static DecoderShape Shape(YesNoPrompts prompts, YesNoOptions options)
    {
        if (options.Width % options.Heads != 0) throw new CiceroneException($"Option 'heads' is {options.Heads}, but must divide 'width' {options.Width}.");
        return new DecoderShape
        {
            Vocabulary = prompts.Vocabulary,
            Width = options.Width,
            Inner = (8 * options.Width + 2) / 3, // as many numbers as a network without a gate, four times as wide
            Layers = options.Layers,
            Heads = options.Heads,
            KeyHeads = options.Heads,
            HeadWidth = options.Width / options.Heads,
            MaxLength = prompts.MaxLength,
        }.Checked();
    }

    /// <summary>The algorithm that finds the candidates; null when every item is judged.</summary>
    private static Algorithm? Finder(YesNoOptions options) =>
        options.Candidates.Length == 0 ? null : new AlgorithmTable([.. AlgorithmTable.ClosedForm, .. NeuralAlgorithms.All])[options.Candidates];
}
