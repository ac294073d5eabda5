using Cicerone.Data;
using Cicerone.Models;
using Cicerone.Server.Live;
using Cicerone.Server.Security;
using Cicerone.Server.Storage;
using Microsoft.AspNetCore.Components;

namespace Cicerone.Server.Pages;

/// <summary>A reader: what they chose, what comes next and why, and what would come next had they chosen more.</summary>
public sealed partial class ReaderPage : ComponentBase
{
    private const int Places = 10, ReasonsShown = 3, Recent = 8, MostFound = 8, MostPlaces = 1000;
    private ReaderAddress _here = new(null, []);
    private string _name = "Somebody new";
    private string? _fault;
    private IReadOnlyList<StoredEvent> _history = [];
    private IReadOnlyList<int> _found = [];
    private RecommendationList _list = new("", [], []);
    private Dictionary<string, int> _placesBefore = [];
    private double _fullScore, _fullContribution;

    /// <summary>Who reads; null for somebody new.</summary>
    [Parameter] public string? User { get; set; }

    /// <summary>The part of a title that was looked for; empty or null for no search.</summary>
    [Parameter] public string? Find { get; set; }

    /// <summary>The item that was recorded just before; null for none.</summary>
    [Parameter] public string? Recorded { get; set; }

    /// <summary>Items the reader is supposed to have chosen.</summary>
    [Parameter] public IReadOnlyList<string> With { get; set; } = [];

    [Inject] private LiveRecommender Live { get; set; } = null!;

    [Inject] private Recommender Recommender { get; set; } = null!;

    [Inject] private ItemSearch Search { get; set; } = null!;

    [Inject] private IHttpContextAccessor Accessor { get; set; } = null!;

    private HttpContext Context => Accessor.HttpContext!;

    private bool May(Scope scope) => Visitor.May(Context, scope);

    private Catalogue Catalogue => Recommender.Catalogue;

    /// <inheritdoc/>
    protected override async Task OnInitializedAsync()
    {
        _here = new ReaderAddress(User, With);
        if (User is not null) _name = User;
        try
        {
            if (User is not null) _history = await Live.HistoryAsync(User, Context.RequestAborted);
            await RecommendAsync(LiveRecommender.ItemsOf(_history), LiveRecommender.RefusedOf(_history));
        }
        catch (Exception fault) when (fault is NotFoundException or CiceroneException)
        {
            Context.Response.StatusCode = fault is NotFoundException ? StatusCodes.Status404NotFound : StatusCodes.Status400BadRequest;
            _fault = fault.Message;
        }
        _history = [.. _history.Reverse()];
        if (Find is { Length: > 0 }) _found = [.. Search.Find(Find, MostFound).Where(item => IsKnown(item.Id)).Select(item => Catalogue.Ids.Index(item.Id, "item"))];
    }

    private async Task RecommendAsync(string[] chosen, string[] refused)
    {
        _list = await Live.RecommendAsync(new RecommendationRequest([.. chosen, .. With]) { Count = Places, Reasons = ReasonsShown, Exclude = refused }, filter: "", Context.RequestAborted);
        _fullScore = _list.Items.Select(item => Math.Abs((double)item.Score)).DefaultIfEmpty().Max();
        _fullContribution = _list.Items.SelectMany(item => item.Reasons).Where(IsOne).Select(reason => Math.Abs(reason.Contribution ?? 0)).DefaultIfEmpty().Max();
        if (With.Count == 0 || chosen.Length == 0) return;
        RecommendationList before = await Live.RecommendAsync(new RecommendationRequest(chosen) { Count = MostPlaces, Exclude = [.. With, .. refused] }, filter: "", Context.RequestAborted);
        _placesBefore = before.Items.Select((item, place) => (item.Item, place)).ToDictionary(pair => pair.Item, pair => pair.place);
    }

    /// <summary>By how many places what is supposed lifts an item, with what is supposed left out of both lists; null when it stays.</summary>
    private int? MoveOf(string item)
    {
        if (!_placesBefore.TryGetValue(item, out int before)) return null;
        int now = Enumerable.Range(0, _list.Items.Count).First(place => _list.Items[place].Item == item);
        return before == now ? null : before - now;
    }

    /// <summary>Whether a reason is one, with a bar: a sum of many would dwarf the others'.</summary>
    private static bool IsOne(Reason reason) => reason.Kind != ReasonKind.Others;

    private bool IsKnown(string item) => Catalogue.Ids.TryIndex(item, out _);

    private string TitleOf(string item) => Catalogue.Ids.TryIndex(item, out int index) ? Catalogue.Title(index) : item;

    private static string Score(double score) => score.ToString("0.000;−0.000");

    private static string Signed(double contribution) => contribution.ToString("+0.000;−0.000;0.000");

    private static string Time(long time, string format) => DateTimeOffset.FromUnixTimeMilliseconds(time).ToString(format);
}
