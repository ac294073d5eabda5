using System.Runtime.InteropServices;
using Cicerone.Data;
using Cicerone.Models;

namespace Cicerone.Language.Statements.Ranking;

/// <summary>Ranks statements by how many training reviews make them: of anyone, of the person, or on the item. Nothing else is known, so ties are many.</summary>
public sealed class StatementPopularity : IScores
{
    private readonly float[] _anywhere;
    private readonly Dictionary<int, float>[] _byPerson, _onItem;
    private readonly Func<StatementPopularity, Query, float[], float[]> _score;

    private StatementPopularity(StatementExamples examples, Func<StatementPopularity, Query, float[], float[]> score)
    {
        _score = score;
        _anywhere = Array.ConvertAll(examples.Catalogue.TrainingCounts.ToArray(), count => (float)count);
        (_byPerson, _onItem) = (Counts(examples, examples.Log.User, examples.Log.Users.Count), Counts(examples, examples.Log.Item, examples.Log.Items.Count));
    }

    /// <summary>By the reviews of anyone.</summary>
    public static StatementPopularity Anywhere(StatementExamples examples) => new(examples, (model, _, scores) => model.AddAll(scores));

    /// <summary>By the reviews of the person.</summary>
    public static StatementPopularity OfPerson(StatementExamples examples) => new(examples, (model, query, scores) => Add(model._byPerson, query.Person, 1, scores));

    /// <summary>By the reviews of the item.</summary>
    public static StatementPopularity OfItem(StatementExamples examples) => new(examples, (model, query, scores) => Add(model._onItem, query.About, 1, scores));

    /// <summary>A probe of leaks: what the item's training reviews say <em>least</em>. Better than chance only where candidates tell of held-out reviews.</summary>
    public static StatementPopularity LeastOfItem(StatementExamples examples) => new(examples, (model, query, scores) => Add(model._onItem, query.About, -1, scores));

    /// <summary>A probe of leaks: what no training review of the item says comes first, then by the reviews of anyone.</summary>
    public static StatementPopularity UnseenOfItemFirst(StatementExamples examples) => new(examples, (model, query, scores) =>
    {
        model.AddAll(scores);
        float most = model._anywhere.Length == 0 ? 0 : model._anywhere.Max() + 1;
        if (query.About is { } item && item < model._onItem.Length)
            foreach (int statement in model._onItem[item].Keys) scores[statement] -= most;
        return scores;
    });

    /// <inheritdoc/>
    public bool NeedsHistory => false;

    /// <inheritdoc/>
    public void Score(ReadOnlySpan<Query> queries, Catalogue catalogue, Span<float> scores)
    {
        float[] row = new float[_anywhere.Length];
        for (int q = 0; q < queries.Length; q++)
        {
            Array.Clear(row);
            _score(this, queries[q], row).CopyTo(scores[(q * row.Length)..]);
        }
    }

    /// <inheritdoc/>
    public void Save(ModelWriter folder)
    {
        ArgumentNullException.ThrowIfNull(folder);
        folder.WriteTensors("statement-counts", ("counts", StoredTensor.Of(_anywhere, _anywhere.Length)));
    }

    private static Dictionary<int, float>[] Counts(StatementExamples examples, ReadOnlySpan<int> owners, int count)
    {
        var counts = new Dictionary<int, float>[count];
        for (int owner = 0; owner < count; owner++) counts[owner] = [];
        for (int row = 0; row < owners.Length; row++)
            foreach (int statement in examples.Statements[row]) CollectionsMarshal.GetValueRefOrAddDefault(counts[owners[row]], statement, out _)++;
        return counts;
    }

    private float[] AddAll(float[] scores)
    {
        _anywhere.CopyTo(scores, 0);
        return scores;
    }

    private static float[] Add(Dictionary<int, float>[] counts, int? owner, float sign, float[] scores)
    {
        if (owner is { } known && known < counts.Length)
            foreach ((int statement, float count) in counts[known]) scores[statement] = sign * count;
        return scores;
    }
}
