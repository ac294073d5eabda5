using Cicerone.Data;
using Cicerone.Models;
using Cicerone.Server.Storage;

namespace Cicerone.Server.Live;

/// <summary>
/// The model that answers. It is exchanged between requests: each goes through with the one it began with. Items that it was not
/// fitted with join it as soon as they are told of, where it can make something of what is known of them.
/// </summary>
internal sealed class ModelInService(ServedModel first)
{
    private readonly Lock _lock = new();
    private ToldItems? _told;
    private ServedModel _fitted = first;
    private volatile ServedModel _current = first;

    public ServedModel Current => _current;

    /// <summary>A model with every item that was told of up to now.</summary>
    public ServedModel Joined(ServedModel fitted) => With(fitted, [.. _told?.All ?? []]);

    /// <summary>Puts another model in service.</summary>
    public void Exchange(ServedModel next)
    {
        lock (_lock)
        {
            _fitted = next;
            _current = Joined(next);
        }
    }

    /// <summary>Lets every item that was told of join, and those that will be.</summary>
    public void Follow(ToldItems told)
    {
        _told = told;
        told.Listener = Join;
        Exchange(_fitted);
    }

    private void Join(IReadOnlyList<StoredItem> items)
    {
        lock (_lock)
        {
            bool changes = items.Any(item => IsNew(item.Id, _fitted) && !IsNew(item.Id, _current)); // what is known of one that has joined is another now
            _current = changes ? Joined(_fitted) : With(_current, items);
        }
    }

    private static bool IsNew(string item, ServedModel model) => !model.Recommender.Catalogue.Ids.TryIndex(item, out _);

    private static ServedModel With(ServedModel model, IReadOnlyList<StoredItem> items)
    {
        if (model.Recommender.Model is not IEncodes) return model;
        IReadOnlyCollection<string> columns = model.Recommender.Catalogue.Items.Columns;
        NewItem[] joining = [.. items.Where(item => item.State != ItemState.Deleted && IsNew(item.Id, model)).DistinctBy(item => item.Id).OrderBy(item => item.Id, StringComparer.Ordinal).Select(item => new NewItem(item.Id,
            item.Columns.Where(cell => columns.Contains(cell.Key, StringComparer.OrdinalIgnoreCase)).ToDictionary(cell => cell.Key, cell => cell.Value, StringComparer.OrdinalIgnoreCase),
            item.Vector is { } vector ? vector.ToArray() : null))];
        return model with { Recommender = With(model.Recommender, joining) };
    }

    /// <summary>A recommender over as many of some items as it can make something of.</summary>
    private static Recommender With(Recommender recommender, ReadOnlyMemory<NewItem> items)
    {
        if (items.IsEmpty) return recommender;
        try
        {
            return recommender.With(items.ToArray());
        }
        catch (CiceroneException)
        {
            if (items.Length == 1) return recommender; // nothing can be made of it: it stays told of, as the answer to its sender says
            return With(With(recommender, items[..(items.Length / 2)]), items[(items.Length / 2)..]);
        }
    }
}

/// <summary>A model that answers.</summary>
/// <param name="Recommender">The model with its catalogue.</param>
/// <param name="Version">What it is called among the versions.</param>
/// <param name="LastArrival">The number of the last event it may have learned from, in the order of arrival.</param>
internal sealed record ServedModel(Recommender Recommender, string Version, long LastArrival);
