namespace Cicerone.Models;

/// <summary>What a reason rests on.</summary>
public enum ReasonKind
{
    /// <summary>Something the person did before.</summary>
    History,

    /// <summary>A rule over what the person chose and did not choose.</summary>
    Rule,

    /// <summary>How many people chose the item.</summary>
    Popularity,

    /// <summary>Nothing: the item was drawn by chance.</summary>
    Chance,

    /// <summary>The sum of reasons too small to list one by one.</summary>
    Others,
}
