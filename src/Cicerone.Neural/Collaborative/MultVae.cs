using System.Numerics.Tensors;
using Cicerone.Data;
using Cicerone.Kernels;
using Cicerone.Models;
using Cicerone.Neural.Inference;
using Cicerone.Neural.Layers;
using Cicerone.Neural.Training;
using TorchSharp;
using Tensor = TorchSharp.torch.Tensor;

namespace Cicerone.Neural.Collaborative;

/// <summary>
/// Mult-VAE (Liang, Krishnan, Hoffman and Jebara, WWW 2018): a variational autoencoder of a person's choices with a multinomial
/// likelihood, whose prior's weight grows over the first steps. Without the prior it is the paper's Mult-DAE, a plain autoencoder of histories
/// with some choices hidden. Everyone is answered from their history, without native code.
/// </summary>
public sealed class MultVae : IEmbeds
{
    private const string File = "mult-vae";
    private readonly StoredWeights _weights;
    private readonly float[] _encode, _encodeBias;
    private readonly DenseLayer _mean, _decode;
    private readonly int _hidden;

    private MultVae(StoredWeights weights, int items, MultVaeOptions options)
    {
        (_weights, _hidden) = (weights, options.Hidden);
        (_encode, _encodeBias) = (weights.Named("encode.weight").AsFloat32(items, options.Hidden), weights.Named("encode.bias").AsFloat32(options.Hidden));
        _mean = DenseLayer.Of(weights.Named, "mean", options.Hidden, options.Latent);
        _decode = DenseLayer.Of(weights.Named, "decode", options.Latent, options.Hidden);
        ItemVectors = ItemVectors.WithBias(weights.Named("items.weight").AsFloat32(items, options.Hidden), options.Hidden, weights.Named("items.bias").AsFloat32(items));
    }

    /// <inheritdoc/>
    public ItemVectors ItemVectors { get; }

    /// <summary>Trains the autoencoder.</summary>
    /// <exception cref="CiceroneException">The loss is no longer a number.</exception>
    public static MultVae Fit(TrainingData data, MultVaeOptions options, FitContext context) =>
        Trainer.Fit(File, data, options, context, static (data, options, context) => new Learner(data.Log, options, context.Seed));

    /// <summary>Reads the model back.</summary>
    public static MultVae Load(ModelReader folder, MultVaeOptions options)
    {
        ArgumentNullException.ThrowIfNull(folder);
        ArgumentNullException.ThrowIfNull(options);
        return new MultVae(StoredWeights.Of(folder.Tensors(File)), folder.ItemCount, options);
    }

    /// <inheritdoc/>
    public void Save(ModelWriter folder)
    {
        ArgumentNullException.ThrowIfNull(folder);
        folder.WriteTensors(File, _weights.All);
    }

    /// <inheritdoc/>
    public void Embed(ReadOnlySpan<Query> queries, Span<float> vectors)
    {
        float[] hidden = new float[queries.Length * _hidden];
        for (int q = 0; q < queries.Length; q++)
        {
            Span<float> row = hidden.AsSpan(q * _hidden, _hidden);
            int[] chosen = queries[q].History.DistinctItems();
            foreach (int item in chosen) TensorPrimitives.Add(row, _encode.AsSpan(item * _hidden, _hidden), row);
            TensorPrimitives.Divide(row, MathF.Sqrt(Math.Max(1, chosen.Length)), row);
            TensorPrimitives.Add(row, _encodeBias, row);
        }
        TensorPrimitives.Tanh(hidden, hidden);
        float[] decoded = _decode.Of(_mean.Of(hidden));
        TensorPrimitives.Tanh(decoded, decoded);
        for (int q = 0; q < queries.Length; q++)
        {
            decoded.AsSpan(q * _hidden, _hidden).CopyTo(vectors[(q * (_hidden + 1))..]);
            vectors[q * (_hidden + 1) + _hidden] = 1; // for the bias
        }
    }

    private sealed class Learner : ILearner<MultVae>, ISharedLearner
    {
        private readonly MultVaeOptions _options;
        private readonly SparseMatrix _chosen;
        private readonly Parameter _encode, _encodeBias, _items, _itemBias;
        private readonly LinearLayer _mean, _decode;
        private readonly LinearLayer? _spread; // none without a prior

        public Learner(InteractionLog log, MultVaeOptions options, ulong seed)
        {
            (_options, _chosen, Parameters) = (options, SparseMatrix.PeopleByItems(log), new ParameterSet(seed));
            int items = log.Items.Count, hidden = options.Hidden;
            double Deviation(int inputs, int outputs) => Math.Sqrt(2.0 / (inputs + outputs)); // Glorot and Bengio, AISTATS 2010
            _encode = Parameters.Normal("encode.weight", Deviation(items, hidden), items, hidden);
            _encodeBias = Parameters.Constant("encode.bias", 0, hidden);
            _mean = new LinearLayer(Parameters, "mean", hidden, options.Latent, Deviation(hidden, options.Latent));
            if (options.Prior) _spread = new LinearLayer(Parameters, "spread", hidden, options.Latent, Deviation(hidden, options.Latent));
            _decode = new LinearLayer(Parameters, "decode", options.Latent, hidden, Deviation(options.Latent, hidden));
            _items = Parameters.Normal("items.weight", Deviation(hidden, items), items, hidden);
            _itemBias = Parameters.Constant("items.bias", 0, items);
        }

        public int ExampleCount => _chosen.Rows;

        public ParameterSet Parameters { get; }

        public Tensor LossOf(int[] batch, Range share, Step step)
        {
            Parameters.Touch();
            SparseMatrix inputs = Inputs(batch, share, step, out int[] rows, out int[] columns);
            Tensor hidden = SparseProduct.Of(inputs, inputs.Transpose(), _encode.Leaf, step.Threads).Plus(_encodeBias.Leaf).tanh();
            Tensor mean = _mean.Of(hidden), z = mean;
            Tensor? logVariance = _spread?.Of(hidden);
            if (logVariance is not null) z = mean.Plus(Noise(batch.Length, share, step) * logVariance.Times(0.5).exp());
            Tensor logits = torch.nn.functional.linear(_decode.Of(z).tanh(), _items.Leaf, _itemBias.Leaf);
            Tensor flat = torch.tensor(Enumerable.Range(0, rows.Length).Select(i => (long)rows[i] * _chosen.Columns + columns[i]).ToArray());
            Tensor likelihood = logits.log_softmax(1).view(-1).index_select(0, flat).sum().Over(batch.Length);
            if (logVariance is null) return -likelihood;
            Tensor divergence = (logVariance.exp().Plus(mean.Squared()).Plus(-1) - logVariance).sum().Times(0.5).Over(batch.Length);
            return divergence * torch.tensor((float)(_options.PriorWeight * Math.Min(1, (step.Number + 1.0) / _options.AnnealingSteps))) - likelihood;
        }

        public MultVae Model() => new(StoredWeights.Of(Parameters), _chosen.Columns, _options);

        /// <summary>Choices of a share of the people as unit vectors, some of them dropped; and all of them, as places of the likelihood.</summary>
        private SparseMatrix Inputs(int[] batch, Range share, Step step, out int[] rows, out int[] columns)
        {
            double dropped = step.Rate(_options.Dropout);
            var inputs = new (int Column, float Value)[batch.Length][];
            (int first, int count) = share.GetOffsetAndLength(batch.Length);
            List<int> allRows = [], allColumns = [];
            for (int i = 0; i < batch.Length; i++)
            {
                int[] chosen = _chosen.Indices(batch[i]).ToArray();
                float value = (float)(1 / (Math.Sqrt(Math.Max(1, chosen.Length)) * (1 - dropped)));
                inputs[i] = [.. chosen.Where(_ => step.Random.NextDouble() >= dropped).Select(item => (item, value))];
                if (i < first || i >= first + count) continue;
                allColumns.AddRange(chosen);
                allRows.AddRange(Enumerable.Repeat(i - first, chosen.Length));
            }
            (rows, columns) = ([.. allRows], [.. allColumns]);
            return SparseMatrix.FromRows(inputs[share], _chosen.Columns);
        }

        private Tensor Noise(int people, Range share, Step step)
        {
            float[] noise = new float[people * _options.Latent];
            foreach (ref float value in noise.AsSpan()) value = (float)step.Random.NextNormal();
            (int first, int count) = share.GetOffsetAndLength(people);
            return torch.tensor(noise).view(people, _options.Latent).narrow(0, first, count);
        }
    }
}

/// <summary>Options of <see cref="MultVae"/>.</summary>
public sealed record MultVaeOptions : GradientOptions
{
    /// <summary>Other defaults than those of the sequence models.</summary>
    public MultVaeOptions() => (BatchSize, Watch, Epochs) = (500, "ndcg@10", 300);

    /// <summary>Width of the hidden layers.</summary>
    [Option("width of the hidden layers", Min = 1, Max = 65_536)]
    public int Hidden { get; init => field = Checked(value); } = 600;

    /// <summary>Width of the code.</summary>
    [Option("width of the code", Min = 1, Max = 65_536)]
    public int Latent { get; init => field = Checked(value); } = 200;

    /// <summary>Share of a person's choices that is hidden from the encoder in training.</summary>
    [Option("share of a person's choices hidden from the encoder in training", Min = 0, Max = 0.99)]
    public double Dropout { get; init => field = Checked(value); } = 0.5;

    /// <summary>Whether codes are drawn and held to a prior; without, it is the plain autoencoder Mult-DAE.</summary>
    [Option("whether codes are drawn and held to a prior; without, it is the plain autoencoder Mult-DAE")]
    public bool Prior { get; init; } = true;

    /// <summary>The full weight β of the prior.</summary>
    [Option("full weight of the prior", Min = 0, Max = 100)]
    public double PriorWeight { get; init => field = Checked(value); } = 0.2;

    /// <summary>Steps over which the prior's weight grows to its full value.</summary>
    [Option("steps over which the prior's weight grows", Min = 1, Max = 1e9)]
    public int AnnealingSteps { get; init => field = Checked(value); } = 2000;
}
