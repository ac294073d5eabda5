using Cicerone.Language.Conversations.Chains;
using Cicerone.Language.Conversations.Searches;

namespace Cicerone.Language.Conversations.Reinforcement;

/// <summary>A whole talk of the policy with the simulated person.</summary>
/// <param name="Turns">Its turns, first to last.</param>
internal sealed record Rollout(IReadOnlyList<RolloutTurn> Turns);

/// <summary>One turn of it.</summary>
/// <param name="Prompt">What the policy read.</param>
/// <param name="Said">What it said: its own tokens.</param>
/// <param name="Chain">What that means.</param>
/// <param name="Reward">What it earned.</param>
/// <param name="Talk">What the person said, and what was shown to them.</param>
internal sealed record RolloutTurn(ChainPrompt Prompt, int[] Said, Chain Chain, Reward Reward, TalkTurn Talk);
