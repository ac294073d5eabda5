namespace Cicerone.Data.Formats;

/// <summary>Which column of a table means what; −1 where there is none.</summary>
internal sealed record ColumnRoles(int User, int Item, int Time, int Value, int Action, int Split)
{
    public const string UserName = "user", ItemName = "item", TimeName = "time", ValueName = "value", ActionName = "action", SplitName = "split";

    /// <summary>The meanings a column can have.</summary>
    public static readonly string[] Names = [UserName, ItemName, TimeName, ValueName, ActionName, SplitName];

    /// <summary>Usual names of columns, best first, without case and punctuation.</summary>
    private static readonly Dictionary<string, string[]> Usual = new()
    {
        [UserName] = [UserName, "userid", "uid", "reader", "readerid", "customer", "customerid", "person", "personid", "reviewerid", "member", "memberid", "visitorid", "accountid", "account", "shopper", "shopperid"],
        [ItemName] = [ItemName, "itemid", "iid", "movie", "movieid", "book", "bookid", "parentasin", "asin", "product", "productid", "artist", "artistid", "track", "trackid", "song", "songid", "article", "articleid", "business", "businessid", "video", "videoid", "game", "gameid", "isbn", "sku", "creative", "creativeid"],
        [TimeName] = [TimeName, "timestamp", "timestampms", "timems", "unixtime", "unixtimestamp", "unixreviewtime", "datetime", "date", "eventtime", "createdat", "ts"],
        [ValueName] = [ValueName, "rating", "overall", "score", "stars", "count", "weight", "label", "quantity", "amount", "plays", "playcount"],
        [ActionName] = [ActionName, "actiontype", "event", "eventtype", "behavior", "behaviour", "behaviortype", "behaviourtype", "type"],
        [SplitName] = [SplitName, "splitlabel", "xlabel", "subset"],
    };

    /// <summary>Whether some column is named as people or items usually are: then the names are a header.</summary>
    public static bool AreNames(IReadOnlyList<string> columns) => Named(columns, UserName) >= 0 || ItemId(columns) >= 0;

    /// <summary>The column of item ids in a table of items; −1 where none is named as one.</summary>
    public static int ItemId(IReadOnlyList<string> columns) => Named(columns, ItemName) is >= 0 and int named ? named : Find(columns, "id");

    /// <summary>The columns of a table of events.</summary>
    /// <exception cref="CiceroneException">There is none of people or of items, or one that was asked for is missing.</exception>
    public static ColumnRoles Of(string file, IReadOnlyList<string> columns, ReadOptions options)
    {
        int Column(string role) => options.Columns.TryGetValue(role, out string? name) ? Asked(file, columns, role, name, options) : Named(columns, role);
        var roles = new ColumnRoles(Column(UserName), Column(ItemName), Column(TimeName), Column(ValueName), Column(ActionName), Column(SplitName));
        if (roles.User < 0) throw Missing(file, columns, UserName, "people");
        if (roles.Item < 0) throw Missing(file, columns, ItemName, "items");
        if (roles.User == roles.Item) throw new CiceroneException($"{file}: the column '{columns[roles.User]}' cannot be both people and items. Correct --columns.");
        return roles;
    }

    /// <summary>What to say of a table that lacks a column.</summary>
    public static string MissingAdvice(IReadOnlyList<string> columns, string role, string people)
    {
        string? near = columns.FirstOrDefault(column => !Usual.Values.Any(names => names.Contains(Plain(column))) && NearestName.To(Plain(column), Usual[role]) is not null);
        string nearest = near is null ? "" : $" (perhaps '{near}')";
        return $"no column of {people} among {string.Join(", ", columns.Take(20).Select(column => $"'{Short(column)}'"))}{nearest}; say which it is with --columns {role}=NAME";
    }

    private static CiceroneException Missing(string file, IReadOnlyList<string> columns, string role, string people) =>
        new($"{file} has {MissingAdvice(columns, role, people)}.");

    private static int Asked(string file, IReadOnlyList<string> columns, string role, string name, ReadOptions options)
    {
        if (name.Length == 0) return -1;
        if (role == SplitName && options.Folds is not null) name = name.Split('=')[0];
        if (Find(columns, name) is >= 0 and int found) return found;
        if (options.ByNumber && int.TryParse(name, out int number) && number >= 1 && number <= columns.Count) return number - 1;
        string advice = NearestName.To(name, columns) is { } nearest ? $" Did you mean '{nearest}'?" : "";
        throw new CiceroneException($"{file} has no column '{name}', which --columns {role}={name} asks for. Its columns are {string.Join(", ", columns.Take(20).Select(column => $"'{Short(column)}'"))}.{advice}");
    }

    /// <summary>The column usually named as times are; −1 where there is none.</summary>
    public static int Times(IReadOnlyList<string> columns) => Named(columns, TimeName);

    /// <summary>The column of a name, capitals aside where no other is closer; −1 where there is none.</summary>
    public static int Find(IReadOnlyList<string> columns, string name)
    {
        for (int i = 0; i < columns.Count; i++)
            if (columns[i] == name) return i;
        for (int i = 0; i < columns.Count; i++)
            if (columns[i].Equals(name, StringComparison.OrdinalIgnoreCase)) return i;
        return -1;
    }

    private static int Named(IReadOnlyList<string> columns, string role)
    {
        string[] plain = [.. columns.Select(Plain)];
        foreach (string name in Usual[role])
            if (Array.IndexOf(plain, name) is >= 0 and int found) return found;
        return -1;
    }

    private static string Plain(string name) => string.Concat(name.Where(char.IsAsciiLetterOrDigit)).ToLowerInvariant();

    private static string Short(string name) => name.Length <= 40 ? name : name[..40] + "…";
}
