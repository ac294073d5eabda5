using System.Globalization;
using Cicerone.Metrics;
using Cicerone.Models;

namespace Cicerone.Neural.Training;

/// <summary>What every model trained by gradients can be told: how long, how fast, and when to stop.</summary>
public abstract record GradientOptions : AlgorithmOptions
{
    /// <summary>Passes over the training examples at most; 0 keeps the first weights.</summary>
    [Option("passes over the training examples at most; 0 keeps the first weights", Min = 0, Max = 100_000)]
    public int Epochs { get; init => field = Checked(value); } = 200;

    /// <summary>The fit stops when more epochs than this have passed since the best validation figure. Without validation data it runs all epochs.</summary>
    [Option("epochs since the best validation figure that are borne before it stops", Min = 1, Max = 100_000)]
    public int Patience { get; init => field = Checked(value); } = 30;

    /// <summary>The validation figure that decides, such as <c>ndcg@20</c>.</summary>
    [Option("the validation figure that decides when to stop and which weights are kept: a metric, @ and its cutoff")]
    public string Watch { get; init => field = CheckedKey(value); } = "ndcg@20";

    /// <summary>Validation is scored after every so many epochs.</summary>
    [Option("epochs between two looks at validation", Min = 1, Max = 100_000)]
    public int ValidateEvery { get; init => field = Checked(value); } = 1;

    /// <summary>Examples of one step.</summary>
    [Option("examples of one step", Min = 1, Max = 1 << 20)]
    public int BatchSize { get; init => field = Checked(value); } = 256;

    /// <summary>Step size of Adam.</summary>
    [Option("step size of Adam", Min = 1e-8, Max = 10)]
    public double LearningRate { get; init => field = Checked(value); } = 1e-3;

    /// <summary>Decoupled weight decay (AdamW; Loshchilov and Hutter, ICLR 2019).</summary>
    [Option("decoupled weight decay", Min = 0, Max = 10)]
    public double WeightDecay { get; init => field = Checked(value); }

    /// <summary>Largest norm of a step's whole gradient; 0 does not clip.</summary>
    [Option("largest norm of the gradient of a step; 0 does not clip", Min = 0, Max = 1e9)]
    public double ClipNorm { get; init => field = Checked(value); }

    /// <summary>How the step size changes over the run.</summary>
    [Option("how the step size changes over the epochs")]
    public Schedule Schedule { get; init; }

    /// <summary>Share of all steps over which the step size rises to its full value.</summary>
    [Option("share of the steps over which the step size rises to its full value", Min = 0, Max = 1)]
    public double Warmup { get; init => field = Checked(value); }

    /// <summary>The metric and cutoff of <see cref="Watch"/>.</summary>
    internal (string Metric, int Cutoff) Watched => Split(Watch)!.Value;

    private static string CheckedKey(string key) => Split(key) is null
        ? throw new CiceroneException($"Option 'watch' is '{key}', but must be a metric with its cutoff, such as ndcg@20; the metrics are {string.Join(", ", RankingMetric.All.Select(metric => metric.Name))}.")
        : key;

    private static (string Metric, int Cutoff)? Split(string key)
    {
        string[] parts = key.Split('@');
        return parts.Length == 2 && RankingMetric.All.Any(metric => metric.Name == parts[0])
            && int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out int cutoff) && cutoff is > 0 and <= 10_000
            ? (parts[0], cutoff) : null;
    }
}
