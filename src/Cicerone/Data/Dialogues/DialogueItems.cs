namespace Cicerone.Data.Dialogues;

/// <summary>The items that dialogues mention: training and test dialogues that are read into one of these share their indices.</summary>
public sealed class DialogueItems
{
    private const string TitleColumn = "title";
    private readonly List<string> _titles = [];

    /// <summary>External ids.</summary>
    public Vocabulary Ids { get; } = new();

    /// <summary>How many there are.</summary>
    public int Count => _titles.Count;

    /// <summary>What an item is called.</summary>
    public string Title(int item) => _titles[item];

    /// <summary>The index of an item, which is added when it is new; its first title stays.</summary>
    /// <param name="id">External id.</param>
    /// <param name="title">What it is called here.</param>
    public int Add(string id, string title)
    {
        ArgumentNullException.ThrowIfNull(title);
        int item = Ids.Add(id);
        if (item == _titles.Count) _titles.Add(string.Join(' ', title.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)));
        return item;
    }

    /// <summary>A table of the items as they are now, with their titles and other columns.</summary>
    /// <param name="columns">A cell for each item, by name.</param>
    public ItemTable ToTable(params IReadOnlyList<KeyValuePair<string, string?[]>> columns)
    {
        var table = new Dictionary<string, string?[]>(columns) { [TitleColumn] = [.. _titles] };
        return new ItemTable(new Vocabulary(Ids.Ids), table);
    }
}
