using TorchSharp;
using Tensor = TorchSharp.torch.Tensor;

namespace Cicerone.Neural.Training;

/// <summary>
/// One step of training and its own randomness, a function of the run's seed and the step's number alone: a run that is
/// broken off and resumed draws what the unbroken one would.
/// </summary>
internal sealed class Step : IDisposable
{
    private readonly torch.Generator? _generator;
    private readonly List<IDisposable> _kept = [];

    /// <param name="seed">The seed of the run.</param>
    /// <param name="number">Steps before this one, in all epochs.</param>
    /// <param name="epoch">The present epoch; the first is 1.</param>
    /// <param name="threads">Processors to use.</param>
    public Step(ulong seed, long number, int epoch, int threads)
    {
        (Number, Epoch, Threads) = (number, epoch, threads);
        Random = RandomSource.For(seed, (ulong)number);
        _generator = new torch.Generator(Random.NextUInt64() >> 1, torch.CPU);
    }

    private Step() => (Threads, Random) = (1, new RandomSource(0));

    /// <summary>A step in which nothing is dropped.</summary>
    public static Step WithoutDropout() => new();

    public long Number { get; }

    public int Epoch { get; }

    public int Threads { get; }

    public RandomSource Random { get; }

    /// <summary>The share that is dropped in this step of a share that training drops.</summary>
    public double Rate(double dropout) => _generator is null ? 0 : dropout;

    /// <summary>Sets a share of the values to 0 and scales the others up to keep the mean.</summary>
    public Tensor Dropout(Tensor values, double share)
    {
        if (Rate(share) == 0) return values;
        using Tensor kept = torch.empty_like(values).bernoulli_(1 - share, _generator!);
        return values * kept.mul_((float)(1 / (1 - share)));
    }

    /// <summary>Takes charge of something that lives as long as the step.</summary>
    public void Keep(IDisposable resource) => _kept.Add(resource);

    public void Dispose()
    {
        _generator?.Dispose();
        _kept.ForEach(resource => resource.Dispose());
    }
}
