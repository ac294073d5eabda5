using Cicerone.Data;
using Cicerone.Data.Features;
using Cicerone.Evaluation;
using Cicerone.Models;
using Cicerone.Server.Live;
using Cicerone.Server.Storage;

namespace Cicerone.Server.Tour;

/// <summary>Shows the stops whose runs lie in the tour's folder, each under the name of its stop; a run is opened when it is first shown.</summary>
internal sealed class TourGuide(ServerOptions options)
{
    private const string Reader = "ada";
    private readonly Lock _lock = new();
    private readonly Dictionary<string, Recommender> _open = [];
    private ForgetExhibit? _forgotten;

    /// <summary>Whether a stop can be shown now.</summary>
    public bool Shows(TourStop stop) => TourStops.IsBuilt(stop, options.Algorithms) && (!stop.IsModel || FolderOf(stop) is not null);

    /// <summary>Shows a stop to a reader.</summary>
    /// <param name="name">Name of the stop.</param>
    /// <param name="user">The reader; null for Ada, whose story the tour tells.</param>
    /// <param name="live">Tells what the reader did.</param>
    /// <param name="cancellation">Stops the request.</param>
    /// <exception cref="NotFoundException">There is no such stop or reader, or the stop cannot be shown.</exception>
    public async Task<TourExhibit> ShowAsync(string name, string? user, LiveRecommender live, CancellationToken cancellation)
    {
        (TourStop stop, Recommender model) = Open(name);
        IReadOnlyList<StoredEvent> events = await live.HistoryAsync(user ?? Reader, cancellation);
        string[] history = [.. events.Select(stored => stored.Item)];
        return new TourExhibit(stop.Method, stop.Sees, user ?? Reader, [.. history.Select(item => TitleOf(model, item))], TourExhibits.Of(stop, model, history), model.Judge(history));
    }

    /// <summary>Shows what came of forgetting.</summary>
    /// <exception cref="NotFoundException">The stop cannot be shown.</exception>
    public ForgetExhibit ShowForgotten()
    {
        (TourStop stop, string folder) = Find(ForgetExhibit.Stop);
        lock (_lock)
        {
            return _forgotten ??= ForgetExhibit.Of(stop, folder, Reader, options.Algorithms)
                ?? throw new NotFoundException($"Nobody was forgotten in a copy of the tour's run of {stop.Method}; 'cicerone tour' does it.");
        }
    }

    /// <summary>Shows a text that a stop quotes: a review, or what is known of an item that a path goes over.</summary>
    /// <param name="name">Name of the stop.</param>
    /// <param name="id">Id of the evidence that quotes it: that of a review, or of an item.</param>
    /// <exception cref="NotFoundException">There is no such stop or text, or the stop cannot be shown.</exception>
    public TourSource Source(string name, string id)
    {
        (TourStop stop, Recommender model) = Open(name);
        if ((model.Model as ICites)?.Cited("review", id) is { } review) return SourceOf("review", review, model.Catalogue);
        return model.Catalogue.Ids.TryIndex(id, out int item) ? SourceOf("item", Described(model.Catalogue, item), model.Catalogue) : throw new NotFoundException($"The stop {stop.Method} quotes no review and no item '{id}'.");
    }

    private static TourSource SourceOf(string kind, CitedText text, Catalogue catalogue) => new(kind, catalogue.Ids[text.Item], catalogue.Title(text.Item), text.Text, text.Start, text.Length);

    /// <summary>All that is known of an item, with its title marked.</summary>
    private static CitedText Described(Catalogue catalogue, int item)
    {
        string title = catalogue.Title(item), text = ItemText.Of(catalogue.Items, item);
        if (!text.Contains(title, StringComparison.Ordinal)) text = text.Length == 0 ? title : $"{title}\n{text}";
        return new CitedText(item, text, text.IndexOf(title, StringComparison.Ordinal), title.Length);
    }

    private static string TitleOf(Recommender model, string item) => model.Catalogue.Ids.TryIndex(item, out int index) ? model.Catalogue.Title(index) : item;

    private string? FolderOf(TourStop stop) =>
        options.Tour is { } tour && RunFolder.IsRun(Path.Combine(tour, stop.Name)) ? Path.Combine(tour, stop.Name) : null;

    private (TourStop Stop, Recommender Model) Open(string name)
    {
        (TourStop stop, string folder) = Find(name);
        return (stop, Open(stop, folder));
    }

    private (TourStop Stop, string Folder) Find(string name)
    {
        TourStop stop = TourStops.All.FirstOrDefault(stop => stop.Name == name)
            ?? throw new NotFoundException(CiceroneException.UnknownName("stop of the tour", name, TourStops.All.Select(stop => stop.Name)).Message);
        if (!TourStops.IsBuilt(stop, options.Algorithms)) throw new NotFoundException($"The stop {stop.Method} is not yet built.");
        string folder = FolderOf(stop) ?? throw new NotFoundException($"The tour's run of {stop.Method} is not here; 'cicerone tour' prepares it, and 'cicerone serve --tour FOLDER' shows it.");
        return (stop, folder);
    }

    private Recommender Open(TourStop stop, string folder)
    {
        lock (_lock)
        {
            if (!_open.TryGetValue(stop.Name, out Recommender? model)) _open.Add(stop.Name, model = RunFolder.Open(folder, options.Algorithms).Recommender());
            return model;
        }
    }
}
