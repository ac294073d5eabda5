using System.Globalization;
using Cicerone.Data;
using Cicerone.Data.Features;
using Cicerone.Models;

namespace Cicerone.Evaluation.Retrieval;

/// <summary>
/// How many of the truly best items a list has that another index found. An item counts among the k best when its score reaches the k-th best one, so that a tie is no miss; of a query's first k answers each item counts once.
/// </summary>
/// <param name="Queries">Queries asked.</param>
/// <param name="Items">Items that could be found.</param>
/// <param name="Length">Answers of each query.</param>
/// <param name="Recall">By k: the mean over queries, 0 to 1.</param>
/// <param name="Least">The worst query's recall at the largest k.</param>
/// <param name="Unknown">Answers that are no item.</param>
/// <param name="Repeated">Answers that the query had before.</param>
public sealed record RecallReport(int Queries, int Items, int Length, IReadOnlyDictionary<string, double> Recall, double Least, long Unknown, long Repeated)
{
    private const int QueriesAtOnce = 256;
    private static readonly int[] Cutoffs = [1, 10, 100];

    /// <summary>Judges a list.</summary>
    /// <param name="folder">Vectors, as <see cref="VectorExchange"/> writes them.</param>
    /// <param name="list">A file of ids: a row for each query, the best first.</param>
    /// <exception cref="CiceroneException">A file is missing or damaged, or they do not belong together.</exception>
    public static RecallReport Of(string folder, string list)
    {
        (int width, float[] values) = BinaryVectors.Read(Path.Combine(folder, VectorExchange.Items));
        (int queryWidth, float[] queries) = BinaryVectors.Read(Path.Combine(folder, VectorExchange.Queries));
        (int length, ulong[] answers) = BinaryVectors.ReadIds(list);
        ulong[] ids = BinaryVectors.ReadIds(Path.Combine(folder, VectorExchange.Ids)).Ids;
        var vectors = new ItemVectors(values, width);
        int asked = queries.Length / queryWidth;
        if (queryWidth != width) throw new CiceroneException($"The queries of {folder} have {queryWidth} numbers, but the items {width}.");
        if (ids.Length != vectors.Count) throw new CiceroneException($"{folder} has {ids.Length:N0} ids for {vectors.Count:N0} vectors.");
        if (answers.Length / length != asked) throw new CiceroneException($"{list} answers {answers.Length / length:N0} queries, but {folder} has {asked:N0}.");
        int[] cutoffs = [.. Cutoffs.Append(length).Where(k => k <= Math.Min(length, vectors.Count)).Distinct().Order()];
        if (cutoffs.Length == 0) throw new CiceroneException($"{list} has {length} answers a query, more than the {vectors.Count} items there are.");
        return new Judge(vectors, ids, cutoffs).Of(queries, answers, length);
    }

    private sealed class Judge
    {
        private readonly ItemVectors _vectors;
        private readonly Dictionary<ulong, int> _rows;
        private readonly Catalogue _catalogue;
        private readonly int[] _cutoffs;
        private readonly double[] _found;
        private long _unknown, _repeated;
        private double _least = 1;

        public Judge(ItemVectors vectors, ulong[] ids, int[] cutoffs)
        {
            (_vectors, _cutoffs, _found) = (vectors, cutoffs, new double[cutoffs.Length]);
            _rows = ids.Select((id, row) => (id, row)).ToDictionary();
            _catalogue = new Catalogue(ItemTable.Without(new Vocabulary(Enumerable.Range(0, ids.Length).Select(row => row.ToString(CultureInfo.InvariantCulture)))), new int[ids.Length]);
        }

        public RecallReport Of(float[] queries, ulong[] answers, int length)
        {
            int asked = queries.Length / _vectors.Width;
            Query nobody = Query.OfStranger(_catalogue.Ids, History.Of(), seed: 1);
            for (int first = 0; first < asked; first += QueriesAtOnce)
            {
                int count = Math.Min(QueriesAtOnce, asked - first);
                var exact = new TopKResult(count, _cutoffs[^1]);
                _vectors.TopK(queries.AsSpan(first * _vectors.Width, count * _vectors.Width), [.. Enumerable.Repeat(nobody, count)], _catalogue, new TopKRequest(_cutoffs[^1]), exact);
                for (int q = 0; q < count; q++)
                    Add(queries.AsSpan((first + q) * _vectors.Width, _vectors.Width), answers.AsSpan((first + q) * length, length), exact.Scores(q));
            }
            return new RecallReport(asked, _vectors.Count, length, _cutoffs.Select((k, i) => ($"recall@{k}", _found[i] / asked)).ToDictionary(), _least, _unknown, _repeated);
        }

        private void Add(ReadOnlySpan<float> query, ReadOnlySpan<ulong> answers, ReadOnlySpan<float> best)
        {
            var scores = new List<float>(answers.Length);
            HashSet<int> seen = [];
            foreach (ulong answer in answers)
            {
                bool known = _rows.TryGetValue(answer, out int row), fresh = known && seen.Add(row);
                if (!known) _unknown++;
                else if (!fresh) _repeated++;
                scores.Add(fresh ? _vectors.Score(query, row) : float.NegativeInfinity);
            }
            for (int i = 0; i < _cutoffs.Length; i++)
            {
                int found = 0;
                for (int place = 0; place < _cutoffs[i]; place++)
                    if (scores[place] >= best[_cutoffs[i] - 1]) found++;
                double recall = (double)found / _cutoffs[i];
                _found[i] += recall;
                if (i == _cutoffs.Length - 1) _least = Math.Min(_least, recall);
            }
        }
    }
}
