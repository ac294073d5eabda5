using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using Cicerone.Server.Storage;

namespace Cicerone.Server.Api;

/// <summary>An event as the API takes and gives it.</summary>
internal sealed record EventMessage
{
    [Description("External id of the person."), Length(1, ExternalId.MostCharacters)]
    public required string User { get; init; }

    [Description("External id of the item; it need not be known to the model."), Length(1, ExternalId.MostCharacters)]
    public required string Item { get; init; }

    [Description("When it was (RFC 3339, in the years 1900 to 2199).")]
    public DateTime? Time { get; init; }

    [Description("A rating, count or amount.")]
    public float? Value { get; init; }

    [Description("What was done: view, click, purchase …"), Length(1, ExternalId.MostCharacters)]
    public string? Action { get; init; }

    [Description("The sender's key of the event."), Length(1, ExternalId.MostCharacters)]
    public string? Id { get; init; }

    public static EventMessage Of(StoredEvent stored) => new()
    {
        User = stored.User,
        Item = stored.Item,
        Time = stored.Time is { } time ? DateTimeOffset.FromUnixTimeMilliseconds(time).UtcDateTime : null,
        Value = stored.Value,
        Action = stored.Action,
        Id = stored.Id,
    };
}
