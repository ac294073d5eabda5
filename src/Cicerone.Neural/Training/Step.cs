using System.Runtime.InteropServices;
using Cicerone.Neural.Layers;
using TorchSharp;
using Tensor = TorchSharp.torch.Tensor;

namespace Cicerone.Neural.Training;

/// <summary>
/// One step of training and its own randomness, a function of the run's seed and the step's number alone: a run that is
/// broken off and resumed draws what the unbroken one would.
/// </summary>
internal sealed class Step : IDisposable
{
    private readonly bool _trains;
    private readonly List<IDisposable> _kept = [];

    /// <param name="seed">The seed of the run.</param>
    /// <param name="number">Steps before this one, in all epochs.</param>
    /// <param name="epoch">The present epoch; the first is 1.</param>
    /// <param name="threads">Processors to use.</param>
    public Step(ulong seed, long number, int epoch, int threads)
    {
        (Number, Epoch, Threads) = (number, epoch, threads);
        (_trains, Random) = (true, RandomSource.For(seed, (ulong)number));
    }

    private Step() => (Threads, Random) = (1, new RandomSource(0));

    /// <summary>A step in which nothing is dropped.</summary>
    public static Step WithoutDropout() => new();

    public long Number { get; }

    public int Epoch { get; }

    public int Threads { get; }

    public RandomSource Random { get; }

    /// <summary>The share that is dropped in this step of a share that training drops.</summary>
    public double Rate(double dropout) => _trains ? dropout : 0;

    /// <summary>Sets a share of the values to 0 and scales the others up to keep the mean.</summary>
    /// <param name="values">Shape [rows, …].</param>
    /// <param name="share">How many of them.</param>
    /// <param name="before">Rows of the whole batch that lie before these: a row is dropped alike, whichever process has it.</param>
    public Tensor Dropout(Tensor values, double share, long before = 0)
    {
        if (Rate(share) == 0) return values;
        Tensor mask = torch.empty_like(values);
        DropoutMask.Fill(MemoryMarshal.Cast<byte, float>(mask.bytes), share, Random.NextUInt64(), start: before * (values.numel() / values.shape[0]));
        return values * mask;
    }

    /// <summary>Takes charge of something that lives as long as the step.</summary>
    public void Keep(IDisposable resource) => _kept.Add(resource);

    public void Dispose() => _kept.ForEach(resource => resource.Dispose());
}
