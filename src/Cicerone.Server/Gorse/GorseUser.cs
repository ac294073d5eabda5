using System.Text.Json;
using Cicerone.Server.Storage;

namespace Cicerone.Server.Gorse;

/// <summary>A person as Gorse has one.</summary>
internal record GorseUser
{
    public string UserId { get; init; } = "";

    public JsonElement? Labels { get; init; }

    public string? Comment { get; init; }

    public static GorseUser Of(PersonProfile profile, HttpRequest request)
    {
        GorseUser user = GorseQuery.IsOlderClient(request) ? new GorseOlderUser() : new GorseUser();
        return user with { UserId = profile.Id, Labels = GorseJson.ElementOf(profile.Labels), Comment = profile.Comment };
    }

    public PersonProfile ToProfile() => new(UserId) { Labels = GorseJson.TextOf(Labels), Comment = Comment ?? "" };
}

/// <summary>A person as older clients expect one.</summary>
internal sealed record GorseOlderUser : GorseUser
{
    public object? Subscribe { get; }
}
