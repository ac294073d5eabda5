using System.ComponentModel;
using System.Text.Json;
using Cicerone.Models;
using Cicerone.Server.Live;

namespace Cicerone.Server.Api;

/// <summary>What is asked for in the body of a request for recommendations.</summary>
internal sealed record RecommendationMessage
{
    [Description("Whom it is for: a person of the store. Either this or a history is given, or neither with a session.")]
    public string? User { get; init; }

    [Description("Ids of the items that somebody chose, oldest first, in the place of what the store holds of a person.")]
    public IReadOnlyList<string>? History { get; init; }

    [Description("Ids of the items of a session that goes on, oldest first, after all of the history; nothing of it is recorded.")]
    public IReadOnlyList<string>? Session { get; init; }

    [Description("How many items, 1 to 1000; 10 unless told.")]
    public int? Count { get; init; }

    [Description("How many reasons for each, 0 to 1000; smaller ones are summed up in one more. 3 unless told.")]
    public int? Reasons { get; init; }

    [Description("Ids that may not be recommended.")]
    public IReadOnlyList<string>? Exclude { get; init; }

    [Description("Which items may be recommended, as an expression over their columns: author = \"Stanisław Lem\" and year >= 1960.")]
    public string? Filter { get; init; }

    [Description("0 orders by score alone; towards 1, items that have less in common with those before them come first.")]
    public double? Diversity { get; init; }

    [Description("Actions that the slot is for, each with its worth: click:1,purchase:2.5. The model must tell actions apart.")]
    public string? Action { get; init; }

    [Description("Circumstances that merchandising rules may ask for, as texts by name: device, hour …; at most 64.")]
    public IReadOnlyDictionary<string, string?>? Context { get; init; }

    [Description("An id of the request, by which the exposure log names it; one is made when it is left out. The same id draws the same items, and is written down once.")]
    public string? Request { get; init; }

    /// <summary>The wish of a body.</summary>
    /// <exception cref="CiceroneException">A field is unknown, missing or out of range.</exception>
    public static LiveRequest Read(JsonElement body)
    {
        var fields = new JsonFields(body, "the request", "user", "history", "session", "count", "reasons", "exclude", "filter", "diversity", "action", "context", "request");
        string? user = fields.Text("user");
        IReadOnlyList<string>? history = fields.Texts("history"), session = fields.Texts("session");
        if (user is not null && history is not null) throw new CiceroneException("The request has both 'user' and 'history'; give one of them, and what is not recorded yet as 'session'.");
        if (user is null && history is null && session is null) throw new CiceroneException("The field 'history' of the request is missing; it may be an empty list. Or name a 'user', or a 'session'.");
        return new LiveRequest(new RecommendationRequest(history ?? [])
        {
            Count = fields.Whole("count") ?? LiveRequest.DefaultCount,
            Reasons = fields.Whole("reasons") ?? LiveRequest.DefaultReasons,
            Exclude = fields.Texts("exclude") ?? [],
            Actions = WantedAction.ListOf(fields.Text("action") ?? ""),
        })
        {
            User = user,
            Session = session ?? [],
            Filter = fields.Text("filter") ?? "",
            Diversity = fields.Number("diversity") ?? 0,
            Context = fields.TextsByName("context") ?? new Dictionary<string, string?>(),
            Id = fields.Text("request"),
        };
    }
}
