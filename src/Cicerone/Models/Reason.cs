namespace Cicerone.Models;

/// <summary>One reason for a recommendation: the type that every method returns.</summary>
/// <param name="Kind">What it rests on.</param>
/// <param name="Text">A sentence for the person.</param>
/// <param name="Contribution">Its part of the score, where the method defines one; the contributions of an item's reasons add up to its score.</param>
/// <param name="Evidence">What it can be checked against; may be empty.</param>
public sealed record Reason(ReasonKind Kind, string Text, double? Contribution, IReadOnlyList<Evidence> Evidence)
{
    /// <summary>
    /// The first <paramref name="count"/> reasons, and one that carries the sum of the rest, so that contributions still add up.
    /// Reasons without contribution are cut off at the count.
    /// </summary>
    public static IReadOnlyList<Reason> Shorten(IReadOnlyList<Reason> reasons, int count)
    {
        ArgumentNullException.ThrowIfNull(reasons);
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        if (reasons.Count <= count) return reasons;
        List<Reason> shortened = [.. reasons.Take(count)];
        Reason[] rest = [.. reasons.Skip(count).Where(reason => reason.Contribution is not null)];
        if (rest.Length == 1) shortened.Add(rest[0]);
        else if (rest.Length > 1)
            shortened.Add(new Reason(ReasonKind.Others, $"{rest.Length} smaller reasons together.", rest.Sum(reason => reason.Contribution), []));
        return shortened;
    }
}
