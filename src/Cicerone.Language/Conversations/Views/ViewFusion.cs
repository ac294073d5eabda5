using System.Numerics.Tensors;
using Cicerone.Conversations;
using Cicerone.Kernels;
using Cicerone.Models;
using Cicerone.Neural;
using Cicerone.Neural.Inference;
using Cicerone.Neural.Training;

namespace Cicerone.Language.Conversations.Views;

/// <summary>The learned fusion of both views (<see cref="FusionNetwork"/>), read without native code.</summary>
internal sealed class ViewFusion : IViewFusion
{
    private const string Behaviours = "behaviours", LogCounts = "log-counts";

    /// <summary>The most chosen items that are looked at, the last: the network learned from few.</summary>
    public const int MostChosen = 10;

    private readonly StoredWeights _weights;
    private readonly FusionItems _items;
    private readonly DenseLayer _text, _behaviour, _query, _key, _value, _moment, _fromBehaviour, _fromText, _hidden, _item;
    private readonly float[] _none;
    private readonly float _popularity;

    private ViewFusion(StoredWeights weights, FusionItems items)
    {
        (_weights, _items) = (weights, items);
        _none = weights.Named(FusionNetwork.None).AsFloat32();
        _popularity = weights.Named(FusionNetwork.Popularity).AsFloat32(1)[0];
        int width = Width;
        DenseLayer Layer(string name, int inputs) => DenseLayer.Of(weights.Named, name, inputs, width);
        (_text, _behaviour) = (Layer(FusionNetwork.Text, items.TextWidth), Layer(FusionNetwork.Behaviour, items.Factors));
        (_query, _key, _value, _moment) = (Layer(FusionNetwork.Query, width), Layer(FusionNetwork.Key, width), Layer(FusionNetwork.Value, width), Layer(FusionNetwork.Moment, 2 * width));
        (_fromBehaviour, _fromText, _hidden, _item) = (Layer(FusionNetwork.FromBehaviour, width), Layer(FusionNetwork.FromText, width), Layer(FusionNetwork.Hidden, 2 * width), Layer(FusionNetwork.Item, width));
    }

    /// <inheritdoc/>
    public int TextWidth => _items.TextWidth;

    private int Width => _none.Length;

    /// <summary>Learns from moments what was looked for.</summary>
    /// <param name="cases">The moments; their items' behaviour should not tell that they were found.</param>
    /// <param name="items">What is known of the items.</param>
    /// <param name="data">What checkpoints are known by.</param>
    /// <param name="options">How.</param>
    /// <param name="context">Seed, threads, progress, checkpoints.</param>
    /// <param name="share">Part of the whole fit that this is, its first.</param>
    public static ViewFusion Fit(IReadOnlyList<FusionCase> cases, FusionItems items, TrainingData data, FusionOptions options, FitContext context, double share = 1)
    {
        NativeTorch.Use();
        var learner = new FusionLearner([.. cases.Select(one => one with { Chosen = [.. one.Chosen.TakeLast(MostChosen)] })], items, options, context.Seed);
        using ParameterSet parameters = learner.Parameters;
        new Trainer("view-fusion", data with { Watched = null }, options, context, shareBefore: 0, share).Train(learner);
        return new ViewFusion(StoredWeights.Of(parameters), items);
    }

    /// <summary>Reads a fusion back.</summary>
    public static ViewFusion Load(TensorFile file)
    {
        var weights = new StoredWeights([.. StoredWeights.Of(file).All.Where(weight => weight.Name is not (Behaviours or LogCounts))]);
        StoredTensor behaviour = file[Behaviours];
        return new ViewFusion(weights, new FusionItems(Text: [], TextWidth: (int)weights.Named($"{FusionNetwork.Text}.weight").Shape[1], behaviour.AsFloat32(), (int)behaviour.Shape[1], file[LogCounts].AsFloat32()));
    }

    /// <summary>The tensors that a folder keeps.</summary>
    public IEnumerable<(string Name, StoredTensor Tensor)> ToStored() =>
        [.. _weights.All, (Behaviours, StoredTensor.Of(_items.Behaviour, _items.Count, _items.Factors)), (LogCounts, StoredTensor.Of(_items.LogCounts, _items.Count))];

    /// <inheritdoc/>
    public ItemVectors VectorsOf(ReadOnlySpan<float> text)
    {
        int count = text.Length / TextWidth, width = Width;
        float[] known = new float[count * _items.Factors], biases = new float[count];
        _items.Behaviour.AsSpan(0, Math.Min(known.Length, _items.Behaviour.Length)).CopyTo(known);
        _items.LogCounts.AsSpan(0, Math.Min(count, _items.Count)).CopyTo(biases);
        TensorPrimitives.Multiply(biases, _popularity, biases);
        float[] texts = _text.Of(text), behaviours = _behaviour.Of(known), ofText = _fromText.Of(texts), ofBehaviour = _fromBehaviour.Of(behaviours);
        TensorPrimitives.Add(ofBehaviour, texts, ofBehaviour);
        TensorPrimitives.Add(ofText, behaviours, ofText);
        float[] joined = new float[2 * count * width];
        for (int item = 0; item < count; item++)
        {
            ofBehaviour.AsSpan(item * width, width).CopyTo(joined.AsSpan(2 * item * width));
            ofText.AsSpan(item * width, width).CopyTo(joined.AsSpan((2 * item + 1) * width));
        }
        float[] hidden = _hidden.Of(joined);
        TensorPrimitives.Max(hidden, 0, hidden);
        float[] vectors = _item.Of(hidden);
        TensorPrimitives.Add(vectors, texts, vectors);
        TensorPrimitives.Add(vectors, behaviours, vectors);
        float[] unit = NearestNeighbours.UnitRows(vectors, width);
        TensorPrimitives.Divide(unit, FusionNetwork.Temperature, unit);
        return ItemVectors.WithBias(unit, width, biases);
    }

    /// <inheritdoc/>
    public float[] VectorOf(ReadOnlySpan<float> said, ReadOnlySpan<int> chosen, ReadOnlySpan<float> chosenText)
    {
        int width = Width, first = Math.Max(0, chosen.Length - MostChosen);
        chosen = chosen[first..];
        float[] texts = _text.Of(chosenText[(first * TextWidth)..]), behaviours = _behaviour.Of((float[])[.. chosen.ToArray().SelectMany(item => _items.MeanBehaviour([item]))]);
        float[] asking = [.. _text.Of(said), .. _behaviour.Of(_items.MeanBehaviour(chosen))], tokens = [.. _none, .. texts, .. behaviours];
        float[] queries = _query.Of(asking), keys = _key.Of(tokens), values = _value.Of(tokens), read = [.. asking], weights = new float[tokens.Length / width];
        for (int view = 0; view < 2; view++)
        {
            for (int token = 0; token < weights.Length; token++) weights[token] = TensorPrimitives.Dot(queries.AsSpan(view * width, width), keys.AsSpan(token * width, width)) / MathF.Sqrt(width);
            TensorPrimitives.SoftMax(weights, weights);
            Span<float> into = read.AsSpan(view * width, width);
            for (int token = 0; token < weights.Length; token++) TensorPrimitives.MultiplyAdd(values.AsSpan(token * width, width), weights[token], into, into);
        }
        float[] moment = _moment.Of(read);
        TensorPrimitives.Add(moment, asking.AsSpan(0, width), moment);
        TensorPrimitives.Add(moment, asking.AsSpan(width), moment);
        return [.. NearestNeighbours.UnitRows(moment, width), 1];
    }
}
