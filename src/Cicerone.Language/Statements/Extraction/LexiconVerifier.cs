using System.Collections.Frozen;
using Cicerone.Data.Reviews;

namespace Cicerone.Language.Statements.Extraction;

/// <summary>
/// Verification without a language model: a candidate is rejected by words that stand in the clause it was found in, and with a reason. Of candidates
/// of one review that mean the same the narrowest is kept.
/// </summary>
public sealed class LexiconVerifier : IStatementVerifier
{
    private static readonly (Rejection Reason, FrozenSet<string> Words)[] Rules =
    [
        Rule(Rejection.Personal, "i me my mine myself i'm i've i'll i'd we us our ours you your yours he she him his her hers mother mom mum father dad son sons daughter daughters husband wife sister brother friend friends kid kids child children baby grandmother grandfather family boyfriend girlfriend niece nephew cousin aunt uncle"),
        Rule(Rejection.Delivery, "shipping shipped delivery delivered deliver arrived arrive arrives shipment postage parcel courier mailed"),
        Rule(Rejection.Seller, "seller sellers shop store stores vendor company amazon walmart staff service brand price priced prices cost costs expensive cheap cheaper money dollars worth value bargain"),
        Rule(Rejection.Advice, "recommend recommended recommends recommending buy buying bought purchase purchased purchasing order ordered ordering gift gifts present try must"),
        Rule(Rejection.Return, "return returned returning refund refunded replacement complain complained complaint"),
        Rule(Rejection.Comparison, "than more most compared versus vs unlike better worse best worst other others another similar"),
        Rule(Rejection.Wish, "if would could should wish hope hoped hoping might were maybe perhaps"),
    ];

    /// <inheritdoc/>
    public Task<IReadOnlyList<StatementCandidate>?> VerifyAsync(Review review, IReadOnlyList<StatementCandidate> candidates, CancellationToken cancellation = default) =>
        Task.FromResult<IReadOnlyList<StatementCandidate>?>(Verify(review, candidates, out _));

    /// <summary>What is left, and why the others were rejected.</summary>
    public static IReadOnlyList<StatementCandidate> Verify(Review review, IReadOnlyList<StatementCandidate> candidates, out IReadOnlyList<(StatementCandidate Candidate, Rejection Reason)> rejected)
    {
        ArgumentNullException.ThrowIfNull(review);
        ArgumentNullException.ThrowIfNull(candidates);
        var kept = new List<(StatementCandidate Candidate, Reading Reading)>();
        var thrown = new List<(StatementCandidate, Rejection)>();
        foreach (StatementCandidate candidate in candidates)
        {
            Reading? reading = Grammar.ReadOne(candidate.Text);
            if ((reading is null ? Rejection.Malformed : ReasonAgainst(review.Text, candidate) ?? ReasonAgainst(reading)) is { } reason) thrown.Add((candidate, reason));
            else kept.Add((candidate, reading!));
        }
        var left = new List<StatementCandidate>();
        foreach ((StatementCandidate candidate, Reading reading) in kept)
        {
            bool implied = kept.Exists(other => other.Candidate != candidate && Implies(other.Reading, reading) && (!Implies(reading, other.Reading) || left.Contains(other.Candidate)));
            if (implied) thrown.Add((candidate, Rejection.Implied));
            else left.Add(candidate);
        }
        rejected = thrown;
        return left;
    }

    private static Rejection? ReasonAgainst(string text, StatementCandidate candidate)
    {
        Clause[] clauses = [.. Clause.Of(text).Where(clause => clause.Start < candidate.Start + candidate.Length && candidate.Start < clause.End)];
        foreach ((Rejection reason, FrozenSet<string> words) in Rules)
            if (clauses.Any(clause => clause.Tokens.Any(token => words.Contains(token.Word)))) return reason;
        return clauses.Any(clause => clause.IsQuestion) ? Rejection.Question : null;
    }

    private static Rejection? ReasonAgainst(Reading reading) => reading.AspectWord.Length > 0 && !Lexicon.Aspects.ContainsKey(reading.AspectWord) ? Rejection.NoAspect : null;

    /// <summary>Whether one says what another says, or that and more.</summary>
    private static bool Implies(Reading one, Reading other) => one.Aspect == other.Aspect && one.Class == other.Class && one.Rest == other.Rest && (one.Scope == other.Scope || other.Scope.Length == 0);

    private static (Rejection Reason, FrozenSet<string> Words) Rule(Rejection reason, string words) => (reason, words.Split(' ').ToFrozenSet());
}
