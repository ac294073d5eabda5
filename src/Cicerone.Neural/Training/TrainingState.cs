namespace Cicerone.Neural.Training;

/// <summary>Where a training run is. Together with the weights it decides all that follows.</summary>
internal sealed class TrainingState
{
    /// <summary>The present epoch; the first is 1.</summary>
    public int Epoch { get; set; } = 1;

    /// <summary>Steps done in the present epoch.</summary>
    public int StepInEpoch { get; set; }

    /// <summary>Steps done in all epochs.</summary>
    public long Steps { get; set; }

    /// <summary>Sum of the losses of the present epoch's examples.</summary>
    public double LossSum { get; set; }

    /// <summary>The best validation figure so far.</summary>
    public double Best { get; set; } = double.NegativeInfinity;

    /// <summary>The epoch it was reached in; 0 before there is one.</summary>
    public int BestEpoch { get; set; }

    /// <summary>Whether the run has ended.</summary>
    public bool IsFinished { get; set; }

    /// <summary>The weights of the best epoch.</summary>
    public float[][]? BestWeights { get; set; }

    public long[] ToNumbers() =>
        [Epoch, StepInEpoch, Steps, BitConverter.DoubleToInt64Bits(LossSum), BitConverter.DoubleToInt64Bits(Best), BestEpoch, IsFinished ? 1 : 0];

    public static TrainingState FromNumbers(long[] numbers) => new()
    {
        Epoch = (int)numbers[0],
        StepInEpoch = (int)numbers[1],
        Steps = numbers[2],
        LossSum = BitConverter.Int64BitsToDouble(numbers[3]),
        Best = BitConverter.Int64BitsToDouble(numbers[4]),
        BestEpoch = (int)numbers[5],
        IsFinished = numbers[6] != 0,
    };
}
