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

    /// <summary>Shows a text that a stop quotes.</summary>
    /// <param name="name">Name of the stop.</param>
    /// <param name="id">Id of the evidence that quotes it.</param>
    /// <exception cref="NotFoundException">There is no such stop or text, or the stop cannot be shown.</exception>
    public TourSource Source(string name, string id)
    {
        (TourStop stop, Recommender model) = Open(name);
        CitedText text = (model.Model as ICites)?.Cited("review", id) ?? throw new NotFoundException($"The stop {stop.Method} quotes no review '{id}'.");
        return new TourSource(model.Catalogue.Ids[text.Item], model.Catalogue.Title(text.Item), text.Text, text.Start, text.Length);
    }

    private static string TitleOf(Recommender model, string item) => model.Catalogue.Ids.TryIndex(item, out int index) ? model.Catalogue.Title(index) : item;

    private string? FolderOf(TourStop stop) =>
        options.Tour is { } tour && RunFolder.IsRun(Path.Combine(tour, stop.Name)) ? Path.Combine(tour, stop.Name) : null;

    private (TourStop Stop, Recommender Model) Open(string name)
    {
        TourStop stop = TourStops.All.FirstOrDefault(stop => stop.Name == name)
            ?? throw new NotFoundException(CiceroneException.UnknownName("stop of the tour", name, TourStops.All.Select(stop => stop.Name)).Message);
        if (!TourStops.IsBuilt(stop, options.Algorithms)) throw new NotFoundException($"The stop {stop.Method} is not yet built.");
        string folder = FolderOf(stop) ?? throw new NotFoundException($"The tour's run of {stop.Method} is not here; 'cicerone tour' prepares it, and 'cicerone serve --tour FOLDER' shows it.");
        return (stop, Open(stop, folder));
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
