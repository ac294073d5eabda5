using Cicerone.Kernels;
using Cicerone.Neural.Layers;
using Cicerone.Neural.Training;
using TorchSharp;
using Tensor = TorchSharp.torch.Tensor;

namespace Cicerone.Neural.Multimodal.Denoising;

/// <summary>
/// The conditional diffusion of one modality: a network that tells from noisy features, an item's behaviour and the step what the
/// features were, x̂ = W₂ tanh(W₁ [xₜ; c; τ(t)] + b₁) + b₂.
/// </summary>
internal sealed class ModalDenoiser : IDisposable
{
    private const int TimeWidth = 16, MostItems = 256; // of a step's loss
    private const double LongestPeriod = 10_000; // of the sinusoids of a step
    private readonly JbmDiffOptions _options;
    private readonly DiffusionSchedule _schedule;
    private readonly ModalProjection _projection;
    private readonly LinearLayer _first, _second;
    private readonly Parameter _unconditioned;
    private readonly (SparseMatrix Graph, SparseMatrix Transposed) _together;
    private readonly Tensor _known, _times, _signals, _noises;
    private readonly ItemContrastiveLoss _contrast = new(temperature: 0.2);
    private readonly ulong _seed;

    /// <param name="parameters">Where the weights go, under the modality's name.</param>
    /// <param name="modality">The features.</param>
    /// <param name="together">For each item those chosen by the same people, a row's weights adding up to 1.</param>
    /// <param name="options">How.</param>
    /// <param name="seed">Decides the noise from which features are denoised for an answer.</param>
    public ModalDenoiser(ParameterSet parameters, Modality modality, SparseMatrix together, JbmDiffOptions options, ulong seed)
    {
        (Modality, _options, _schedule) = (modality, options, new DiffusionSchedule(options.Steps, options.LastNoise));
        _together = (together, together.Transpose());
        _seed = RandomSource.Mix(seed ^ RandomSource.Hash(modality.Name));
        int width = options.Width, inputs = 2 * width + TimeWidth;
        _projection = new ModalProjection(parameters, modality, width);
        _first = new LinearLayer(parameters, $"{modality.Name}.denoise.1", inputs, options.Hidden, Math.Sqrt(1.0 / inputs));
        _second = new LinearLayer(parameters, $"{modality.Name}.denoise.2", options.Hidden, width, Math.Sqrt(1.0 / options.Hidden));
        _unconditioned = parameters.Normal($"{modality.Name}.unconditioned", 0.1, 1, width);
        _known = torch.tensor(Enumerable.Range(0, modality.ItemCount).Select(item => modality.IsKnown(item) ? 1f : 0).ToArray()).view(-1, 1).DetachFromDisposeScope();
        _times = torch.tensor(Enumerable.Range(0, options.Steps + 1).SelectMany(Sinusoids).ToArray()).view(-1, TimeWidth).DetachFromDisposeScope();
        _signals = torch.tensor(Enumerable.Range(0, options.Steps + 1).Select(step => (float)_schedule.Signal(step)).ToArray()).DetachFromDisposeScope();
        _noises = torch.tensor(Enumerable.Range(0, options.Steps + 1).Select(step => (float)_schedule.Noise(step)).ToArray()).DetachFromDisposeScope();
    }

    public Modality Modality { get; }

    /// <summary>The share of the variance that is still the features' where denoising starts.</summary>
    public double Kept => _schedule.Kept(_options.StartStep);

    /// <summary>x₀: the mapped features of every item, shape [items, width], brought to a mean square of 1, so that the schedule's noise keeps its size while the map is learned; zeros where an item has none.</summary>
    public Tensor Mapped() => torch.nn.functional.normalize(_projection.All(), dim: 1).Times((float)Math.Sqrt(_options.Width));

    /// <summary>
    /// The loss of the diffusion: the mean over the numbers of some items, by chance, of (x̂ − x₀)² at a step drawn for each item, and α times a softmax over cosines that
    /// draws x̂ to the item's own behaviour. Neither x₀ nor the condition is changed by it.
    /// </summary>
    public Tensor Loss(Tensor mapped, Tensor condition, Step step)
    {
        int[] all = [.. Enumerable.Range(0, Modality.ItemCount)], steps = Array.ConvertAll(all, _ => 1 + step.Random.NextInt(_options.Steps));
        step.Random.Shuffle(all.AsSpan());
        int[] some = all[..Math.Min(MostItems, all.Length)];
        Tensor start = mapped.detach(), at = torch.tensor(steps, dtype: torch.int32);
        Tensor noisy = (_signals.index_select(0, at).view(-1, 1) * start).Plus(_noises.index_select(0, at).view(-1, 1) * NormalNoise.Of(start.shape, step.Random));
        Tensor shown = torch.tensor(Array.ConvertAll(some, _ => step.Random.NextDouble() < _options.HiddenConditions ? 0f : 1)).view(-1, 1), told = condition.Rows(some), known = _known.Rows(some);
        Tensor denoised = Denoise(Smooth(noisy, step.Threads).Rows(some), (shown * told).Plus(shown.Complement() * _unconditioned.Leaf), _times.Rows(Array.ConvertAll(some, item => steps[item])));
        Tensor loss = ((denoised - start.Rows(some)).Squared() * known).sum() / known.sum().clamp_min(Constant.Of(1)).Times(_options.Width);
        return _options.Contrast == 0 || _options.Condition == ConditionKind.None || some.Length < 2 ? loss : loss.Plus(_contrast.Of(denoised, told, some).Times((float)_options.Contrast));
    }

    /// <summary>x̃ in one step from T′, with gradients: what a training step ranks by.</summary>
    public Tensor Estimate(Tensor mapped, Tensor condition, Step step) => _options.StartStep == 0 ? mapped
        : Denoise(Smooth(Noisy(mapped, NormalNoise.Of(mapped.shape, step.Random)), step.Threads), condition, TimeOf(_options.StartStep, mapped));

    /// <summary>
    /// x̃ step by step from T′ along the posterior's mean: what answers rest on. The noise at the start is the same every time. An item without features starts
    /// from noise alone.
    /// </summary>
    public Tensor Sample(Tensor mapped, Tensor condition, int threads)
    {
        if (_options.StartStep == 0) return mapped;
        Tensor present = Noisy(mapped, NormalNoise.Of(mapped.shape, new RandomSource(_seed)));
        for (int step = _options.StartStep; step >= 1; step--)
        {
            Tensor smooth = Smooth(present, threads), start = Denoise(smooth, condition, TimeOf(step, mapped));
            if (_options.Guidance > 0)
                start = start.Times((float)(1 + _options.Guidance)) - Denoise(smooth, _unconditioned.Leaf.expand(condition.shape), TimeOf(step, mapped)).Times((float)_options.Guidance);
            (double ofStart, double ofPresent) = _schedule.Posterior(step);
            present = start.Times((float)ofStart).Plus(present.Times((float)ofPresent));
        }
        return present;
    }

    public void Dispose()
    {
        _projection.Dispose();
        foreach (Tensor tensor in (Tensor[])[_known, _times, _signals, _noises]) tensor.Dispose();
    }

    private Tensor Noisy(Tensor mapped, Tensor noise) => mapped.Times((float)_schedule.Signal(_options.StartStep)).Plus(noise.Times((float)_schedule.Noise(_options.StartStep)));

    private Tensor TimeOf(int step, Tensor like) => _times.narrow(0, step, 1).expand(like.shape[0], TimeWidth);

    private Tensor Smooth(Tensor noisy, int threads) =>
        _options.Smoothing ? noisy.Plus(SparseProduct.Of(_together.Graph, _together.Transposed, noisy, threads)).Times(0.5) : noisy;

    private Tensor Denoise(Tensor noisy, Tensor condition, Tensor time) => _second.Of(_first.Of(torch.cat([noisy, condition, time], 1)).tanh());

    private static IEnumerable<float> Sinusoids(int step)
    {
        for (int i = 0; i < TimeWidth / 2; i++)
        {
            double angle = step / Math.Pow(LongestPeriod, 2.0 * i / TimeWidth);
            yield return (float)Math.Sin(angle);
            yield return (float)Math.Cos(angle);
        }
    }
}
