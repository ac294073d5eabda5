using System.Numerics.Tensors;

namespace Cicerone.Language.Paths.Search;

/// <summary>
/// Finds paths by rules, without learning: person–item–people–item, person–item~item where both are alike, and, only where there is neither, person–item–people–item–people–item. A step into
/// an item scores cos(item, target) + η cos(item, person), one into a person cos(theirs, the asker's); each less ρ log(1 + degree). A path scores the mean of its steps, less ξ for each hop beyond three.
/// Bounded, and the same on every run: equals are ordered by their indices.
/// </summary>
internal sealed class PathSearch(PathGraph graph, PathSearchOptions options)
{
    /// <summary>The best paths that differ enough, best first; one that is a fallback where nothing connects; none for somebody who chose nothing else.</summary>
    public IReadOnlyList<ChoicePath> Find(PathRequest request)
    {
        int[] chosen = [.. request.Chosen.Where(item => item != request.Target)];
        if (chosen.Length == 0) return [];
        var scores = new StepScores(graph, options, request);
        Partial[] starts = [.. chosen.Select(item => new Partial([item], [], [], scores.IntoItem(item), 1)).OrderByDescending(one => one.Sum).ThenBy(one => one.Items[0]).Take(options.Neighbours)];
        ChoicePath[] found = [.. starts.SelectMany(start => (ChoicePath?[])[Beside(start, scores), Through(start, scores)]).OfType<ChoicePath>()];
        if (found.Length == 0)
        {
            Partial[] further = [.. Best(starts, scores).SelectMany(start => Expand(start, scores))];
            found = [.. Best(further, scores).Select(one => Through(one, scores)).OfType<ChoicePath>()];
        }
        return found.Length > 0 ? Different(found) : [new ChoicePath([scores.Likest(chosen), request.Target], [ChoicePath.Alike], [0], 0) { IsFallback = true }];
    }

    /// <summary>The path to the target where the last item is alike.</summary>
    private ChoicePath? Beside(Partial start, StepScores scores) =>
        graph.AreAlike(start.Items[^1], scores.Target) ? Finished(start, scores.Target, ChoicePath.Alike, 0, scores.IntoItem(scores.Target), 1) : null;

    /// <summary>The path to the target over whoever chose both and is likest to the asker.</summary>
    private ChoicePath? Through(Partial start, StepScores scores)
    {
        List<int> both = graph.Both(start.Items[^1], scores.Target, scores.Asker);
        if (both.Count < options.LeastPeople) return null;
        int? likest = both.Except(start.People).Select(person => (int?)person).MaxBy(person => scores.IntoPerson(person!.Value)); // of equals the first; nobody twice
        if (likest is not { } person) return null;
        return Finished(start, scores.Target, person, both.Count, scores.IntoPerson(person) + scores.IntoItem(scores.Target), 2);
    }

    /// <summary>The partial path with one item more, reached over the people likest to the asker.</summary>
    private IEnumerable<Partial> Expand(Partial start, StepScores scores)
    {
        var reached = new HashSet<int>(start.Items) { scores.Target };
        int[] people = graph.Choosers.Indices(start.Items[^1]).ToArray();
        foreach (int person in people.Where(person => person != scores.Asker).OrderByDescending(scores.IntoPerson).Take(options.Neighbours))
        {
            int[] items = graph.Chosen.Indices(person).ToArray();
            foreach (int item in items.OrderByDescending(scores.IntoItem).Take(options.Neighbours))
            {
                if (!reached.Add(item)) continue;
                int both = graph.Both(start.Items[^1], item, scores.Asker).Count;
                if (both >= options.LeastPeople) yield return new Partial([.. start.Items, item], [.. start.People, person], [.. start.Support, both], start.Sum + scores.IntoPerson(person) + scores.IntoItem(item), start.Steps + 2);
            }
        }
    }

    private IEnumerable<Partial> Best(IEnumerable<Partial> partials, StepScores scores) => partials
        .OrderByDescending(one => one.Sum / one.Steps + options.Ahead * graph.Cosine(one.Items[^1], scores.Target)).ThenBy(one => one.Items[0]).ThenBy(one => one.Items[^1]).Take(options.Beam);

    private ChoicePath Finished(Partial start, int target, int person, int support, double added, int steps)
    {
        int hops = start.Steps + steps;
        return new ChoicePath([.. start.Items, target], [.. start.People, person], [.. start.Support, support], (start.Sum + added) / hops - options.HopPenalty * (hops - 3));
    }

    /// <summary>Paths, best first, of which no two share too many nodes.</summary>
    private List<ChoicePath> Different(ChoicePath[] found)
    {
        var kept = new List<ChoicePath>();
        foreach (ChoicePath path in found.OrderByDescending(path => path.Score).ThenBy(path => path.Items[0]).ThenBy(path => path.People[0]))
        {
            if (kept.Count == options.Paths) break;
            if (kept.TrueForAll(other => Shared(path, other) < options.MostShared)) kept.Add(path);
        }
        return kept;
    }

    private static double Shared(ChoicePath one, ChoicePath other)
    {
        HashSet<(bool, int)> nodes = Nodes(one), others = Nodes(other);
        int both = nodes.Count(others.Contains);
        return (double)both / (nodes.Count + others.Count - both);
    }

    /// <summary>The nodes of a path, the asker among them.</summary>
    private static HashSet<(bool IsPerson, int Index)> Nodes(ChoicePath path) => [(true, ChoicePath.Alike), .. path.Items.Select(item => (false, item)), .. path.People.Select(person => (true, person))];

    /// <summary>A path that has not come to the target yet.</summary>
    private sealed record Partial(int[] Items, int[] People, int[] Support, double Sum, int Steps);

    /// <summary>What steps score for one request.</summary>
    private sealed class StepScores(PathGraph graph, PathSearchOptions options, PathRequest request)
    {
        private readonly Dictionary<int, double> _items = [], _people = [];
        private readonly float[] _taste = Kernels.NearestNeighbours.UnitRows(request.Taste, request.Taste.Length);

        public int Target => request.Target;

        public int? Asker => request.Person;

        public double IntoItem(int item)
        {
            if (!_items.TryGetValue(item, out double score))
                _items.Add(item, score = graph.Cosine(item, Target) + options.Taste * TensorPrimitives.Dot(graph.Item(item), _taste) - options.HubPenalty * Math.Log(1 + graph.Choosers.Indices(item).Length));
            return score;
        }

        public double IntoPerson(int person)
        {
            if (!_people.TryGetValue(person, out double score))
                _people.Add(person, score = TensorPrimitives.Dot(graph.Person(person), _taste) - options.HubPenalty * Math.Log(1 + graph.Chosen.Indices(person).Length));
            return score;
        }

        /// <summary>Which of some items is likest to the target; of equals the first.</summary>
        public int Likest(int[] items) => items.MaxBy(item => graph.Cosine(item, Target));
    }
}
