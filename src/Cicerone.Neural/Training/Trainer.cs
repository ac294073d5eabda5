using System.Diagnostics;
using Cicerone.Data;
using Cicerone.Data.Buckets;
using Cicerone.Models;
using Cicerone.Neural.Training.Processes;
using TorchSharp;
using Tensor = TorchSharp.torch.Tensor;

namespace Cicerone.Neural.Training;

/// <summary>
/// Trains any learner: shuffled steps, validation after each epoch, the best weights restored at the end, a checkpoint
/// every now and then and when cancelled. The same seed gives the same weights, broken off and resumed or not.
/// </summary>
internal sealed class Trainer
{
    private const int StepsBetweenLooksAtMemory = 8;
    private const int WorkPerCheckpoint = 50; // times as long as the last checkpoint took: large models are written less often
    private static readonly TimeSpan BetweenReports = TimeSpan.FromMilliseconds(100), LeastBetweenCheckpoints = TimeSpan.FromSeconds(1);
    private readonly GradientOptions _options;
    private readonly FitContext _context;
    private readonly Func<IRanker, double>? _score;
    private readonly Checkpoint? _checkpoint;
    private readonly SharedTraining? _shared; // null where this process trains alone
    private readonly string _stage;
    private readonly ulong _seed, _fingerprint;
    private readonly double _share, _shareBefore;
    private long _written;
    private TimeSpan _writing;

    /// <param name="stage">What is trained: the algorithm's name, or that of a part of its fit. Checkpoints are named after it.</param>
    /// <param name="data">For validation, and to know a checkpoint of other data.</param>
    /// <param name="options">How to train.</param>
    /// <param name="context">Seed, threads, progress, cancellation, checkpoints.</param>
    /// <param name="shareBefore">Part of the whole fit that is done before this stage.</param>
    /// <param name="share">Part of the whole fit that this stage is.</param>
    /// <param name="score">The watched figure of a model, where another than that of the data's validation part decides.</param>
    public Trainer(string stage, TrainingData data, GradientOptions options, FitContext context, double shareBefore = 0, double share = 1, Func<IRanker, double>? score = null)
        : this(stage, options, context, score ?? (Validation.Of(data, options, context) is { } validation ? validation.Score : null), () => Fingerprint(data)) => (_shareBefore, _share) = (shareBefore, share);

    /// <param name="stage">What is trained.</param>
    /// <param name="split">For validation, and to know a checkpoint of other data.</param>
    /// <param name="options">How to train.</param>
    /// <param name="context">Seed, threads, progress, cancellation, checkpoints.</param>
    public Trainer(string stage, SplitBuckets split, GradientOptions options, FitContext context)
        : this(stage, options, context, Validation.Of(split, options, context).Score, () => RandomSource.Hash(split.Fingerprint))
    {
    }

    private Trainer(string stage, GradientOptions options, FitContext context, Func<IRanker, double>? score, Func<ulong> fingerprint)
    {
        (_stage, _options, _context, _score, _share) = (stage, options, context, score, 1);
        _seed = RandomSource.Mix(context.Seed ^ RandomSource.Hash(stage));
        if (context.Processes is { Count: > 1 } processes) _shared = new SharedTraining(processes);
        if (context.CheckpointFolder is not null || _shared is not null) _fingerprint = RandomSource.Mix(fingerprint() ^ RandomSource.Hash($"{options}|{context.Seed}"));
        if (context.CheckpointFolder is { } folder) _checkpoint = new Checkpoint(Path.Combine(folder, stage + ".safetensors"), _fingerprint);
    }

    /// <summary>Everything between training data and a model that a learner is trained for in one stage.</summary>
    /// <param name="name">The algorithm's name.</param>
    /// <param name="data">What is learned from.</param>
    /// <param name="options">How.</param>
    /// <param name="context">Seed, threads, progress, cancellation, checkpoints.</param>
    /// <param name="begin">Makes the learner with its first weights.</param>
    /// <exception cref="CiceroneException">The loss is no longer a number.</exception>
    public static TModel Fit<TModel, TOptions>(string name, TrainingData data, TOptions options, FitContext context, Func<TrainingData, TOptions, FitContext, ILearner<TModel>> begin)
        where TModel : IRanker where TOptions : GradientOptions
    {
        ArgumentNullException.ThrowIfNull(data);
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(context);
        NativeTorch.Use();
        using ILearner<TModel> learner = begin(data, options, context);
        new Trainer(name, data, options, context).Train(learner);
        return learner.Model();
    }

    /// <summary>Trains until the epochs are over or validation no longer gets better.</summary>
    /// <exception cref="CiceroneException">The loss is no longer a number, or several processes cannot share this learner.</exception>
    /// <exception cref="OperationCanceledException">The fit was cancelled; the checkpoint, when one is kept, is up to date.</exception>
    public void Train(ILearner learner)
    {
        NativeTorch.Use();
        if (_shared is not null && learner is not ISharedLearner)
            throw new CiceroneException($"Several processes cannot train {_stage} together: its loss is not a mean over examples that do not see each other. Start one process, without mpirun.");
        TrainingState state = _context.Resume && _checkpoint is { Exists: true } ? _checkpoint.Read(learner.Parameters) : new TrainingState();
        _shared?.CheckAlike(_stage, _fingerprint, state.Steps);
        if (learner.ExampleCount == 0)
        {
            Warn("no person has enough events to learn from, so the first weights are kept");
            return;
        }
        _written = Stopwatch.GetTimestamp();
        while (!state.IsFinished && state.Epoch <= _options.Epochs)
        {
            long start = Stopwatch.GetTimestamp();
            RunEpoch(learner, state);
            FinishEpoch(learner, state, start);
            if (IsCheckpointDue || state.IsFinished || state.Epoch > _options.Epochs) Write(learner, state);
        }
        if (state.BestWeights is { } best) learner.Parameters.Restore(best);
        if (_score is not null && state.BestEpoch > 0 && state.BestEpoch == _options.Epochs)
            Warn($"the best epoch is the last one ({state.BestEpoch}): the model may be under-trained; raise 'epochs'");
    }

    private void RunEpoch(ILearner learner, TrainingState state)
    {
        var random = RandomSource.For(~_seed, (ulong)state.Epoch);
        int[] sections = [.. Enumerable.Range(0, learner.Sections.Count)];
        random.Shuffle(sections.AsSpan());
        if (state.StepInEpoch == 0) learner.BeginEpoch(state.Epoch);
        var pace = new Pace(StepsOf(learner), learner.ExampleCount);
        int stepsBefore = 0;
        foreach (int section in sections)
        {
            int[] order = [.. Enumerable.Range(0, learner.Sections[section])];
            random.Shuffle(order.AsSpan());
            int steps = StepsOf(order.Length);
            if (state.StepInEpoch < stepsBefore + steps)
            {
                learner.BeginSection(section);
                RunSection(learner, state, order, stepsBefore, pace);
            }
            else pace.Skip(order.Length);
            stepsBefore += steps;
        }
    }

    private void RunSection(ILearner learner, TrainingState state, int[] order, int stepsBefore, Pace pace)
    {
        int first = (state.StepInEpoch - stepsBefore) * _options.BatchSize;
        pace.Skip(first);
        for (int done = first; done < order.Length;)
        {
            if (_shared?.IsStopping ?? _context.Cancellation.IsCancellationRequested)
            {
                Write(learner, state);
                throw new OperationCanceledException(_context.Cancellation);
            }
            int[] batch = order[done..Math.Min(done + _options.BatchSize, order.Length)];
            state.LossSum += RunStep(learner, state, batch, pace.Steps) * batch.Length;
            done += batch.Length;
            pace.Did(batch.Length);
            state.StepInEpoch++;
            state.Steps++;
            if (IsCheckpointDue) Write(learner, state);
            if (state.Steps % StepsBetweenLooksAtMemory == 0) NativeTorch.HoldMemory();
            if (pace.IsDue(BetweenReports)) Report(state, pace);
        }
    }

    private double RunStep(ILearner learner, TrainingState state, int[] batch, int stepsOfEpoch)
    {
        using DisposeScope scope = torch.NewDisposeScope(); // every tensor of the step goes with it
        using var step = new Step(_seed, state.Steps, state.Epoch, _context.Threads);
        Tensor loss = _shared is null ? learner.Loss(batch, step) : _shared.LossOf((ISharedLearner)learner, batch, step);
        double value = loss.item<float>();
        loss.backward();
        if (_shared is not null) value = _shared.Sum(learner.Parameters, value, _context.Cancellation.IsCancellationRequested);
        if (!double.IsFinite(value))
            throw new CiceroneException($"The loss of {_stage} is {value} at step {state.StepInEpoch + 1} of epoch {state.Epoch} (step {state.Steps + 1} in all). Lower 'learning-rate', or set 'clip-norm' to 1.");
        double share = RateAt(state.Steps, (long)stepsOfEpoch * _options.Epochs);
        Adam.Update(learner.Parameters, state.Steps + 1, _options.LearningRate * share, _options.WeightDecay, _options.ClipNorm);
        Muon.Update(learner.Parameters, share);
        return value;
    }

    private void FinishEpoch(ILearner learner, TrainingState state, long start)
    {
        double loss = state.LossSum / learner.ExampleCount;
        double? figure = _score is not null && (state.Epoch % _options.ValidateEvery == 0 || state.Epoch == _options.Epochs) ? Score(learner) : null;
        if (figure > state.Best) (state.Best, state.BestEpoch, state.BestWeights) = (figure.Value, state.Epoch, learner.Parameters.Copy());
        state.IsFinished = state.BestEpoch > 0 && state.Epoch > state.BestEpoch + _options.Patience; // not before the first look
        _context.Progress?.Report(new FitProgress(_stage, Fraction(state.Epoch))
        {
            Loss = loss,
            Epoch = new EpochReport(state.Epoch, loss, _options.Watch, figure, state.BestEpoch, Stopwatch.GetElapsedTime(start)) { Figures = learner.Figures },
        });
        (state.Epoch, state.StepInEpoch, state.LossSum) = (state.Epoch + 1, 0, 0);
    }

    private bool IsCheckpointDue => Stopwatch.GetElapsedTime(_written) is var since && since >= LeastBetweenCheckpoints && since >= WorkPerCheckpoint * _writing;

    private double Score(ILearner learner) => _shared is null ? _score!(learner.Model()) : _shared.OfFirst(() => _score!(learner.Model()));

    private void Write(ILearner learner, TrainingState state)
    {
        long start = Stopwatch.GetTimestamp();
        if (_shared is null or { IsFirst: true }) _checkpoint?.Write(learner.Parameters, state);
        (_writing, _written) = (Stopwatch.GetElapsedTime(start), Stopwatch.GetTimestamp());
    }

    /// <summary>The step size at a step, as a share of its full value.</summary>
    private double RateAt(long step, long all)
    {
        double done = (step + 1.0) / all;
        if (done < _options.Warmup) return done / _options.Warmup;
        double left = 1 - (done - _options.Warmup) / Math.Max(1 - _options.Warmup, 1e-9);
        return _options.Schedule switch
        {
            Schedule.Linear => left,
            Schedule.Cosine => 0.5 * (1 - Math.Cos(Math.PI * left)),
            _ => 1,
        };
    }

    private int StepsOf(ILearner learner) => learner.Sections.Sum(StepsOf);

    private int StepsOf(int examples) => (examples + _options.BatchSize - 1) / _options.BatchSize;

    private double Fraction(double epochs) => _shareBefore + _share * epochs / Math.Max(1, _options.Epochs);

    private void Report(TrainingState state, Pace pace) =>
        _context.Progress?.Report(new FitProgress($"{_stage}, epoch {state.Epoch}", Fraction(state.Epoch - 1 + (double)state.StepInEpoch / pace.Steps))
        {
            Loss = state.LossSum / pace.Done,
            Rate = pace.Rate,
            Left = TimeSpan.FromSeconds(((double)(_options.Epochs - state.Epoch + 1) * pace.Examples - pace.Done) / pace.Rate),
        });

    private void Warn(string what) => _context.Progress?.Report(new FitProgress(_stage, Fraction(_options.Epochs)) { Warning = $"{_stage}: {what}." });

    private static ulong Fingerprint(TrainingData data)
    {
        ulong hash = 0;
        foreach (InteractionLog? log in (InteractionLog?[])[data.Log, data.Watched?.FoldIn, data.Watched?.Valid])
        {
            if (log is null) continue;
            for (int row = 0; row < log.Count; row++) hash = RandomSource.Mix(hash ^ ((ulong)log.User[row] << 32) ^ (uint)log.Item[row]);
        }
        for (int row = 0; row < data.Log.Count && data.Weights is not null; row++)
            hash = RandomSource.Mix(hash ^ BitConverter.SingleToUInt32Bits(data.Weights[data.Log.Users[data.Log.User[row]], data.Log.Items[data.Log.Item[row]]]));
        return hash;
    }
}
