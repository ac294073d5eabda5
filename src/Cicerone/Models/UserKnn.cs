using Cicerone.Data;
using Cicerone.Kernels;

namespace Cicerone.Models;

/// <summary>
/// Neighbourhoods of people (Resnick et al., CSCW 1994, for binary data): a history's neighbours are the training people whose
/// item sets have the largest cosine with it, and an item's score is the sum of the similarities of the neighbours who chose
/// it. A stranger's history is a query as good as any. The model keeps who chose what, without names.
/// </summary>
public sealed class UserKnn : IScores, IExplains
{
    private readonly SparseMatrix _itemsOfPeople, _peopleOfItems;
    private readonly UserKnnOptions _options;

    private UserKnn(SparseMatrix itemsOfPeople, UserKnnOptions options) =>
        (_itemsOfPeople, _peopleOfItems, _options) = (itemsOfPeople, itemsOfPeople.Transpose(), options);

    /// <summary>Keeps who chose what; neighbours are found when they are asked for.</summary>
    public static UserKnn Fit(TrainingData data, UserKnnOptions options, FitContext context) => new(SparseMatrix.PeopleByItems(data.Log), options);

    /// <summary>Reads the model back.</summary>
    public static UserKnn Load(ModelReader folder, UserKnnOptions options) =>
        new(SparseMatrix.Load(folder.Tensors("user-knn"), folder.ItemCount, rows: null, binary: true), options);

    /// <inheritdoc/>
    public void Save(ModelWriter folder) => folder.WriteTensors("user-knn", _itemsOfPeople.ToTensors());

    /// <inheritdoc/>
    public void Score(ReadOnlySpan<Query> queries, Catalogue catalogue, Span<float> scores)
    {
        scores.Clear();
        var shared = new SparseCounts(_itemsOfPeople.Rows);
        var nearest = new LargestKeys(_options.Neighbours);
        for (int q = 0; q < queries.Length; q++)
            foreach ((int person, float similarity) in Neighbours(queries[q], shared, nearest))
                _itemsOfPeople.AddRowTo(person, scores.Slice(q * catalogue.Count, catalogue.Count), similarity);
    }

    /// <summary>
    /// A neighbour's similarity is the sum of equal parts, one for each item shared with the history; a reason is the parts of
    /// all neighbours who chose the item.
    /// </summary>
    public IReadOnlyList<Reason> Explain(Query query, int item, Catalogue catalogue) => Explain(query, [item], catalogue)[0];

    /// <inheritdoc/>
    public IReadOnlyList<IReadOnlyList<Reason>> Explain(Query query, IReadOnlyList<int> items, Catalogue catalogue)
    {
        ArgumentNullException.ThrowIfNull(query);
        ArgumentNullException.ThrowIfNull(items);
        (int, float)[] neighbours = Neighbours(query, new SparseCounts(_itemsOfPeople.Rows), new LargestKeys(_options.Neighbours));
        return [.. items.Select(item => Explain(query.History, item, neighbours, catalogue))];
    }

    private IReadOnlyList<Reason> Explain(History past, int item, (int, float)[] neighbours, Catalogue catalogue)
    {
        int[] history = past.DistinctItems();
        float[] parts = new float[catalogue.Count];
        foreach ((int person, float similarity) in neighbours)
        {
            ReadOnlySpan<int> chosen = _itemsOfPeople.Indices(person);
            if (chosen.BinarySearch(item) < 0) continue;
            int[] common = [.. history.Where(chose => _itemsOfPeople[person, chose] > 0)];
            foreach (int shared in common) parts[shared] += similarity / common.Length;
        }
        return HistoryReasons.Of(past, catalogue, chose => parts[chose]);
    }

    /// <summary>The most similar people, but for the person who asks.</summary>
    private (int Person, float Similarity)[] Neighbours(Query query, SparseCounts shared, LargestKeys nearest)
    {
        int[] history = query.History.DistinctItems();
        foreach (int item in history) shared.Add(_peopleOfItems.Indices(item));
        foreach (int person in shared.Touched)
            if (person != query.Person)
                nearest.Offer((float)(shared[person] / (Math.Sqrt((double)history.Length * _itemsOfPeople.Indices(person).Length) + _options.Shrinkage)), person);
        shared.Clear();
        return nearest.Take();
    }
}

/// <summary>Options of <see cref="UserKnn"/>.</summary>
public sealed record UserKnnOptions : AlgorithmOptions
{
    /// <summary>How many similar people speak for items.</summary>
    [Option("how many similar people speak for items", Min = 1, Max = 100_000, SearchMin = 10, SearchMax = 1000, Logarithmic = true)]
    public int Neighbours { get; init => field = Checked(value); } = 100;

    /// <summary>Added to the denominator of the cosine: lowers similarities that few items support.</summary>
    [Option("added to the denominator of the similarity, against similarities that few items support", Min = 0, Max = 1e6, SearchMin = 0, SearchMax = 100)]
    public double Shrinkage { get; init => field = Checked(value); }
}
