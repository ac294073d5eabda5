using Cicerone.Models;
using Cicerone.Neural.Inference;
using Cicerone.Neural.Training;

namespace Cicerone.Neural.Sequences;

/// <summary>
/// Self-attentive sequential recommendation (Kang and McAuley, ICDM 2018), with the full softmax loss that makes it strong
/// (Klenitskiy and Vasilev, RecSys 2023): a transformer makes one vector of the last events, and the score of an item is the
/// inner product with its own vector. It answers without native code.
/// </summary>
public sealed class SasRec : IEmbeds
{
    internal const string File = "sasrec";
    private readonly IReadOnlyList<(string Name, StoredTensor Tensor)> _weights;
    private readonly TransformerEncoder _encoder;
    private readonly int _maxLength;

    internal SasRec(IReadOnlyList<(string Name, StoredTensor Tensor)> weights, int items, SasRecOptions options)
    {
        Dictionary<string, StoredTensor> byName = weights.ToDictionary(weight => weight.Name, weight => weight.Tensor);
        _encoder = new TransformerEncoder(name => byName.GetValueOrDefault(name) ?? throw new CiceroneException($"The model folder has no tensor '{name}': it is damaged, or its options are not those of the fit."), items, options);
        (_weights, _maxLength) = (weights, options.MaxLength);
        ItemVectors = new ItemVectors(_encoder.ItemVectors, options.Width);
    }

    /// <inheritdoc/>
    public ItemVectors ItemVectors { get; }

    /// <summary>Trains the network, or imports it.</summary>
    /// <exception cref="CiceroneException">Options contradict each other, what is to be imported does not fit, or the loss is no longer a number.</exception>
    public static SasRec Fit(TrainingData data, SasRecOptions options, FitContext context)
    {
        ArgumentNullException.ThrowIfNull(data);
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(context);
        NativeTorch.Use();
        using var network = new SasRecNetwork(data.Log.Items.Count, options, context.Seed);
        if (options.Import.Length > 0) PublishedWeights.Import(options.Import, network.Parameters, data.Log.Items);
        new Trainer("sasrec", data, options, context).Train(new SequenceLearner(network, data.Log, options));
        return network.Model();
    }

    /// <summary>Reads the model back.</summary>
    public static SasRec Load(ModelReader folder, SasRecOptions options)
    {
        ArgumentNullException.ThrowIfNull(folder);
        ArgumentNullException.ThrowIfNull(options);
        TensorFile file = folder.Tensors(File);
        return new SasRec([.. file.Names.Select(name => (name, file[name]))], folder.ItemCount, options);
    }

    /// <inheritdoc/>
    public void Save(ModelWriter folder)
    {
        ArgumentNullException.ThrowIfNull(folder);
        folder.WriteTensors(File, _weights);
    }

    /// <inheritdoc/>
    public void Embed(ReadOnlySpan<Query> queries, Span<float> vectors)
    {
        vectors.Clear();
        var asked = new List<int>();
        var histories = new List<ReadOnlyMemory<int>>();
        for (int q = 0; q < queries.Length; q++)
        {
            if (queries[q].History.Count == 0) continue; // whose scores are then all 0
            asked.Add(q);
            histories.Add(queries[q].History.Items);
        }
        float[] encoded = _encoder.Encode(RaggedBatch.Of(histories.ToArray(), _maxLength));
        for (int i = 0; i < asked.Count; i++)
            encoded.AsSpan(i * ItemVectors.Width, ItemVectors.Width).CopyTo(vectors[(asked[i] * ItemVectors.Width)..]);
    }
}
