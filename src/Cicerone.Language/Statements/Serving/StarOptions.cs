using Cicerone.Language.Statements.Ranking;

namespace Cicerone.Language.Statements.Serving;

/// <summary>Options of <see cref="Star"/>.</summary>
public sealed record StarOptions : ExpGcnOptions
{
    /// <summary>The fewest people who must say the same, of whatever item, for it to be shown; never fewer than five.</summary>
    [Option("the fewest people who must say the same, of whatever item, for it to be shown", Min = StatementBook.FewestPeopleShown, Max = 1_000_000)]
    public int LeastPeople { get; init => field = Checked(value); } = StatementBook.FewestPeopleShown;
}
