namespace Cicerone.Models;

/// <summary>What a reason can be checked against.</summary>
/// <param name="Kind">What it is: "item", say.</param>
/// <param name="Id">Its external id.</param>
/// <param name="Title">What to call it before a person.</param>
public sealed record Evidence(string Kind, string Id, string Title);
