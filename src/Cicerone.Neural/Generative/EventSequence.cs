using Cicerone.Data;

namespace Cicerone.Neural.Generative;

/// <summary>One person's tokens: perhaps one of the profile, then one an event.</summary>
/// <param name="Person">What is known of the person; null leaves that token out.</param>
/// <param name="Events">The events, oldest first.</param>
/// <param name="Next">For each token the action that comes next, from 1; 0 where it is not told.</param>
/// <param name="Index">The person's index where training met them; −1 for a stranger.</param>
internal sealed record EventSequence(Description? Person, History Events, int[] Next, int Index)
{
    /// <summary>How many tokens there are.</summary>
    public int Length => Events.Count + (Person is null ? 0 : 1);
}
