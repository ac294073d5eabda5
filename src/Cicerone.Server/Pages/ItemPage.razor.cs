using Cicerone.Models;
using Cicerone.Server.Live;
using Cicerone.Server.Storage;
using Microsoft.AspNetCore.Components;

namespace Cicerone.Server.Pages;

/// <summary>An item: what is known of it, what comes after it, and why somebody would get it.</summary>
public sealed partial class ItemPage : ComponentBase
{
    private const int Places = 10;
    private LiveItem _item = null!;
    private RecommendationList? _similar;
    private Recommendation? _explained;
    private string? _fault;

    /// <summary>External id of the item.</summary>
    [Parameter, EditorRequired] public string Id { get; set; } = "";

    /// <summary>Whose reasons are asked for; empty or null for nobody's.</summary>
    [Parameter] public string? User { get; set; }

    [Inject] private LiveItems Items { get; set; } = null!;

    [Inject] private LiveRecommender Live { get; set; } = null!;

    [Inject] private Recommender Recommender { get; set; } = null!;

    [Inject] private IHttpContextAccessor Accessor { get; set; } = null!;

    private string Standing => (_item.Told.State == ItemState.Hidden ? "Hidden: it is not recommended. " : "")
        + (_item.TrainingEvents > 0 ? $"The model has learned from {_item.TrainingEvents:N0} events with it."
            : IsKnown ? "Nobody had chosen it when the model was fitted: what is recommended of it rests on what is known of it."
            : "The model does not know it; one that does can be learned.");

    private bool IsKnown => Recommender.Catalogue.Ids.TryIndex(Id, out _);

    /// <summary>The address of an item's page.</summary>
    internal static string AddressOf(string item) => $"/items/{Uri.EscapeDataString(item)}";

    /// <inheritdoc/>
    protected override async Task OnInitializedAsync()
    {
        CancellationToken cancellation = Accessor.HttpContext!.RequestAborted;
        _item = Items.Existing(Id);
        if (!IsKnown) return;
        _similar = await Live.SimilarAsync(Id, new RecommendationRequest([]) { Count = Places }, filter: "", cancellation);
        if (string.IsNullOrEmpty(User)) return;
        try
        {
            _explained = await Live.ExplainAsync(User, Id, cancellation);
        }
        catch (Exception fault) when (fault is NotFoundException or CiceroneException)
        {
            _fault = fault.Message;
        }
    }
}
