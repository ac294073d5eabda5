namespace Cicerone.Data.Formats.TencentGr;

/// <summary>What a training person was shown and did, in the order of the file; the columns have one length.</summary>
/// <param name="User">Index of the person, from 1.</param>
/// <param name="Items">Indices of the advertisements, from 1.</param>
/// <param name="Actions">What the person did.</param>
/// <param name="Times">Unix seconds.</param>
public sealed record AdHistory(int User, int[] Items, AdAction[] Actions, long[] Times);
