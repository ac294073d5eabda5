using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.AI;

namespace Cicerone.Language.Statements.Chat;

/// <summary>
/// Asks a chat model for answers of a given form. Answers are kept by the SHA-256 of model, settings and prompt, so that nothing is asked for twice; an answer
/// that is not of the form is asked for once more, and then counts as failed. Not for use by several threads at once.
/// </summary>
/// <param name="client">The model, hosted or local.</param>
/// <param name="model">Its name and version: answers of another are not taken for its own.</param>
/// <param name="cacheFolder">Where answers are kept; null keeps none.</param>
public sealed class ChatAsker(IChatClient client, string model, string? cacheFolder = null)
{
    private const int MostCharacters = 1 << 18;

    /// <summary>Questions put to the model, those put again included.</summary>
    public int Asked { get; private set; }

    /// <summary>Answers that were kept from before.</summary>
    public int FromCache { get; private set; }

    /// <summary>Answers that were not of the form and were asked for again.</summary>
    public int Retried { get; private set; }

    /// <summary>Questions that had no usable answer in the end.</summary>
    public int Failed { get; private set; }

    /// <summary>Asks.</summary>
    /// <param name="system">What the model is to do.</param>
    /// <param name="user">What with.</param>
    /// <param name="settings">Temperature and the like.</param>
    /// <param name="parse">Reads an answer; null where it is not of the form.</param>
    /// <param name="cancellation">Stops the wait.</param>
    /// <returns>Null after two answers that are not of the form.</returns>
    public async Task<T?> AskAsync<T>(string system, string user, ChatSettings settings, Func<string, T?> parse, CancellationToken cancellation = default) where T : class
    {
        ArgumentNullException.ThrowIfNull(parse);
        ArgumentNullException.ThrowIfNull(settings);
        string? path = PathOf(system, user, settings);
        if (path is not null && File.Exists(path) && parse(await File.ReadAllTextAsync(path, cancellation)) is { } kept)
        {
            FromCache++;
            return kept;
        }
        for (int attempt = 0; attempt < 2; attempt++)
        {
            if (attempt > 0) Retried++;
            Asked++;
            ChatResponse answer = await client.GetResponseAsync([new ChatMessage(ChatRole.System, system), new ChatMessage(ChatRole.User, user)], settings.ToOptions(), cancellation);
            if (answer.Text.Length > MostCharacters || parse(answer.Text) is not { } parsed) continue;
            if (path is not null) Keep(path, answer.Text);
            return parsed;
        }
        Failed++;
        return null;
    }

    private string? PathOf(string system, string user, ChatSettings settings)
    {
        if (cacheFolder is null) return null;
        string hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', model, settings, system, user))));
        return Path.Combine(cacheFolder, hash[..2], hash[2..] + ".txt");
    }

    private static void Keep(string path, string answer)
    {
        string aside = $"{path}.new-{Guid.NewGuid():N}";
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(aside, answer);
        File.Move(aside, path, overwrite: true);
    }
}

/// <summary>How a chat model answers.</summary>
/// <param name="Temperature">How freely it chooses words.</param>
/// <param name="TopP">Of what share of the likeliest words.</param>
/// <param name="MostTokens">How long an answer may be.</param>
public sealed record ChatSettings(float Temperature, float TopP, int MostTokens)
{
    internal ChatOptions ToOptions() => new() { Temperature = Temperature, TopP = TopP, MaxOutputTokens = MostTokens };
}
