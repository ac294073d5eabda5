using Cicerone.Conversations;
using Cicerone.Language.Conversations.Chains;
using Cicerone.Language.Conversations.People;
using Cicerone.Language.Conversations.Searches;
using Cicerone.Language.Transformer;
using Cicerone.Language.Transformer.Generation;

namespace Cicerone.Language.Conversations.Reinforcement;

/// <summary>
/// Talks of a policy with the simulated person, all at once, turn by turn. The policy draws what it says within the grammar, as it will when it serves. Talks
/// of one person begin alike and are read once. A talk ends where its list has what is looked for, since the person would take it; they themselves are told nothing of that.
/// </summary>
internal sealed class Rollouts(TalkWorld world, Simulator simulator, SmtpoOptions options)
{
    /// <summary>Talks of some people, group by group.</summary>
    /// <param name="policy">Who recommends.</param>
    /// <param name="searches">Who talks.</param>
    /// <param name="group">Talks of each.</param>
    /// <param name="random">Decides what is drawn.</param>
    /// <returns>A group for each search.</returns>
    public IReadOnlyList<Rollout[]> Run(DecoderReader policy, IReadOnlyList<Search> searches, int group, RandomSource random)
    {
        Talk[] talks = [.. searches.SelectMany(search => Enumerable.Range(0, group).Select(_ => new Talk(search)))];
        for (int turn = 0; turn <= options.Turns; turn++)
        {
            Talk[] open = [.. talks.Where(talk => !talk.HasFound)];
            if (open.Length == 0) break;
            ulong draw = random.NextUInt64();
            ChainPrompt[] prompts = Prompts(open, draw);
            var generation = new GenerationOptions { MaxTokens = options.MostSaid, Temperature = 1, Seed = random.NextUInt64() };
            IReadOnlyList<int[]> said = TextGenerator.Generate(policy, [.. prompts.Select(prompt => prompt.Tokens)], generation, place => prompts[place].Grammar);
            for (int i = 0; i < open.Length; i++) open[i].Add(Judged(open[i], prompts[i], said[i]));
            if (turn == options.Turns) break;
            open = [.. open.Where(talk => !talk.HasFound)];
            IReadOnlyList<IReadOnlyList<Move>> answers = simulator.Feedback([.. open.Select(talk => (talk.Who, talk.Said, talk.Turns[^1].Talk.Shown))]);
            for (int i = 0; i < open.Length; i++) open[i].Next = answers[i];
        }
        return [.. talks.Chunk(group).Select(ofOne => ofOne.Select(talk => new Rollout(talk.Turns)).ToArray())];
    }

    /// <summary>The prompts of a turn: talks of one person in which the same was said share one.</summary>
    private ChainPrompt[] Prompts(Talk[] talks, ulong draw)
    {
        var made = new Dictionary<string, ChainPrompt>(StringComparer.Ordinal);
        return [.. talks.Select(talk =>
        {
            string key = $"{talk.Who.Target} {string.Join(' ', talk.Who.Told)}: {string.Join(' ', talk.Said)} {string.Join(' ', talk.Turns.Where(turn => turn.Talk.Said.Any(move => move.Kind == MoveKind.Others)).SelectMany(turn => turn.Talk.Shown))}";
            if (made.TryGetValue(key, out ChainPrompt? prompt)) return prompt;
            var moment = new TalkCase(talk.Who, talk.Said, world.Recall(talk.Who.Told, [.. talk.Turns.Select(turn => turn.Talk)], talk.Next));
            return made[key] = ChainPrompt.Of(moment, world, RandomSource.For(draw, RandomSource.Hash(key)));
        })];
    }

    private RolloutTurn Judged(Talk talk, ChainPrompt prompt, int[] said)
    {
        Chain chain = Chain.Read(said, prompt.Grammar, world.Words)!;
        int[] shown = [.. chain.Places.Select(place => prompt.Places[place].Item)];
        return new RolloutTurn(prompt, said, chain, RewardOf(talk.Who, chain, shown), new TalkTurn(talk.Next, shown));
    }

    private Reward RewardOf(Search search, Chain chain, int[] shown)
    {
        int[] target = world.Words.Tell(search.Target, world.Lexicon);
        int place = Array.IndexOf(shown, search.Target), right = chain.Want.Count(target.Contains);
        double near = shown.Length == 0 ? 0 : shown.Max(item => Alike(world.Words.Tell(item, world.Lexicon), target));
        int[] reasons = shown.Length == 0 ? [] : [.. world.Words.Tell(shown[0], world.Lexicon).Where(chain.Want.Contains)];
        bool holds = reasons.Length == 0 ? chain.Why == TalkWords.Behaviour : reasons.Contains(chain.Why);
        return new Reward(holds, place < 0 ? 0 : 1 / Math.Log2(place + 2), near, chain.Want.Count == 0 ? 1 : (double)right / chain.Want.Count, target.Length == 0 ? 0 : (double)right / target.Length);
    }

    private static double Alike(int[] one, int[] other) => one.Union(other).Count() is > 0 and var all ? (double)one.Intersect(other).Count() / all : 0;

    /// <summary>A talk under way.</summary>
    private sealed class Talk(Search who)
    {
        private readonly List<Move> _said = [.. who.Opening];
        private readonly List<RolloutTurn> _turns = [];

        public Search Who => who;

        /// <summary>What the person says now.</summary>
        public IReadOnlyList<Move> Next
        {
            get;
            set
            {
                field = value;
                _said.AddRange(value);
            }
        } = who.Opening;

        public IReadOnlyList<Move> Said => _said;

        public IReadOnlyList<RolloutTurn> Turns => _turns;

        public bool HasFound => _turns.Count > 0 && _turns[^1].Talk.Shown.Contains(who.Target);

        public void Add(RolloutTurn turn) => _turns.Add(turn);
    }
}
