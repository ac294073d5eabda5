namespace Cicerone.Language.Statements.Clustering;

/// <summary>Tells whether two statements say the same: what stops near opposites, which lie close to each other in any space of words, from being merged.</summary>
public interface IPairJudge
{
    /// <summary>How likely they are to say the same, 0 to 1; the order of the two changes nothing.</summary>
    ValueTask<double> JudgeAsync(string one, string other, CancellationToken cancellation = default);
}
