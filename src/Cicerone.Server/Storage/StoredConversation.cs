namespace Cicerone.Server.Storage;

/// <summary>A conversation as a store keeps it.</summary>
/// <param name="Id">What it is named by: 1 to 512 characters that nobody can guess, for whoever knows it may go on with the conversation.</param>
/// <param name="Time">When its last turn was, in Unix milliseconds.</param>
/// <param name="Turns">How many turns it has.</param>
/// <param name="Json">What was said.</param>
/// <exception cref="CiceroneException">The id cannot be stored.</exception>
public sealed record StoredConversation(string Id, long Time, int Turns, string Json)
{
    /// <summary>What it is named by.</summary>
    public string Id { get; } = ExternalId.Checked(Id, "conversation");

    /// <summary>External id of the person who talks; null for anybody.</summary>
    public string? User { get; init; }
}
