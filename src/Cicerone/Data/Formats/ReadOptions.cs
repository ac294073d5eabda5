namespace Cicerone.Data.Formats;

/// <summary>How files are read.</summary>
public sealed record ReadOptions
{
    /// <summary>Whether reading stops at the first bad row, instead of counting it and going on.</summary>
    public bool Strict { get; init; }

    /// <summary>
    /// Which column has which meaning, where its name does not tell: <c>user</c>, <c>item</c>, <c>time</c>, <c>value</c>,
    /// <c>action</c> or <c>split</c> to a name of the header, or to a number from 1 in a file without a header. An empty
    /// name leaves a column out that would be read by its name. For <c>split</c>, <c>COLUMN=LABEL</c> takes the rows with
    /// that label, such as one of five folds, for test and the others for training; <c>COLUMN=LABEL=LABEL</c> takes those of
    /// the second label for validation.
    /// </summary>
    public IReadOnlyDictionary<string, string> Columns { get; init => field = Checked(value); } = new Dictionary<string, string>();

    /// <summary>A table of the items, when it does not lie beside the data.</summary>
    public string? ItemText { get; init; }

    /// <summary>Whether a table is known to begin with the names of its columns, whatever they are.</summary>
    internal bool HasHeader { get; init; }

    /// <summary>Whether columns are given by number, which says that the file has no header.</summary>
    internal bool ByNumber => Columns.Count > 0 && Columns.Values.All(name => name.Length == 0 || name.All(char.IsAsciiDigit)) && Columns.Values.Any(name => name.Length > 0);

    /// <summary>The labels of test and validation rows, where the column of parts has labels of its own.</summary>
    internal FoldLabels? Folds => Columns.TryGetValue(ColumnRoles.SplitName, out string? name) && name.Split('=', 3) is [_, var test, .. var more] ? new FoldLabels(test, more is [var valid] ? valid : null) : null;

    private static IReadOnlyDictionary<string, string> Checked(IReadOnlyDictionary<string, string> columns)
    {
        foreach ((string role, string name) in columns)
        {
            if (!ColumnRoles.Names.Contains(role)) throw CiceroneException.UnknownName("meaning of a column", role, ColumnRoles.Names);
            if (name.Length == 0 && role is ColumnRoles.UserName or ColumnRoles.ItemName)
                throw new CiceroneException($"The column '{role}' cannot be left out: name it, as in --columns {role}=NAME.");
        }
        return columns;
    }
}
