namespace Cicerone.Models;

/// <summary>What a reason rests on.</summary>
public enum ReasonKind
{
    /// <summary>Something the person did before.</summary>
    History,

    /// <summary>Something the person said in a conversation.</summary>
    Said,

    /// <summary>A rule over what the person chose and did not choose.</summary>
    Rule,

    /// <summary>What is written of the item.</summary>
    Text,

    /// <summary>What people wrote of the item, in their words.</summary>
    Statement,

    /// <summary>What people did with the item, as a model has learned it.</summary>
    Behaviour,

    /// <summary>A path from something the person chose to the item, over what people chose or what is alike.</summary>
    Path,

    /// <summary>How many people chose the item.</summary>
    Popularity,

    /// <summary>A wish of whoever runs the shop.</summary>
    Merchandising,

    /// <summary>Nothing: the item was drawn by chance.</summary>
    Chance,

    /// <summary>The sum of reasons too small to list one by one.</summary>
    Others,
}
