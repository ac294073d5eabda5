namespace Cicerone.Protocols;

/// <summary>Which items are ranked under a split.</summary>
public enum CandidateItems
{
    /// <summary>Every item of the vocabulary.</summary>
    All,

    /// <summary>Items without a training event.</summary>
    Cold,
}
