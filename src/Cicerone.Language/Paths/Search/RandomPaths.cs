namespace Cicerone.Language.Paths.Search;

/// <summary>What found paths are held against: walks of as many hops between the same two ends, each step drawn evenly among those from which the target can be reached.</summary>
internal sealed class RandomPaths(PathGraph graph, int leastPeople, ulong seed)
{
    private const int MostTries = 200;

    /// <summary>A walk of the shape of a path, with the same ends; null where none was met.</summary>
    public ChoicePath? Like(ChoicePath path, PathRequest request)
    {
        var random = RandomSource.For(seed ^ (ulong)request.Target, (ulong)(request.Person ?? 0));
        int[] chosen = [.. request.Chosen.Where(item => item != request.Target)];
        for (int tries = 0; tries < MostTries; tries++)
            if (Walk(path, request, chosen[random.NextInt(chosen.Length)], random) is { } walk) return walk;
        return null;
    }

    private ChoicePath? Walk(ChoicePath path, PathRequest request, int start, RandomSource random)
    {
        List<int> items = [start], people = [], support = [];
        for (int step = 0; step < path.People.Count; step++)
        {
            bool isLast = step == path.People.Count - 1;
            int from = items[^1];
            if (path.People[step] == ChoicePath.Alike)
            {
                items.Add(request.Target); // an item by chance is hardly ever alike: its end alone is held
                people.Add(ChoicePath.Alike);
                support.Add(0);
                continue;
            }
            int next = isLast ? request.Target : NextItem(from, request.Person, random);
            List<int> both = next == from ? [] : graph.Both(from, next, request.Person);
            if (both.Count < leastPeople) return null;
            items.Add(next);
            people.Add(both[random.NextInt(both.Count)]);
            support.Add(both.Count);
        }
        return items.Distinct().Count() == items.Count ? new ChoicePath(items, people, support, double.NaN) : null;
    }

    private int NextItem(int from, int? asker, RandomSource random)
    {
        ReadOnlySpan<int> people = graph.Choosers.Indices(from);
        if (people.IsEmpty) return from;
        int person = people[random.NextInt(people.Length)];
        ReadOnlySpan<int> items = graph.Chosen.Indices(person == asker ? people[0] : person);
        return items[random.NextInt(items.Length)];
    }
}
