namespace Cicerone.Conversations;

/// <summary>The limits of a conversation.</summary>
public sealed record ConversationOptions
{
    /// <summary>How many items a list has, 1 to 50.</summary>
    public int ListLength { get; init => field = InRange(value, 1, 50, "items of a list"); } = 10;

    /// <summary>How many characters may be said at once, 1 to 8,192.</summary>
    public int MostCharacters { get; init => field = InRange(value, 1, 8_192, "characters of a turn"); } = 1_000;

    /// <summary>How many turns a conversation may have after its opening, 1 to 1,000.</summary>
    public int MostTurns { get; init => field = InRange(value, 1, 1_000, "turns of a conversation"); } = 100;

    private static int InRange(int value, int min, int max, string name) =>
        value >= min && value <= max ? value : throw new CiceroneException($"The {name} are {value}, but must lie in {min} to {max:N0}.");
}
