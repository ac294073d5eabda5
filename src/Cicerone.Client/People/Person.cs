using System.Text.Json;

namespace Cicerone.Client;

/// <summary>A person, with what was told of them.</summary>
/// <param name="User">External id.</param>
/// <param name="Labels">Any JSON; null for none.</param>
/// <param name="Comment">A remark.</param>
/// <param name="Events">How many events there are of them.</param>
public sealed record Person(string User, JsonElement? Labels, string Comment, int Events);

/// <summary>What is told of a person.</summary>
/// <param name="Labels">Any JSON, of at most 8,192 characters.</param>
/// <param name="Comment">A remark of at most 8,192 characters.</param>
public sealed record Profile(JsonElement? Labels = null, string? Comment = null);

/// <summary>A page of the people.</summary>
/// <param name="Users">The people.</param>
/// <param name="Next">Where the next page goes on; null at the end.</param>
public sealed record PeoplePage(IReadOnlyList<ListedPerson> Users, string? Next);

/// <summary>A person in a page.</summary>
/// <param name="Id">External id.</param>
/// <param name="Events">How many events there are of them.</param>
public sealed record ListedPerson(string Id, long Events);

/// <summary>What a person did, oldest first.</summary>
/// <param name="User">External id.</param>
/// <param name="Events">The events.</param>
public sealed record PersonEvents(string User, IReadOnlyList<UserEvent> Events);

/// <summary>All that is kept of a person.</summary>
/// <param name="User">External id.</param>
/// <param name="Labels">Any JSON; null for none.</param>
/// <param name="Comment">A remark.</param>
/// <param name="Events">What they did, oldest first.</param>
/// <param name="Exposures">What they were shown, oldest first.</param>
/// <param name="Conversations">What was said with them.</param>
public sealed record PersonExport(string User, JsonElement? Labels, string Comment, IReadOnlyList<UserEvent> Events, IReadOnlyList<Exposure> Exposures, IReadOnlyList<KeptConversation> Conversations);

/// <summary>What was done to forget a person.</summary>
/// <param name="User">External id.</param>
/// <param name="Events">Events that were deleted.</param>
/// <param name="InRun">Whether they were in the run that is served, and were taken out of its folder.</param>
/// <param name="Model">The version of the model that was fitted without them and is in service; null where the server does not learn.</param>
/// <param name="Removed">Versions that were removed.</param>
/// <param name="Time">When it was done.</param>
public sealed record ForgetReceipt(string User, int Events, bool InRun, string? Model, IReadOnlyList<string> Removed, DateTimeOffset Time);
