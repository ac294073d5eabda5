namespace Cicerone.Protocols;

/// <summary>What becomes of people who have held-out events and no training event.</summary>
public enum ColdPeople
{
    /// <summary>They are tested, with the history they have before the tested part, which may be empty.</summary>
    Include,

    /// <summary>Their events are left out of the split, and counted.</summary>
    Exclude,
}
