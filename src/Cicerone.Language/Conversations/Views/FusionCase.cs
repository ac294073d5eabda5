namespace Cicerone.Language.Conversations.Views;

/// <summary>A moment to learn the fusion of views from.</summary>
/// <param name="Said">Where the words point.</param>
/// <param name="Chosen">Items that were chosen and liked, oldest first.</param>
/// <param name="Target">The item that was looked for.</param>
internal sealed record FusionCase(float[] Said, int[] Chosen, int Target);
