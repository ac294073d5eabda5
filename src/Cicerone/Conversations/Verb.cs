namespace Cicerone.Conversations;

/// <summary>What is said of an item that follows.</summary>
internal enum Verb
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>It is liked.</summary>
    Like,

    /// <summary>It is known already.</summary>
    Know,
}
