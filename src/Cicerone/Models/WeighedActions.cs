using System.Numerics.Tensors;
using Cicerone.Data;

namespace Cicerone.Models;

/// <summary>
/// Ranks for a slot that is paid by what comes of it: the score of an item is Σ worth · share, where the share is how likely the item is to be the one
/// that the action comes to. Each action's part of the score is a reason.
/// </summary>
public sealed class WeighedActions : IScores, IExplains
{
    private readonly IConditions _ranker;
    private readonly IReadOnlyList<WantedAction> _wanted;

    private WeighedActions(IConditions ranker, IReadOnlyList<WantedAction> wanted) => (_ranker, _wanted) = (ranker, wanted);

    /// <summary>The ranker for some actions.</summary>
    /// <param name="ranker">It must tell actions apart.</param>
    /// <param name="name">What to call it in messages.</param>
    /// <param name="wanted">At least one action, each with its worth.</param>
    /// <exception cref="CiceroneException">The ranker does not tell actions apart, an action is unknown, or one is given twice.</exception>
    public static WeighedActions Of(IRanker ranker, string name, IReadOnlyList<WantedAction> wanted)
    {
        ArgumentNullException.ThrowIfNull(wanted);
        if (ranker is not IConditions conditions || conditions.Actions.Count == 0)
            throw new CiceroneException($"An answer of {name} does not depend on the action that is wanted. Ask without an action, or fit a model that learns it: tencentgr with next-action=true, from data with actions.");
        foreach (WantedAction one in wanted)
        {
            if (!conditions.Actions.Contains(one.Action)) throw CiceroneException.UnknownName("action", one.Action, conditions.Actions);
            if (wanted.Count(other => other.Action == one.Action) > 1) throw new CiceroneException($"The action '{one.Action}' is given twice; give it once.");
        }
        return new WeighedActions(conditions, wanted);
    }

    /// <inheritdoc/>
    public void Save(ModelWriter folder) => _ranker.Save(folder);

    /// <inheritdoc/>
    public void Score(ReadOnlySpan<Query> queries, Catalogue catalogue, Span<float> scores)
    {
        scores.Clear();
        foreach (WantedAction one in _wanted)
        {
            float[] shares = SharesFor(one, queries, catalogue);
            TensorPrimitives.MultiplyAdd(shares, (float)one.Worth, scores, scores);
        }
    }

    /// <inheritdoc/>
    public IReadOnlyList<Reason> Explain(Query query, int item, Catalogue catalogue) => Explain(query, [item], catalogue)[0];

    /// <inheritdoc/>
    public IReadOnlyList<IReadOnlyList<Reason>> Explain(Query query, IReadOnlyList<int> items, Catalogue catalogue)
    {
        ArgumentNullException.ThrowIfNull(items);
        float[][] shares = [.. _wanted.Select(one => SharesFor(one, [query], catalogue))];
        return [.. items.Select(item => (IReadOnlyList<Reason>)[.. _wanted.Zip(shares, (one, share) => ReasonOf(one, share[item])).OrderByDescending(reason => reason.Contribution)])];
    }

    private static Reason ReasonOf(WantedAction one, float share) => new(ReasonKind.Behaviour,
        FormattableString.Invariant($"If it comes to a {one.Action}, {share:0.0 %} that it is of this; a {one.Action} is worth {one.Worth:0.##}."), one.Worth * share, []);

    private float[] SharesFor(WantedAction one, ReadOnlySpan<Query> queries, Catalogue catalogue)
    {
        var asked = new Query[queries.Length];
        for (int q = 0; q < queries.Length; q++) asked[q] = queries[q] with { Context = queries[q].Context with { Action = one.Action } };
        float[] shares = new float[queries.Length * catalogue.Count];
        _ranker.Shares(asked, catalogue, shares);
        return shares;
    }
}
