using Cicerone.Language.Conversations.Searches;
using Cicerone.Language.Transformer;
using Cicerone.Models;
using Cicerone.Neural.Layers;
using Cicerone.Neural.Training;
using TorchSharp;
using Tensor = TorchSharp.torch.Tensor;

namespace Cicerone.Language.Conversations.Reinforcement;

/// <summary>
/// Reinforcement over the turns of talks by GRPO: a step lets the present policy talk, and makes likelier what did better than the other talks of the same
/// person, while it stays near to the fine-tuned policy. Each step learns from talks of its own policy once, so that the ratio of new to old
/// probabilities is 1 and there is nothing to clip. Only the policy's own choices are learned; what is recalled and what the person says are not.
/// </summary>
/// <param name="policy">What is learned.</param>
/// <param name="tuned">The fine-tuned policy, frozen.</param>
/// <param name="searches">Who talks.</param>
/// <param name="rollouts">Lets them talk.</param>
/// <param name="options">Rewards and weights.</param>
/// <param name="model">The model that the present weights make.</param>
internal sealed class GrpoLearner(Decoder policy, Decoder tuned, IReadOnlyList<Search> searches, Rollouts rollouts, SmtpoOptions options, Func<IRanker> model) : ILearner
{
    /// <summary>Steps of a round.</summary>
    public const int StepsOfRound = 10;

    private readonly Dictionary<string, (double Sum, int Count)> _figures = [];

    public int ExampleCount => searches.Count == 0 ? 0 : StepsOfRound * options.People;

    public ParameterSet Parameters => policy.Parameters;

    /// <summary>Means of the present round: rewards and their parts, the deviation within groups, the share of groups that tell nothing, the divergence, the mean surprise of a choice.</summary>
    public IReadOnlyDictionary<string, double> Figures => _figures.ToDictionary(figure => figure.Key, figure => figure.Value.Sum / figure.Value.Count);

    public void BeginEpoch(int epoch) => _figures.Clear();

    public Tensor Loss(int[] examples, Step step)
    {
        Search[] people = [.. examples.Select(example => searches[(int)(((long)(step.Epoch - 1) * ExampleCount + example) % searches.Count)])];
        IReadOnlyList<Rollout[]> groups = rollouts.Run(new DecoderReader(policy.Weights()), people, options.Group, step.Random);
        var turns = new List<RolloutTurn>();
        var better = new List<double>();
        foreach (Rollout[] group in groups)
        {
            double[][] advantages = Judge(group);
            for (int talk = 0; talk < group.Length; talk++)
            {
                turns.AddRange(group[talk].Turns);
                better.AddRange(advantages[talk].Take(group[talk].Turns.Count));
            }
        }
        var choices = new TokenLikelihoods([.. turns.Select(turn => new LabelledText([.. turn.Prompt.Tokens, .. turn.Said], turn.Prompt.Tokens.Length))], turn => turns[turn].Prompt.Grammar);
        policy.Parameters.Touch();
        tuned.Parameters.Touch();
        Tensor mine = choices.Of(policy, step), divergence = Divergence(mine, Frozen(choices));
        Note("divergence", divergence.item<float>());
        Note("entropy", -mine.mean().item<float>());
        Tensor gain = mine.dot(torch.tensor(choices.Texts.Select(turn => (float)(better[turn] / choices.Texts.Count)).ToArray()));
        return divergence.Times(options.Divergence) - gain;
    }

    public IRanker Model() => model();

    /// <summary>Mean over tokens of e^d − d − 1, where d is by how much likelier the tuned policy says the token: never below 0, and 0 where both agree.</summary>
    private static Tensor Divergence(Tensor mine, Tensor frozen)
    {
        Tensor difference = frozen - mine;
        return (difference.exp() - difference).mean().Plus(-1);
    }

    private Tensor Frozen(TokenLikelihoods choices)
    {
        using (torch.no_grad()) return choices.Of(tuned, Step.WithoutDropout());
    }

    private double[][] Judge(Rollout[] group)
    {
        double[][] rewards = [.. group.Select(talk => Enumerable.Range(0, options.Turns + 1).Select(turn => talk.Turns[Math.Min(turn, talk.Turns.Count - 1)].Reward.Total(options)).ToArray())]; // a list with which a talk ended earns on, else it would pay to hide what is looked for
        foreach (RolloutTurn turn in group.SelectMany(talk => talk.Turns))
        {
            Note("reward", turn.Reward.Total(options));
            Note("holds", turn.Reward.Holds ? 1 : 0);
            Note("list", turn.Reward.List);
            Note("near", turn.Reward.Near);
            Note("preference", turn.Reward.Preference);
            Note("precision", turn.Reward.Precision);
            Note("recall", turn.Reward.Recall);
        }
        Note("last-list", group.Average(talk => talk.Turns[^1].Reward.List));
        for (int turn = 0; turn < rewards[0].Length; turn++)
        {
            double deviation = Advantages.Deviation(rewards, turn);
            Note("deviation", deviation);
            Note("dead", deviation < Advantages.LeastDeviation ? 1 : 0);
        }
        return Advantages.Of(rewards, options.Discount);
    }

    private void Note(string name, double value)
    {
        (double sum, int count) = _figures.GetValueOrDefault(name);
        _figures[name] = (sum + value, count + 1);
    }
}
