using Cicerone.Contracts;
using Cicerone.Data;
using Cicerone.Evaluation;
using Cicerone.Models;
using Cicerone.Neural.Sequences;
using Cicerone.Neural.Training;
using Cicerone.Protocols;
using TorchSharp;
using Tensor = TorchSharp.torch.Tensor;

namespace Cicerone.Neural.Tests.Training;

public sealed class TrainerTests : IDisposable
{
    private static readonly SasRecOptions Small = new() { Width = 8, Heads = 1, Layers = 1, MaxLength = 8, Epochs = 4, BatchSize = 48, LearningRate = 0.01 };
    private readonly InteractionLog _log = Checkerboard.Log();
    private readonly string _folder = Directory.CreateTempSubdirectory("cicerone-trainer-").FullName;

    public TrainerTests() => NativeTorch.Use();

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData(0)]
    [InlineData(5)]
    [InlineData(20)]
    public void A_run_broken_off_anywhere_and_resumed_gives_the_bits_of_an_unbroken_one(int steps)
    {
        using SasRecNetwork unbroken = Network(), broken = Network(), resumed = Network();
        Train(unbroken, Small, new FitContext { Threads = 1 });
        using var stop = new CancellationTokenSource();
        var context = new FitContext { Threads = 1, CheckpointFolder = _folder };
        Assert.ThrowsAny<OperationCanceledException>(() =>
            new Trainer("test", Data(), Small, context with { Cancellation = stop.Token }).Train(new Watched(new SequenceLearner(broken, _log, Small), step =>
            {
                if (step.Number == steps) stop.Cancel();
            })));
        Train(resumed, Small, context with { Resume = true });
        Assert.Equal(Weights(unbroken), Weights(resumed));
        Assert.NotEqual(Weights(unbroken), Weights(broken));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(3)]
    [InlineData(6)]
    [InlineData(20)]
    public void Sections_are_passed_over_one_by_one_and_a_run_broken_off_within_any_is_resumed(int steps)
    {
        using SasRecNetwork unbroken = Network(), resumed = Network();
        var whole = new Sectioned(unbroken, _log);
        new Trainer("test", Data(), Small, new FitContext { Threads = 1 }).Train(whole);
        Assert.Equal(Small.Epochs, whole.Begun.Count / 3);
        Assert.All(whole.Begun.Chunk(3), sections => Assert.Equal([0, 1, 2], sections.Order()));
        Assert.NotEqual(whole.Begun.Take(3), whole.Begun.TakeLast(3)); // in another order each time, with this seed
        using var stop = new CancellationTokenSource();
        var context = new FitContext { Threads = 1, CheckpointFolder = _folder };
        using SasRecNetwork broken = Network();
        Assert.ThrowsAny<OperationCanceledException>(() => new Trainer("test", Data(), Small, context with { Cancellation = stop.Token }).Train(new Sectioned(broken, _log, step =>
        {
            if (step.Number == steps) stop.Cancel();
        })));
        new Trainer("test", Data(), Small, context with { Resume = true }).Train(new Sectioned(resumed, _log));
        Assert.Equal(Weights(unbroken), Weights(resumed));
    }

    [Fact]
    public void A_finished_run_is_not_trained_again()
    {
        using SasRecNetwork first = Network(), again = Network();
        var context = new FitContext { Threads = 1, CheckpointFolder = _folder };
        Train(first, Small, context);
        int steps = 0;
        new Trainer("test", Data(), Small, context with { Resume = true }).Train(new Watched(new SequenceLearner(again, _log, Small), _ => steps++));
        Assert.Equal(0, steps);
        Assert.Equal(Weights(first), Weights(again));
    }

    [Fact]
    public void A_checkpoint_of_other_options_or_data_is_refused()
    {
        using SasRecNetwork network = Network();
        var context = new FitContext { Threads = 1, CheckpointFolder = _folder };
        Train(network, Small, context);
        var fault = Assert.Throws<CiceroneException>(() => Train(network, Small with { Dropout = 0.1 }, context with { Resume = true }));
        Assert.Contains("other options, seed or data", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_loss_that_is_no_number_stops_the_run_and_names_the_step()
    {
        using SasRecNetwork network = Network();
        var learner = new Watched(new SequenceLearner(network, _log, Small), step =>
        {
            if (step.Number == 16) network.Items.Values.Fill(float.NaN);
        });
        var fault = Assert.Throws<CiceroneException>(() => new Trainer("test", Data(), Small, new FitContext { Threads = 1 }).Train(learner));
        Assert.Contains("step 3 of epoch 3 (step 17 in all)", fault.Message, StringComparison.Ordinal);
        Assert.Contains("learning-rate", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_best_weights_are_restored_and_the_run_stops_when_patience_is_over()
    {
        var epochs = new List<EpochReport>();
        SasRecOptions options = Small with { Epochs = 50, Patience = 1, LearningRate = 0.1 };
        using SasRecNetwork network = Network();
        float[][]? atBest = null;
        var progress = new Sink(report =>
        {
            if (report.Epoch is not { } epoch) return;
            epochs.Add(epoch);
            if (epoch.BestEpoch == epoch.Epoch) atBest = network.Parameters.Copy();
        });
        TrainingData data = Watching(0, 30, 60, 90);
        new Trainer("test", data, options, new FitContext { Threads = 1, Progress = progress }).Train(new SequenceLearner(network, data.Log, options));
        EpochReport last = epochs[^1];
        Assert.Equal(epochs.Max(epoch => epoch.Validation), epochs[last.BestEpoch - 1].Validation);
        Assert.Equal(last.BestEpoch + 2, last.Epoch);
        Assert.Equal(atBest!.SelectMany(values => values), network.Parameters.Copy().SelectMany(values => values));
    }

    [Fact]
    public void Patience_begins_with_the_first_look()
    {
        var epochs = new List<EpochReport>();
        using SasRecNetwork network = Network();
        TrainingData data = Watching(0, 30, 60, 90);
        SasRecOptions options = Small with { Epochs = 6, Patience = 1, ValidateEvery = 6 };
        new Trainer("test", data, options, new FitContext { Threads = 1, Progress = new Sink(report => epochs.AddRange(report.Epoch is { } epoch ? [epoch] : [])) }).Train(new SequenceLearner(network, data.Log, options));
        Assert.Equal(6, epochs[^1].BestEpoch);
    }

    [Fact]
    public void A_best_epoch_that_is_the_last_is_warned_of()
    {
        var warnings = new List<string>();
        using SasRecNetwork network = Network();
        TrainingData data = Watching(0);
        new Trainer("test", data, Small with { Epochs = 1 }, new FitContext { Threads = 1, Progress = new Sink(report => warnings.AddRange(report.Warning is { } warning ? [warning] : [])) })
            .Train(new SequenceLearner(network, data.Log, Small));
        Assert.Contains("under-trained", Assert.Single(warnings), StringComparison.Ordinal);
    }

    [Fact]
    public void Validation_shows_what_people_outside_of_training_are_known_by()
    {
        Split split = new ColdUsers { Validation = 0.4, Test = 0.2 }.Split(_log, seed: 1);
        double? watched = null;
        var progress = new Sink(report => watched = report.Epoch?.Validation ?? watched);
        using SasRecNetwork network = Network();
        SasRecOptions options = Small with { Epochs = 1, Watch = "ndcg@5" };
        new Trainer("test", TrainingData.Of(split, ItemTable.Without(_log.Items)), options, new FitContext { Threads = 1, Progress = progress }).Train(new SequenceLearner(network, split.Train, options));
        EvaluationResult whole = Evaluator.Evaluate(network.Model(), Catalogue.Of(split.Train, ItemTable.Without(_log.Items)), split, SplitPart.Valid, new EvaluationOptions { Cutoffs = [5] }, cancellation: TestContext.Current.CancellationToken);
        Assert.Equal(0, whole.WithoutHistory);
        Assert.Equal(whole.Means["ndcg@5"], watched);
    }

    [Fact]
    public void Threads_change_no_bit()
    {
        using SasRecNetwork one = Network(), two = Network();
        Train(one, Small, new FitContext { Threads = 1 });
        Train(two, Small, new FitContext { Threads = 2 });
        Assert.Equal(Weights(one), Weights(two));
    }

    [Fact]
    public void Memory_is_flat_over_many_steps()
    {
        using SasRecNetwork network = Network();
        var learner = new SequenceLearner(network, _log, Small);
        long tensors = torch.Tensor.TotalCount;
        long early = 0;
        SasRecOptions options = Small with { Epochs = 60 };
        new Trainer("test", Data(), options, new FitContext { Threads = 1 }).Train(new Watched(learner, step =>
        {
            if (step.Number == 100) early = Environment.WorkingSet;
        }));
        long late = Environment.WorkingSet;
        Assert.True(torch.Tensor.TotalCount - tensors <= 2 * network.Parameters.All.Count, $"{torch.Tensor.TotalCount - tensors} tensors were left behind.");
        Assert.True(late - early < 64 << 20, $"Memory grew by {(late - early) >> 20} MB after the first 100 steps.");
    }

    [Fact]
    public void The_first_step_of_adam_is_the_step_size_against_the_sign_and_rows_that_were_not_touched_stay()
    {
        using var parameters = new ParameterSet(seed: 1);
        Parameter dense = parameters.Constant("dense", 1, 3), table = parameters.Constant("table", 1, 4, 2);
        dense.Touch();
        table.Touch([3, 1, 3]);
        ((dense.Leaf * torch.tensor([2f, -0.5f, 0])).sum() + table.Rows([3, 1]).sum()).backward();
        Adam.Update(parameters, step: 1, rate: 0.1, decay: 0, clip: 0);
        Assert.Equal([0.9f, 1.1f, 1], dense.Values.ToArray().Select(value => MathF.Round(value, 5)));
        Assert.Equal([1, 1, 0.9f, 0.9f, 1, 1, 0.9f, 0.9f], table.Values.ToArray().Select(value => MathF.Round(value, 5)));
    }

    [Fact]
    public void Adam_moves_as_the_library_does()
    {
        using var parameters = new ParameterSet(seed: 1);
        Parameter own = parameters.Normal("own", 1, 5, 3);
        var theirs = new TorchSharp.Modules.Parameter(torch.tensor(own.Values.ToArray()).view(5, 3));
        Tensor target = torch.arange(15).view(5, 3).to(torch.float32);
        using var library = torch.optim.AdamW([theirs], lr: 0.05, weight_decay: 0.1);
        for (int step = 1; step <= 20; step++)
        {
            own.Touch();
            (own.Leaf - target).square().sum().backward();
            Adam.Update(parameters, step, 0.05, decay: 0.1, clip: 0);
            library.zero_grad();
            (theirs - target).square().sum().backward();
            library.step();
        }
        Assert.True(torch.tensor(own.Values.ToArray()).view(5, 3).allclose(theirs, rtol: 1e-4, atol: 1e-4));
    }

    private static SasRecNetwork Network() => new(Checkerboard.Size, Small, seed: 3);

    private static float[] Weights(SasRecNetwork network) => [.. network.Parameters.Copy().SelectMany(values => values)];

    private void Train(SasRecNetwork network, SasRecOptions options, FitContext context) =>
        new Trainer("test", Data(), options, context).Train(new SequenceLearner(network, _log, options));

    private TrainingData Data() => new(_log, ItemTable.Without(_log.Items));

    /// <summary>The data with some rows held out for validation.</summary>
    private TrainingData Watching(params int[] held) => TrainingData.Of(
        new Split("held rows", _log.Select([.. Enumerable.Range(0, _log.Count).Except(held)]), _log.Select(held), _log.Select([]), SplitRules.TrainHistory),
        ItemTable.Without(_log.Items));

    /// <summary>Calls back before each step.</summary>
    private sealed class Watched(ILearner learner, Action<Step> before) : ILearner
    {
        public int ExampleCount => learner.ExampleCount;

        public ParameterSet Parameters => learner.Parameters;

        public Tensor Loss(int[] examples, Step step)
        {
            before(step);
            return learner.Loss(examples, step);
        }

        public IRanker Model() => learner.Model();
    }

    /// <summary>A third of the people a section.</summary>
    private sealed class Sectioned(SasRecNetwork network, InteractionLog log, Action<Step>? watch = null) : ILearner
    {
        private readonly SequenceLearner[] _sections = [.. Enumerable.Range(0, 3).Select(section => new SequenceLearner(network, log.Select([.. Enumerable.Range(0, log.Count).Where(row => log.User[row] % 3 == section)]), Small))];
        private int _section;

        public List<int> Begun { get; } = [];

        public int ExampleCount => _sections.Sum(section => section.ExampleCount);

        public IReadOnlyList<int> Sections => [.. _sections.Select(section => section.ExampleCount)];

        public ParameterSet Parameters => network.Parameters;

        public void BeginSection(int section)
        {
            _section = section;
            Begun.Add(section);
        }

        public Tensor Loss(int[] examples, Step step)
        {
            watch?.Invoke(step);
            return _sections[_section].LossOf(examples, .., step);
        }

        public IRanker Model() => network.Model();
    }

    private sealed class Sink(Action<FitProgress> report) : IProgress<FitProgress>
    {
        public void Report(FitProgress value) => report(value);
    }
}
