namespace Cicerone.Simulation;

/// <summary>The templates that reviews of the <see cref="Bookshop"/> are written by.</summary>
public enum ReviewWording
{
    /// <summary>Those that the offline rules of extraction were written for.</summary>
    Usual,

    /// <summary>Others, half of the opinions in words that no list of the rules has. The rules were mended once after they had been tried on them.</summary>
    Other,

    /// <summary>Yet others, with the same rare words: written when the rules were done, and never used to mend them.</summary>
    HeldOut,
}
