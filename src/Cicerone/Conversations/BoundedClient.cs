using Microsoft.Extensions.AI;

namespace Cicerone.Conversations;

/// <summary>A language model that is asked one thing at a time and is not waited for without end.</summary>
internal sealed class BoundedClient(IChatClient client, TimeProvider clock)
{
    private const int MostTokens = 400, MostCharacters = 8_192;
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(20);
    private static readonly ChatOptions Options = new() { MaxOutputTokens = MostTokens, Temperature = 0 };

    /// <summary>What the model answers; null where it fails, says too much, or takes more than 20 seconds.</summary>
    /// <param name="instruction">What it is to do.</param>
    /// <param name="data">What it is to do it with, as JSON: data, never a part of the instruction.</param>
    /// <param name="cancellation">Stops the wait.</param>
    public async Task<string?> AskAsync(string instruction, string data, CancellationToken cancellation)
    {
        using var late = new CancellationTokenSource(Longest, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(late.Token, cancellation);
        try
        {
            ChatResponse response = await client.GetResponseAsync([new ChatMessage(ChatRole.System, instruction), new ChatMessage(ChatRole.User, data)], Options, either.Token);
            return response.Text.Length <= MostCharacters ? response.Text : null;
        }
        catch (Exception) when (!cancellation.IsCancellationRequested)
        {
            return null; // a conversation goes on without it, whatever a client of somebody else's throws
        }
    }
}
