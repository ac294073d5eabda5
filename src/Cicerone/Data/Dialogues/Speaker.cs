namespace Cicerone.Data.Dialogues;

/// <summary>Who speaks in a <see cref="Dialogue"/>.</summary>
public enum Speaker
{
    /// <summary>Whoever looks for something.</summary>
    Seeker,

    /// <summary>Whoever recommends.</summary>
    Recommender,
}
