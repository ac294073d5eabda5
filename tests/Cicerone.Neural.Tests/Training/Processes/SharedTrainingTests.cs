using Cicerone.Contracts;
using Cicerone.Data;
using Cicerone.Models;
using Cicerone.Neural.Sequences;
using Cicerone.Neural.Training;
using Cicerone.Neural.Training.Processes;
using TorchSharp;
using Tensor = TorchSharp.torch.Tensor;

namespace Cicerone.Neural.Tests.Training.Processes;

public sealed class SharedTrainingTests
{
    private const double Rounding = 2e-4;
    private static readonly InteractionLog Log = Checkerboard.Log();

    public static TheoryData<string, int, string> Shared => new()
    {
        { "bert4rec", 2, "dropout=0.3" },
        { "bpr-mf", 3, "regularisation=0.01" },
        { "fmlp-rec", 2, "dropout=0.3 targets=last" },
        { "gru4rec", 2, "loss=sampled-softmax dropout=0.3" },
        { "lightgcn", 2, "clip-norm=0.1" },
        { "lru-rec", 2, "dropout=0.3 loss=gbce" },
        { "mult-vae", 2, "dropout=0.5" },
        { "sasrec", 2, "dropout=0.3" },
        { "sasrec", 3, "dropout=0.3 targets=last max-length=2" },
        { "vbpr", 2, "width=8" },
    };

    [Theory]
    [MemberData(nameof(Shared))]
    public void Several_processes_learn_what_one_learns_with_the_whole_batch(string algorithm, int processes, string settings)
    {
        Dictionary<string, string> given = settings.Split(' ').Select(setting => setting.Split('=')).ToDictionary(parts => parts[0], parts => parts[1]);
        (given["epochs"], given["batch-size"]) = ("3", "19"); // the last batch of 40 people has 2: fewer than three processes
        IModel Fit(IProcessGroup? group) => Named(algorithm).Fit(Data(), given, new FitContext { Threads = 1, Processes = group });
        float[] alone = Vectors(Fit(null));
        foreach (IModel model in ThreadGroup.Run(processes, Fit)) Assert.InRange(alone.Zip(Vectors(model), (a, b) => Math.Abs(a - b)).Max(), 0, Rounding);
    }

    [Fact]
    public void What_is_said_to_share_batches_is_tested_here_and_the_others_refuse()
    {
        Assert.Equal(Shared.Select(row => row.Data.Item1).Distinct().Order(), NeuralAlgorithms.All.Where(algorithm => algorithm.SharesBatches).Select(algorithm => algorithm.Name).Order());
        foreach (Algorithm algorithm in NeuralAlgorithms.All.Where(algorithm => !algorithm.SharesBatches))
        {
            var fault = Assert.Throws<CiceroneException>(() => ThreadGroup.Run(2, group => algorithm.Fit(Data(), new FitContext { Processes = group })));
            Assert.Contains("without mpirun", fault.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void A_learner_that_does_not_say_that_its_loss_is_a_mean_is_refused_before_the_first_step()
    {
        NativeTorch.Use();
        var options = new SasRecOptions { Width = 8, Heads = 1, Layers = 1 };
        using var network = new SasRecNetwork(Checkerboard.Size, options, seed: 1);
        int steps = 0;
        var fault = Assert.Throws<CiceroneException>(() => ThreadGroup.Run(2, group =>
        {
            new Trainer("contrast", Data(), options, new FitContext { Processes = group }).Train(new Contrast(network, () => steps++));
            return 0;
        }));
        Assert.Contains("contrast", fault.Message, StringComparison.Ordinal);
        Assert.Equal(0, steps);
    }

    [Fact]
    public void Processes_with_other_data_are_refused()
    {
        var fault = Assert.Throws<CiceroneException>(() => ThreadGroup.Run(2, group =>
            Named("bpr-mf").Fit(new TrainingData(group.Rank == 0 ? Log : Log.Select([.. Enumerable.Range(0, Log.Count - 1)]), ItemTable.Without(Log.Items)), new FitContext { Processes = group })));
        Assert.Contains("same options, seed and data", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_process_that_is_asked_to_stop_stops_all_at_the_same_step()
    {
        using var stop = new CancellationTokenSource();
        string folder = Directory.CreateTempSubdirectory("cicerone-shared-").FullName;
        try
        {
            IModel Fit(IProcessGroup? group, bool resume = false) => Named("bpr-mf").Fit(Data(), new Dictionary<string, string> { ["epochs"] = "20" },
                new FitContext { Threads = 1, Processes = group, CheckpointFolder = folder, Resume = resume, Cancellation = group?.Rank == 1 ? stop.Token : default });
            stop.Cancel();
            Assert.ThrowsAny<OperationCanceledException>(() => ThreadGroup.Run(2, group => Fit(group)));
            Assert.True(File.Exists(Path.Combine(folder, "bpr-mf.safetensors")));
            float[] resumed = Vectors(Fit(null, resume: true)), unbroken = Vectors(Fit(null));
            Assert.InRange(resumed.Zip(unbroken, (a, b) => Math.Abs(a - b)).Max(), 0, Rounding);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public void A_library_that_is_not_there_is_named_with_a_remedy()
    {
        var fault = Assert.Throws<CiceroneException>(() => Mpi.Begin("libmpi-of-nobody.so.40"));
        Assert.Contains("libmpi-of-nobody", fault.Message, StringComparison.Ordinal);
        Assert.Contains("openmpi-bin", fault.Message, StringComparison.Ordinal);
    }

    private static Algorithm Named(string name) => NeuralAlgorithms.All.Single(algorithm => algorithm.Name == name);

    private static TrainingData Data() => new(Log, new ItemTable(Log.Items, new Dictionary<string, string?[]> { ["title"] = [.. Log.Items.Ids.Select(id => $"{id} of {id[^1] % 2}")] }));

    private static float[] Vectors(IModel model) => ((IEmbeds)model).ItemVectors.ToArray();

    /// <summary>A learner that declares nothing.</summary>
    private sealed class Contrast(SasRecNetwork network, Action onStep) : ILearner
    {
        public int ExampleCount => 4;

        public ParameterSet Parameters => network.Parameters;

        public Tensor Loss(int[] examples, Step step)
        {
            onStep();
            return torch.zeros(1);
        }

        public IRanker Model() => network.Model();
    }
}
