using System.Runtime.InteropServices;
using Cicerone.Data.Features;
using Cicerone.Data.Features.Quantisation;
using Cicerone.Models;
using Cicerone.Neural.Layers;
using Cicerone.Neural.Training;
using TorchSharp;
using static TorchSharp.torch.nn.functional;
using Tensor = TorchSharp.torch.Tensor;

namespace Cicerone.Neural.Generative.SemanticIds;

/// <summary>
/// Learns an <see cref="RqVae"/>. The loss of an item is Σ‖x − x̂‖² over its kinds + Σₗ (‖sg(rₗ₋₁) − qₗ‖² + β‖rₗ₋₁ − sg(qₗ)‖²), where qₗ is the row of level l that is nearest to rₗ₋₁, rₗ = rₗ₋₁ − qₗ, r₀ the latent vector,
/// x̂ is decoded from r₀ + sg(Σqₗ − r₀), and sg stops the gradient. The tables begin with the centres of k-means; a row that was nearest to nothing for an epoch is put where some residual lies.
/// </summary>
internal sealed class RqVaeLearner : ILearner, IDisposable
{
    private const int MostToBegin = 20_000;
    private const double Temperature = 0.07;

    private readonly RqVaeShape _shape;
    private readonly RqVaeOptions _options;
    private readonly float[][] _vectors; // of each kind, standardised
    private readonly LinearLayer[] _project, _rebuild;
    private readonly LinearLayer _join, _open;
    private readonly Parameter[] _codebooks;
    private readonly bool[][] _used;
    private readonly ItemContrastiveLoss _alignment = new(Temperature);
    private int _epoch = 1;

    public RqVaeLearner(IReadOnlyList<FeatureMatrix> features, RqVaeShape shape, SemanticIdOptions codes, RqVaeOptions options, FitContext context)
    {
        (_shape, _options, Parameters, ExampleCount) = (shape, options, new ParameterSet(context.Seed), features[0].Items.Count);
        _vectors = [.. features.Select((kind, place) => Standardised(kind, place))];
        LinearLayer Layer(string name, int inputs, int outputs) => new(Parameters, name, inputs, outputs, 1 / Math.Sqrt(inputs));
        _project = [.. shape.Kinds.Select((width, kind) => Layer(RqVaeShape.Project(kind), width, shape.Hidden))];
        _join = Layer(RqVaeShape.Join, shape.Kinds.Count * shape.Hidden, shape.Latent);
        _open = Layer(RqVaeShape.Open, shape.Latent, shape.Hidden);
        _rebuild = [.. shape.Kinds.Select((width, kind) => Layer(RqVaeShape.Rebuild(kind), shape.Hidden, width))];
        _codebooks = [.. Enumerable.Range(0, shape.Levels).Select(level => Parameters.Constant(RqVaeShape.Codebook(level), 0, shape.Codes, shape.Latent))];
        _used = [.. _codebooks.Select(_ => new bool[shape.Codes])];
        Begin(codes, context);
    }

    public int ExampleCount { get; }

    public ParameterSet Parameters { get; }

    public Tensor Loss(int[] examples, Step step)
    {
        Parameters.Touch();
        Tensor[] inputs = [.. _vectors.Select((vectors, kind) => NativeRows.Of(vectors, _shape.Kinds[kind], examples))];
        Tensor[] projected = [.. inputs.Select((input, kind) => _project[kind].Of(input))];
        Tensor latent = _join.Of(gelu(torch.cat(projected, dim: 1))), rest = latent, loss = torch.zeros(1);
        if (step.Epoch != _epoch) Revive(latent, step);
        Tensor stands = torch.zeros_like(latent);
        for (int level = 0; level < _codebooks.Length; level++)
        {
            Tensor nearest = Nearest(rest, level), row = _codebooks[level].Leaf.index_select(0, nearest);
            foreach (long code in nearest.data<long>()) _used[level][code] = true;
            loss = loss.Plus(Squares(rest.detach() - row)).Plus(Squares(rest - row.detach()).Times((float)_options.Commitment));
            (rest, stands) = (rest - row.detach(), stands.Plus(row.detach()));
        }
        Tensor opened = gelu(_open.Of(latent.Plus((stands - latent).detach())));
        for (int kind = 0; kind < inputs.Length; kind++) loss = loss.Plus(Squares(inputs[kind] - _rebuild[kind].Of(opened)));
        if (_options.Alignment > 0)
            for (int kind = 1; kind < projected.Length; kind++) loss = loss.Plus(_alignment.Of(projected[0], projected[kind], examples).Times((float)_options.Alignment));
        return loss.squeeze();
    }

    /// <summary>The weights are no ranker: a fit without held-out events, as this one is, asks for none.</summary>
    public IRanker Model() => throw new InvalidOperationException("Semantic ids rank nothing.");

    public void Dispose() => Parameters.Dispose();

    private static Tensor Squares(Tensor difference) => difference.Squared().sum(1).mean();

    /// <summary>The row of a level that is nearest to each residual: ‖r − c‖² is smallest where ‖c‖² − 2 r · c is.</summary>
    private Tensor Nearest(Tensor rest, int level)
    {
        using IDisposable _ = torch.no_grad();
        Tensor table = _codebooks[level].Leaf;
        return (table.Squared().sum(1) - rest.matmul(table.t()).Times(2)).argmin(1);
    }

    private float[] Standardised(FeatureMatrix kind, int place)
    {
        float[] vectors = kind.ToArray();
        Parameter scale = Parameters.Constant(RqVaeShape.Scale(place), 0, kind.Width + 1);
        double[] mean = new double[kind.Width];
        for (int i = 0; i < vectors.Length; i++) mean[i % kind.Width] += vectors[i] / (double)ExampleCount;
        double squares = 0;
        for (int i = 0; i < vectors.Length; i++) squares += Math.Pow(vectors[i] - mean[i % kind.Width], 2);
        for (int i = 0; i < kind.Width; i++) scale.Values[i] = (float)mean[i];
        scale.Values[kind.Width] = squares > 0 ? (float)Math.Sqrt(squares / vectors.Length) : 1;
        RqVaeReader.Standardise(vectors, scale.Values);
        return vectors;
    }

    /// <summary>Puts the tables where k-means finds the centres of what the first weights make of a sample.</summary>
    private void Begin(SemanticIdOptions codes, FitContext context)
    {
        int[] sample = [.. Enumerable.Range(0, ExampleCount)];
        RandomSource.For(context.Seed, (ulong)ExampleCount).Shuffle(sample.AsSpan());
        sample = sample[..Math.Min(sample.Length, MostToBegin)];
        using DisposeScope scope = torch.NewDisposeScope();
        using IDisposable _ = torch.no_grad();
        Parameters.Touch();
        Tensor latent = _join.Of(gelu(torch.cat([.. _vectors.Select((vectors, kind) => _project[kind].Of(NativeRows.Of(vectors, _shape.Kinds[kind], sample)))], dim: 1)));
        (Codebooks tables, int[] _) = Codebooks.Fit(MemoryMarshal.Cast<byte, float>(latent.contiguous().bytes), _shape.Latent, codes, context.Seed, context.Threads);
        for (int level = 0; level < _codebooks.Length; level++) tables.Table(level, first: 0).CopyTo(_codebooks[level].Values);
    }

    /// <summary>Puts rows that the last epoch did not use where residuals of this step lie.</summary>
    private void Revive(Tensor latent, Step step)
    {
        _epoch = step.Epoch;
        Tensor rest = latent.detach();
        for (int level = 0; level < _codebooks.Length; level++)
        {
            ReadOnlySpan<float> residuals = MemoryMarshal.Cast<byte, float>(rest.contiguous().bytes);
            for (int code = 0; code < _shape.Codes; code++)
                if (!_used[level][code]) residuals.Slice(step.Random.NextInt((int)rest.shape[0]) * _shape.Latent, _shape.Latent).CopyTo(_codebooks[level].Values.Slice(code * _shape.Latent, _shape.Latent));
            Array.Clear(_used[level]);
            rest = rest - _codebooks[level].Leaf.detach().index_select(0, Nearest(rest, level));
        }
    }
}
