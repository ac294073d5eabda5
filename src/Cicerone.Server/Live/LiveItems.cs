using Cicerone.Data;
using Cicerone.Models;
using Cicerone.Server.Live.Filters;
using Cicerone.Server.Storage;

namespace Cicerone.Server.Live;

/// <summary>The items as they are now, and which of them may be recommended: what is told of them, over the catalogue of the request's model.</summary>
internal sealed class LiveItems(ToldItems told, Recommender recommender)
{
    private static readonly char[] Separators = ['|', ',', ';'];
    private const string IdColumn = "id", CategoriesColumn = "categories";

    private Catalogue Catalogue => recommender.Catalogue;

    /// <summary>The columns a filter may name.</summary>
    public IReadOnlyCollection<string> Columns =>
        [.. new HashSet<string>(told.All.SelectMany(item => item.Columns.Keys).Concat(Catalogue.Items.Columns).Concat([IdColumn, CategoriesColumn]), StringComparer.OrdinalIgnoreCase)];

    /// <summary>An item that is there and not deleted; null for any other.</summary>
    public LiveItem? Find(string id)
    {
        bool known = Catalogue.Ids.TryIndex(id, out int index);
        StoredItem? item = told.Find(id);
        if (item is null ? !known : item.State == ItemState.Deleted) return null;
        Dictionary<string, string?> columns = known ? Catalogue.Items.Columns.ToDictionary(column => column, column => Catalogue.Items.Column(column)[index]) : [];
        foreach ((string column, string? cell) in item?.Columns ?? new Dictionary<string, string?>()) columns[column] = cell;
        return new LiveItem(item ?? new StoredItem(id), TitleOf(id), known ? Catalogue.TrainingCounts[index] : 0, columns);
    }

    /// <summary>An item that is there.</summary>
    /// <exception cref="NotFoundException">It is not; the message names the nearest.</exception>
    public LiveItem Existing(string id) => Find(id) ?? throw new NotFoundException(CiceroneException.UnknownName("item", id, Ids).Message);

    /// <summary>What is known of the items of a vocabulary now.</summary>
    public ItemTable TableOf(Vocabulary items)
    {
        Row[] rows = [.. items.Ids.Select(RowOf)];
        IEnumerable<string> columns = Catalogue.Items.Columns.Union(told.All.SelectMany(item => item.Columns.Keys), StringComparer.OrdinalIgnoreCase);
        return new ItemTable(items, columns.ToDictionary(column => column, column => rows.Select(row => Cell(row, column)).ToArray()));
    }

    /// <summary>What an item may have in common with others: the entries of its columns, titles apart, and its categories.</summary>
    public IReadOnlySet<string> TraitsOf(string id)
    {
        Row row = RowOf(id);
        IEnumerable<string> columns = (row.Told?.Columns.Keys ?? []).Union(Catalogue.Items.Columns, StringComparer.OrdinalIgnoreCase).Where(column => column != Catalogue.Items.TitleColumn).Append(CategoriesColumn);
        return columns.SelectMany(column => Entries(row, column).Select(entry => $"{column}={entry}")).ToHashSet();
    }

    /// <summary>Ids of all items that are there, in the order of their code points.</summary>
    public IReadOnlyList<string> Ids => told.Derived.Get<IReadOnlyList<string>>(Catalogue, "", () =>
        (string[])[.. Catalogue.Ids.Ids.Concat(told.All.Select(item => item.Id).Where(id => !Catalogue.Ids.TryIndex(id, out _))).Where(id => told.Find(id)?.State != ItemState.Deleted).Order(StringComparer.Ordinal)]);

    /// <summary>The items whose ids come after one, in the order of their ids.</summary>
    public IEnumerable<LiveItem> After(string id)
    {
        IReadOnlyList<string> ids = Ids;
        int place = Array.BinarySearch((string[])ids, id, StringComparer.Ordinal);
        return ids.Skip(place < 0 ? ~place : place + 1).Select(Find).OfType<LiveItem>();
    }

    /// <summary>The items that may be shown, known to the model or not.</summary>
    /// <param name="filters">Expressions of <see cref="ItemFilter"/> that all must hold; empty ones let all be.</param>
    /// <returns>Ids, what was told of them, and how often the model met them in training.</returns>
    public IEnumerable<(string Id, StoredItem? Told, int TrainingEvents)> Shown(params string[] filters)
    {
        ItemFilter? expression = Parse(filters);
        return Ids.Select(RowOf).Where(row => Fits(row, expression)).Select(row => (row.Id, row.Told, row.Index < 0 ? 0 : Catalogue.TrainingCounts[row.Index]));
    }

    /// <summary>Adds the items that are not there; nothing is told of them.</summary>
    public async Task EnsureAsync(IEnumerable<string> ids, CancellationToken cancellation)
    {
        string[] missing = [.. ids.Distinct().Where(id => Find(id) is null)];
        if (missing.Length > 0) await told.PutAsync(() => [.. missing.Where(id => Find(id) is null).Select(id => new StoredItem(id))], cancellation);
    }

    /// <summary>Stores what is told of items, and goes by it from now on.</summary>
    public Task PutAsync(IReadOnlyList<StoredItem> items, CancellationToken cancellation) => told.PutAsync(() => items, cancellation);

    /// <summary>Changes what is told of an item that is there.</summary>
    /// <returns>Whether it is.</returns>
    public async Task<bool> ChangeAsync(string id, Func<StoredItem, StoredItem> change, CancellationToken cancellation) =>
        await told.PutAsync(() => Find(id) is { } item ? [change(item.Told)] : [], cancellation) > 0;

    /// <summary>Deletes an item with all its events.</summary>
    /// <returns>How many events there were; null when it is not there.</returns>
    public async Task<int?> DeleteAsync(string id, CancellationToken cancellation) => Find(id) is null ? null : await told.DeleteAsync(id, cancellation);

    /// <summary>The catalogue with the items that may be recommended now.</summary>
    /// <param name="filters">Expressions of <see cref="ItemFilter"/> that all must hold; empty ones let all be.</param>
    /// <exception cref="CiceroneException">A filter is malformed, or names a column that no item has.</exception>
    public Catalogue Candidates(params string[] filters) => told.Derived.Get(Catalogue, RuleOf(filters), () =>
    {
        ItemFilter? expression = Parse(filters);
        if (expression is null && told.All.All(item => item.State == ItemState.Shown)) return Catalogue;
        var untold = new CatalogueCells(Catalogue, IdColumn, CategoriesColumn, EntriesOf);
        return Catalogue.Restrict(Enumerable.Range(0, Catalogue.Count).Where(item =>
            RowOf(item) is { Told: not null } row ? Fits(row, expression) : expression is null || expression.Accepts(untold.Of(item))));
    });

    /// <summary>Ids of the items that may be shown and that the model met at most so often in training, in the order of their code points.</summary>
    public IReadOnlyList<string> Pool(int mostTrainingEvents, params string[] filters) => told.Derived.Get<IReadOnlyList<string>>(Catalogue, $"{mostTrainingEvents}\n{RuleOf(filters)}", () =>
        (string[])[.. Shown(filters).Where(item => item.TrainingEvents <= mostTrainingEvents).Select(item => item.Id)]);

    /// <summary>Whether an item is there, may be shown, and fits a filter; null fits all.</summary>
    public bool Fits(string id, ItemFilter? filter)
    {
        Row row = RowOf(id);
        return (row.Index >= 0 || row.Told is not null) && Fits(row, filter);
    }

    /// <summary>How often the model met an item in training; 0 for one that it does not know.</summary>
    public int TrainingEventsOf(string id) => Catalogue.Ids.TryIndex(id, out int index) ? Catalogue.TrainingCounts[index] : 0;

    /// <summary>The entries of an item's cell in a column; none where it is missing.</summary>
    public IEnumerable<string> EntriesOf(string id, string column) => Entries(RowOf(id), column);

    /// <summary>The entries of a cell that holds a list; none of null.</summary>
    public static string[] EntriesOf(string? cell) => cell?.Split(Separators, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) ?? [];

    /// <summary>The expression that all of some filters make; null where they let all be.</summary>
    /// <exception cref="CiceroneException">A filter is malformed, or names a column that no item has.</exception>
    public ItemFilter? Parse(params string[] filters) => filters.All(filter => filter.Length == 0) ? null : ItemFilter.Parse(Columns, filters);

    /// <summary>What to call an item before a person.</summary>
    public string TitleOf(string id)
    {
        Row row = RowOf(id);
        return Catalogue.Items.TitleColumn is { } column && Cell(row, column) is { Length: > 0 } title ? title : id;
    }

    private static string RuleOf(string[] filters) => string.Join('\n', filters.Where(filter => filter.Length > 0));

    private Row RowOf(string id) => new(id, Catalogue.Ids.TryIndex(id, out int index) ? index : -1, told.Find(id));

    private Row RowOf(int index) => new(Catalogue.Ids[index], index, told.Find(Catalogue.Ids[index]));

    private bool Fits(Row row, ItemFilter? filter) =>
        row.Told is null or { State: ItemState.Shown } && (filter is null || filter.Accepts(new ItemCells(column => Cell(row, column), column => Entries(row, column))));

    private string? Cell(Row row, string column)
    {
        if (row.Told is not null && row.Told.Columns.TryGetValue(column, out string? cell)) return cell;
        if (column.Equals(IdColumn, StringComparison.OrdinalIgnoreCase)) return row.Id;
        if (column.Equals(CategoriesColumn, StringComparison.OrdinalIgnoreCase)) return row.Told is null ? null : string.Join('|', row.Told.Categories);
        return row.Index >= 0 && Catalogue.Items.Columns.Contains(column, StringComparer.OrdinalIgnoreCase) ? Catalogue.Items.Column(column)[row.Index] : null;
    }

    private IEnumerable<string> Entries(Row row, string column)
    {
        if (column.Equals(CategoriesColumn, StringComparison.OrdinalIgnoreCase)) return row.Told?.Categories ?? [];
        return EntriesOf(Cell(row, column));
    }

    /// <summary>An item by its id, its index in the catalogue (−1 for one that came later) and what was told of it.</summary>
    private readonly record struct Row(string Id, int Index, StoredItem? Told);
}
