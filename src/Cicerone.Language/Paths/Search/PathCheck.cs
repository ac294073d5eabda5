namespace Cicerone.Language.Paths.Search;

/// <summary>Whether a path is one: what every found path is held to by tests and studies.</summary>
internal static class PathCheck
{
    /// <summary>What is wrong with a path; null when it begins with something the person chose, ends in the target, goes along edges alone but never along the one that is explained, repeats nothing, is not too long, and has enough people in each hop.</summary>
    public static string? Fault(ChoicePath path, PathRequest request, PathGraph graph, PathSearchOptions options)
    {
        if (path.People.Count != path.Items.Count - 1 || path.Support.Count != path.People.Count) return "its parts do not fit";
        if (path.Items[^1] != request.Target) return "it does not end in the target";
        if (!request.Chosen.Contains(path.Items[0]) || path.Items[0] == request.Target) return "it does not begin with something else that the person chose";
        if (path.Items.Distinct().Count() < path.Items.Count || path.People.Where(person => person != ChoicePath.Alike).Distinct().Count() < path.People.Count(person => person != ChoicePath.Alike)) return "it repeats a node";
        if (path.Hops > 5) return "it is too long";
        if (path.IsFallback) return null;
        for (int step = 0; step < path.People.Count; step++)
        {
            (int from, int to, int person) = (path.Items[step], path.Items[step + 1], path.People[step]);
            if (person == ChoicePath.Alike && !graph.AreAlike(from, to)) return "two items are not alike";
            if (person == ChoicePath.Alike) continue;
            List<int> both = graph.Both(from, to, request.Person);
            if (person == request.Person) return "it goes through whoever asks";
            if (!both.Contains(person)) return "somebody did not choose both items";
            if (both.Count < options.LeastPeople || both.Count != path.Support[step]) return "a hop has too few people, or another number than it tells";
        }
        return null;
    }
}
