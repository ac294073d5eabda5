using Cicerone.Language.Paths.Search;

namespace Cicerone.Language.Paths.Subgraphs;

/// <summary>The graph around a person and an item: the nodes of the paths between them, what the person chose that is likest to the item, and who of the item's people is likest to the person. The edge between them is none of it.</summary>
/// <param name="Features">A vector of each node, the person first and the item second, and two numbers that tell people and ends apart: shape [nodes, width + 2].</param>
/// <param name="Neighbours">The neighbours of each node, ascending.</param>
internal sealed record Subgraph(float[] Features, IReadOnlyList<int[]> Neighbours)
{
    /// <summary>Numbers of a node beside its vector.</summary>
    public const int Marks = 2;

    private const int MostNearby = 10;

    /// <summary>How many nodes there are.</summary>
    public int Count => Neighbours.Count;

    /// <summary>The graph around a request.</summary>
    public static Subgraph Of(PathGraph graph, PathRequest request, IReadOnlyList<ChoicePath> paths)
    {
        int[] own = [.. request.Chosen.Where(item => item != request.Target).OrderByDescending(item => graph.Cosine(item, request.Target)).ThenBy(item => item).Take(MostNearby)];
        float[] taste = Kernels.NearestNeighbours.UnitRows(request.Taste, request.Taste.Length);
        int[] like = [.. graph.Choosers.Indices(request.Target).ToArray().Where(person => person != request.Person).OrderByDescending(person => System.Numerics.Tensors.TensorPrimitives.Dot(graph.Person(person), taste)).ThenBy(person => person).Take(MostNearby)];
        int[] items = [request.Target, .. paths.SelectMany(path => path.Items).Concat(own).Where(item => item != request.Target).Distinct()];
        int[] people = [.. paths.SelectMany(path => path.People).Where(person => person != ChoicePath.Alike).Concat(like).Distinct()];
        var chosen = request.Chosen.ToHashSet();
        int count = 1 + items.Length + people.Length, width = graph.Width + Marks;
        float[] features = new float[count * width];
        taste.CopyTo(features, 0);
        features[graph.Width] = features[graph.Width + 1] = 1;
        List<int>[] neighbours = [.. Enumerable.Range(0, count).Select(_ => new List<int>())];
        for (int i = 0; i < items.Length; i++)
        {
            int node = 1 + i;
            graph.Item(items[i]).CopyTo(features.AsSpan(node * width));
            if (i == 0) features[node * width + graph.Width + 1] = 1;
            else if (chosen.Contains(items[i])) Join(0, node);
            for (int j = 0; j < i; j++)
                if (graph.AreAlike(items[i], items[j])) Join(1 + j, node);
        }
        for (int i = 0; i < people.Length; i++)
        {
            int node = 1 + items.Length + i;
            graph.Person(people[i]).CopyTo(features.AsSpan(node * width));
            features[node * width + graph.Width] = 1;
            for (int j = 0; j < items.Length; j++)
                if (graph.Chosen.Indices(people[i]).BinarySearch(items[j]) >= 0) Join(1 + j, node);
        }
        return new Subgraph(features, [.. neighbours.Select(one => one.Order().ToArray())]);

        void Join(int one, int other)
        {
            neighbours[one].Add(other);
            neighbours[other].Add(one);
        }
    }
}
