using System.ComponentModel;
using System.Text.Json;

namespace Cicerone.Server.Api;

/// <summary>What is known of a person beside what they did, as the API gives it.</summary>
/// <param name="User">External id.</param>
/// <param name="Labels">Any JSON; null for none.</param>
/// <param name="Comment">A remark.</param>
/// <param name="Events">How many events there are of them.</param>
internal sealed record UserMessage(string User, JsonElement? Labels, string Comment, int Events);

/// <summary>What is told of a person.</summary>
internal sealed record ProfileMessage
{
    [Description("Any JSON, of at most 8192 characters.")]
    public JsonElement? Labels { get; init; }

    [Description("A remark of at most 8192 characters.")]
    public string? Comment { get; init; }
}
