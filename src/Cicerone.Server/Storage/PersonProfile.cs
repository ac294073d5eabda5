namespace Cicerone.Server.Storage;

/// <summary>What is known of a person beside what they did.</summary>
/// <param name="Id">External id: 1 to 512 characters, none of them a control character.</param>
/// <exception cref="CiceroneException">A part is outside of what may be stored; the message says which.</exception>
public sealed record PersonProfile(string Id)
{
    /// <summary>External id.</summary>
    public string Id { get; } = ExternalId.Checked(Id, "user");

    /// <summary>Any JSON, of at most 8,192 characters; null for none.</summary>
    public string? Labels { get; init => field = JsonText.Checked(value, "labels"); }

    /// <summary>A remark of at most 8,192 characters.</summary>
    public string Comment { get; init => field = ExternalId.CheckedRemark(value, "comment"); } = "";
}
