namespace Cicerone.Conversations;

/// <summary>One thing that is understood of what a person said.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Item">External id of the item it is about; null where it is about none.</param>
/// <param name="Column">Column of the item table it is about.</param>
/// <param name="Value">A value of that column, a number as text, or words.</param>
public sealed record Move(MoveKind Kind, string? Item = null, string? Column = null, string? Value = null);

/// <summary>What a <see cref="Move"/> does.</summary>
public enum MoveKind
{
    /// <summary>Items with the value come first.</summary>
    Want,

    /// <summary>No item with the value, or, without a column, none whose text has the word.</summary>
    Avoid,

    /// <summary>Items with the value come later.</summary>
    AvoidSoftly,

    /// <summary>More like the item.</summary>
    Like,

    /// <summary>Not the item, and less of what is like it.</summary>
    Refuse,

    /// <summary>The item is known already.</summary>
    Known,

    /// <summary>Words that describe what is wanted.</summary>
    Describe,

    /// <summary>Items whose number in the column is below the value.</summary>
    Below,

    /// <summary>Items whose number in the column is above the value.</summary>
    Above,

    /// <summary>None of the list that was shown.</summary>
    Others,

    /// <summary>The question may go unanswered.</summary>
    NoPreference,

    /// <summary>What is asked for is not known of the items; the value says what.</summary>
    Unanswerable,

    /// <summary>As it was before the last turn that changed something.</summary>
    Undo,

    /// <summary>As it was in the beginning.</summary>
    Restart,

    /// <summary>Why the item is in the list.</summary>
    Why,

    /// <summary>What can be said.</summary>
    Help,
}
