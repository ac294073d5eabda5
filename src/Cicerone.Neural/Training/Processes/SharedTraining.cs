using System.Runtime.InteropServices;
using Cicerone.Models;
using Cicerone.Neural.Layers;
using TorchSharp;
using Tensor = TorchSharp.torch.Tensor;

namespace Cicerone.Neural.Training.Processes;

/// <summary>
/// What the trainer does where several processes train together. All have the same weights. In a step each works out the gradient of its
/// share of the batch, the sums of which all of them then apply; so the steps are those of one process with the whole batch, but for rounding.
/// </summary>
internal sealed class SharedTraining(IProcessGroup processes)
{
    private float[] _exchanged = [];

    /// <summary>Whether this process is the one that validates and writes.</summary>
    public bool IsFirst => processes.Rank == 0;

    /// <summary>Whether one of the processes was asked to stop before the last step.</summary>
    public bool IsStopping { get; private set; }

    /// <summary>Checks that all processes train the same from the same place.</summary>
    /// <param name="stage">What is trained.</param>
    /// <param name="fingerprint">Of options, seed and data.</param>
    /// <param name="steps">Steps done before.</param>
    /// <exception cref="CiceroneException">They do not.</exception>
    public void CheckAlike(string stage, ulong fingerprint, long steps)
    {
        double[] sums = [(uint)fingerprint, steps];
        processes.Sum(sums);
        if (sums[0] != (double)processes.Count * (uint)fingerprint)
            throw new CiceroneException($"The {processes.Count} processes that train {stage} have not all the same options, seed and data. Give every machine the same files, and start the processes by one mpirun.");
        if (sums[1] != (double)processes.Count * steps)
            throw new CiceroneException($"The {processes.Count} processes that train {stage} do not go on from the same step: process {processes.Rank} has done {steps}. Each reads the checkpoint, so its folder must be seen by every machine.");
    }

    /// <summary>The part of a batch's mean loss that this process works out.</summary>
    public Tensor LossOf(ISharedLearner learner, int[] batch, Step step)
    {
        (int count, int rank) = (processes.Count, processes.Rank);
        if (batch.Length < count) return learner.Loss(batch, step).Over(count); // too few for a share each: every process takes all, for a part of the sum
        return learner.LossOf(batch, (int)((long)batch.Length * rank / count)..(int)((long)batch.Length * (rank + 1) / count), step);
    }

    /// <summary>Makes the gradients of all parameters those of the whole batch, in one exchange; returns the loss of the whole batch.</summary>
    /// <param name="parameters">What is learned. Of a table whose rows were touched, those rows alone are exchanged; they are the same in all processes.</param>
    /// <param name="loss">The part of this process.</param>
    /// <param name="stops">Whether this process was asked to stop.</param>
    public double Sum(ParameterSet parameters, double loss, bool stops)
    {
        Parameter[] learned = [.. parameters.All.Where(parameter => parameter.IsLearned)];
        int size = learned.Sum(parameter => (int)parameter.Leaf.numel()), length = size + learned.Length + 2;
        if (_exchanged.Length < length) _exchanged = new float[length];
        Span<float> all = _exchanged.AsSpan(0, length), flags = all[size..];
        all.Clear();
        for (int i = 0, at = 0; i < learned.Length; at += (int)learned[i].Leaf.numel(), i++)
        {
            if (learned[i].Leaf.grad is not { } gradient) continue;
            Floats(gradient.contiguous()).CopyTo(all[at..]);
            flags[i] = 1;
        }
        (flags[^2], flags[^1]) = ((float)loss, stops ? 1 : 0);
        processes.Sum(all);
        for (int i = 0, at = 0; i < learned.Length; at += (int)learned[i].Leaf.numel(), i++)
        {
            if (flags[i] == 0) continue; // the loss of no process depends on it
            Tensor leaf = learned[i].Leaf, gradient = leaf.grad is { } own && own.is_contiguous() ? own : torch.zeros(leaf.shape);
            all.Slice(at, (int)leaf.numel()).CopyTo(Floats(gradient));
            leaf.grad = gradient;
        }
        IsStopping = flags[^1] > 0;
        return flags[^2];
    }

    /// <summary>A figure that the first process works out and all come to know.</summary>
    public double OfFirst(Func<double> figure)
    {
        double[] told = [IsFirst ? figure() : 0];
        processes.Sum(told);
        return told[0];
    }

    private static Span<float> Floats(Tensor tensor) => MemoryMarshal.Cast<byte, float>(tensor.bytes);
}
