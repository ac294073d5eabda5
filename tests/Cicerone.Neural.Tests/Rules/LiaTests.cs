using Cicerone.Contracts;
using Cicerone.Data;
using Cicerone.Models;
using Cicerone.Models.Rules;
using Cicerone.Neural.Rules;
using Cicerone.Protocols;

namespace Cicerone.Neural.Tests.Rules;

public sealed class LiaTests : ModelContract
{
    private readonly InteractionLog _log = Checkerboard.Log();

    protected override string Name => "lia";

    protected override AlgorithmTable Algorithms { get; } = new(NeuralAlgorithms.All);

    protected override IReadOnlyDictionary<string, string> Settings { get; } = new Dictionary<string, string>
    {
        ["rules"] = "30",
        ["epochs"] = "1",
        ["batch-size"] = "10",
        ["regularisation"] = "10",
        ["skip-regularisation"] = "20",
    };

    [Fact]
    public void Rules_are_learned_whatever_the_start()
    {
        foreach (RuleStart start in (RuleStart[])[RuleStart.Empty, RuleStart.Neighbours])
        {
            var losses = new List<double>();
            double changed = 0;
            var progress = new Listener(report =>
            {
                if (report.Epoch is not { } epoch) return;
                losses.Add(epoch.Loss);
                changed = epoch.Figures["literals changed"];
            });
            Lia.Fit(new TrainingData(Noisy(), ItemTable.Without(_log.Items)), Small with { Start = start, Epochs = 4 }, new FitContext { Seed = 1, Threads = 1, Progress = progress });
            Assert.Equal(4, losses.Count);
            Assert.True(changed > 0);
            if (start == RuleStart.Empty) Assert.True(losses[^1] < losses[0], string.Join(", ", losses));
        }
    }

    [Fact]
    public void Threads_change_no_bit()
    {
        RuleSet one = Fit(threads: 1), two = Fit(threads: 2);
        Assert.Equal(one.Rules.Select(RuleExtraction.KeyOf), two.Rules.Select(RuleExtraction.KeyOf));
        for (int rule = 0; rule < one.Rules.Count; rule++) Assert.Equal(one.WeightsOf(rule), two.WeightsOf(rule));
    }

    [Fact]
    public void No_rule_is_longer_or_rarer_than_allowed()
    {
        RuleSet model = Lia.Fit(Data(), Small with { MaxLiterals = 3, MinSupport = 6, Epochs = 2 }, new FitContext { Seed = 1, Threads = 1 });
        Assert.NotEmpty(model.Rules);
        for (int rule = 0; rule < model.Rules.Count; rule++)
        {
            Assert.InRange(model.Rules[rule].Literals.Count, 1, 3);
            Assert.True(model.Rules[rule].Support >= 6);
        }
    }

    [Fact]
    public void The_price_of_readability_is_kept_with_the_model()
    {
        RuleSet model = Lia.Fit(new TrainingData(_log, ItemTable.Without(_log.Items)) { Watched = new Split("validation", _log, _log, _log.Select([]), SplitRules.TrainHistory) }, Small, new FitContext { Seed = 1, Threads = 1 });
        Assert.NotNull(model.Price);
        Assert.Null(Fit(threads: 1).Price);
    }

    [Fact]
    public void Grafting_needs_weights_with_slopes()
    {
        var fault = Assert.Throws<CiceroneException>(() => Lia.Fit(Data(), Small with { Learning = RuleLearning.Graft }, new FitContext()));
        Assert.Contains("start=uniform", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void More_items_than_allowed_are_refused_before_memory_is_taken()
    {
        var fault = Assert.Throws<CiceroneException>(() => Lia.Fit(Data(), Small with { MaxItems = 10 }, new FitContext()));
        Assert.Contains("'max-items' allows 10", fault.Message, StringComparison.Ordinal);
    }

    private static LiaOptions Small => new() { Rules = 24, Epochs = 1, BatchSize = 8, Regularisation = 10, SkipRegularisation = 20 };

    private RuleSet Fit(int threads) => Lia.Fit(Data(), Small, new FitContext { Seed = 2, Threads = threads });

    private TrainingData Data() => new(_log, ItemTable.Without(_log.Items));

    /// <summary>The checkerboard with some of each person's choices left out, so that rules are not all alike.</summary>
    private InteractionLog Noisy()
    {
        var random = new RandomSource(5);
        return _log.Select([.. Enumerable.Range(0, _log.Count).Where(_ => random.NextInt(3) > 0)]);
    }

    private sealed class Listener(Action<FitProgress> told) : IProgress<FitProgress>
    {
        public void Report(FitProgress value) => told(value);
    }
}
