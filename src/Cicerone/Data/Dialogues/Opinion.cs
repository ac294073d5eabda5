namespace Cicerone.Data.Dialogues;

/// <summary>What was made of an item that a <see cref="Dialogue"/> mentions; null where nobody said.</summary>
/// <param name="Suggested">Whether the recommender brought it up, rather than the seeker.</param>
/// <param name="Seen">Whether the seeker knew it before.</param>
/// <param name="Liked">Whether the seeker likes it.</param>
public readonly record struct Opinion(bool? Suggested, bool? Seen, bool? Liked);
