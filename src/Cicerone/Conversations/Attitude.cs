namespace Cicerone.Conversations;

/// <summary>What stands before a phrase.</summary>
internal enum Attitude
{
    /// <summary>It is wanted.</summary>
    Positive,

    /// <summary>It is wanted less.</summary>
    NotSo,

    /// <summary>It is not wanted.</summary>
    Not,
}
