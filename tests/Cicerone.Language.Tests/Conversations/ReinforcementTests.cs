using Cicerone.Language.Conversations;
using Cicerone.Language.Conversations.Chains;
using Cicerone.Language.Conversations.People;
using Cicerone.Language.Conversations.Reinforcement;
using Cicerone.Language.Conversations.Searches;
using Cicerone.Language.Transformer;
using Cicerone.Models;
using Cicerone.Neural.Training;

namespace Cicerone.Language.Tests.Conversations;

public sealed class ReinforcementTests
{
    private static readonly SmtpoOptions Options = new() { Width = 32, Layers = 2, Depth = 4, Turns = 1, Group = 4, People = 2 };
    private static readonly SmallShop Shop = new(Options);
    private static readonly Search Who = new([3], [0, 9], 12, [SmallShop.Want("Mystery")]);

    [Fact]
    public void Advantages_are_of_a_turn_and_its_group_by_hand()
    {
        double[][] better = Advantages.Of([[1, 0], [0, 1], [0.1, 0.9]], discount: 0.5); // returns 1 and 0, 0.5 and 1, 0.55 and 0.9
        double mean = 2.05 / 3, deviation = Math.Sqrt(((1 - mean) * (1 - mean) + (0.5 - mean) * (0.5 - mean) + (0.55 - mean) * (0.55 - mean)) / 3);
        Assert.Equal((1 - mean) / (deviation + 1e-4), better[0][0], 1e-9);
        Assert.All(Enumerable.Range(0, 2), turn => Assert.Equal(0, better.Sum(one => one[turn]), 1e-9));
        Assert.True(better[1][1] > better[2][1] && better[2][1] > better[0][1]);
        Assert.All(Advantages.Of([[0.2, 0.2], [0.2, 0.2]], 0.9), one => Assert.All(one, value => Assert.Equal(0, value)));
    }

    [Fact]
    public void Naming_everything_does_not_pay_and_a_reason_must_hold()
    {
        Assert.Equal(0.5, new Reward(true, 0, 0, Precision: 1.0 / 3, Recall: 1).Preference, 1e-9);
        Assert.Equal(1, new Reward(true, 0, 0, Precision: 1, Recall: 1).Preference, 1e-9);
        Assert.Equal(1 + 0.2 + 0.3, new Reward(false, 1, 1, 1, 1).Total(Options), 1e-9);
        Assert.Equal(0.2 + 1 + 0.2 + 0.3, new Reward(true, 1, 1, 1, 1).Total(Options), 1e-9);
    }

    [Fact]
    public void At_first_the_policy_is_the_tuned_one_and_groups_cancel_out()
    {
        using Decoder policy = Tuned(out DecoderWeights person), tuned = Tuned(out _);
        var learner = new GrpoLearner(policy, tuned, [Who, Who], RolloutsWith(person), Options, () => throw new InvalidOperationException());
        using var scope = TorchSharp.torch.NewDisposeScope();
        using var step = new Step(seed: 1, number: 0, epoch: 1, threads: 1);
        learner.BeginEpoch(1);
        learner.Loss([0, 1], step).backward();
        Assert.Equal(0, learner.Figures["divergence"], 1e-5);
        foreach (string figure in (string[])["reward", "holds", "list", "near", "preference", "precision", "recall", "deviation", "dead", "entropy"]) Assert.True(double.IsFinite(learner.Figures[figure]), figure);
    }

    [Fact]
    public void Reinforcement_earns_more_and_leaves_the_person_as_they_were()
    {
        using Decoder policy = Tuned(out DecoderWeights person), tuned = Tuned(out _);
        float[][] before = [.. DecoderNames.All(person.Shape).Select(tensor => person[tensor.Name].ToArray())];
        SmtpoOptions options = Options with { Divergence = 0, Group = 8 };
        var learner = new GrpoLearner(policy, tuned, [Who, Who with { Target = 21 }], RolloutsWith(person), options, () => throw new InvalidOperationException());
        var earned = new List<double>();
        for (int number = 0; number < 40; number++)
        {
            using var scope = TorchSharp.torch.NewDisposeScope();
            using var step = new Step(seed: 1, number, epoch: 1, threads: 1);
            learner.BeginEpoch(1);
            learner.Loss([0, 1], step).backward();
            Adam.Update(policy.Parameters, number + 1, 1e-3, decay: 0, clip: 1);
            earned.Add(learner.Figures["reward"]);
        }
        Assert.True(earned[^8..].Average() > earned[..8].Average() + 0.02, $"{earned[..8].Average():0.000} at first, {earned[^8..].Average():0.000} at last");
        Assert.Equal(before, DecoderNames.All(person.Shape).Select(tensor => person[tensor.Name]));
    }

    [Fact]
    public void Talks_of_a_policy_go_on_by_what_the_person_says()
    {
        using Decoder policy = Tuned(out DecoderWeights person);
        Search[] people = [Who, Who with { Target = 21 }];
        IReadOnlyList<Rollout[]> groups = RolloutsWith(person).Run(new DecoderReader(policy.Weights()), people, group: 3, new RandomSource(9));
        Assert.Equal([3, 3], groups.Select(group => group.Length));
        Assert.Contains(groups.SelectMany(group => group), talk => talk.Turns.Count == Options.Turns + 1);
        foreach ((Search who, Rollout talk) in people.Zip(groups).SelectMany(one => one.Second.Select(talk => (one.First, talk))))
        {
            Assert.Equal(talk.Turns.Count <= Options.Turns, talk.Turns[0].Talk.Shown.Contains(who.Target)); // nobody goes on who has found it
            Assert.Equal(Who.Opening, talk.Turns[0].Talk.Said);
            Assert.Same(groups.First(group => group.Contains(talk))[0].Turns[0].Prompt, talk.Turns[0].Prompt); // read once
            Assert.All(talk.Turns, turn => Assert.Equal(4, turn.Talk.Shown.Distinct().Count()));
            Assert.All(talk.Turns, turn => Assert.Equal(turn.Chain.Tokens(), turn.Said));
        }
    }

    [Fact]
    public void What_was_broken_off_goes_on_to_the_same_weights()
    {
        SmtpoOptions options = Options with { Width = 16, Layers = 1, Heads = 2, Searches = 6, Epochs = 1, PersonEpochs = 1, Rounds = 2, People = 1, Group = 2 };
        string folder = Directory.CreateTempSubdirectory("cicerone-smtpo-").FullName;
        using var stop = new CancellationTokenSource();
        var context = new FitContext { Seed = 6, Threads = 1, CheckpointFolder = folder };
        Assert.Throws<OperationCanceledException>(() => Smtpo.Fit(Shop.Data, options, context with { Cancellation = stop.Token, Progress = new Stopper(stop) }));
        Assert.True(File.Exists(Path.Combine(folder, "smtpo-policy.safetensors")));
        DecoderWeights resumed = Policy(context with { Resume = true }), whole = Policy(context with { CheckpointFolder = null });
        Assert.All(DecoderNames.All(whole.Shape), tensor => Assert.Equal(whole[tensor.Name], resumed[tensor.Name]));
        Directory.Delete(folder, recursive: true);

        DecoderWeights Policy(FitContext how)
        {
            (Decoder person, Decoder policy) = Smtpo.Fit(Shop.Data, options, how).Decoders();
            using (person) using (policy) return policy.Weights();
        }
    }

    private static Rollouts RolloutsWith(DecoderWeights person) => new(Shop.World, new Simulator(person, Shop.Words, Shop.Lexicon), Options);

    /// <summary>A policy that keeps to the format, as a rule, and a person who says anything.</summary>
    private static readonly Lazy<(DecoderWeights Policy, DecoderWeights Person)> Learned = new(() =>
    {
        using Decoder person = new(Shop.Words.Shape(Options), seed: 8), policy = new(Shop.Words.Shape(Options), seed: 5);
        TalkCase[] moments = [.. TalkCase.Of([.. Enumerable.Range(9, 18).Select(target => Who with { Target = target })], Shop.World, Shop.Truth, Options.Turns)];
        Learning.Run(policy, new ChainExamples(moments, Shop.World, Shop.Truth, seed: 1).Texts, epochs: 60, rate: 3e-3);
        return (policy.Weights(), person.Weights());
    });

    /// <summary>Stops a fit once a round of reinforcement is over.</summary>
    private sealed class Stopper(CancellationTokenSource stop) : IProgress<FitProgress>
    {
        public void Report(FitProgress value)
        {
            if (value is { Stage: "smtpo-policy", Epoch: not null }) stop.Cancel();
        }
    }

    private static Decoder Tuned(out DecoderWeights person)
    {
        person = Learned.Value.Person;
        return Decoder.Of(Learned.Value.Policy);
    }
}
