using Cicerone.Server.Storage;
using Microsoft.AspNetCore.Components;

namespace Cicerone.Server.Pages;

/// <summary>Everyone the store knows, to pick a reader from.</summary>
public sealed partial class EveryonePage : ComponentBase
{
    private const int Shown = 60;
    private IReadOnlyList<StoredPerson> _people = [];
    private string? _next;

    /// <summary>What the ids of the people shown start with.</summary>
    [Parameter] public string? Prefix { get; set; }

    /// <summary>The id to go on after.</summary>
    [Parameter] public string? After { get; set; }

    [Inject] private EventStore Store { get; set; } = null!;

    [Inject] private IHttpContextAccessor Accessor { get; set; } = null!;

    private HttpContext Context => Accessor.HttpContext!;

    /// <inheritdoc/>
    protected override async Task OnInitializedAsync()
    {
        IReadOnlyList<StoredPerson> people = await Store.PeopleAsync(Prefix ?? "", After, Shown + 1, Context.RequestAborted);
        _people = [.. people.Take(Shown)];
        _next = people.Count > Shown ? _people[^1].Id : null;
    }
}
