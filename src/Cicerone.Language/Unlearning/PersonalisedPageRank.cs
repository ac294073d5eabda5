using Cicerone.Data;
using Cicerone.Kernels;

namespace Cicerone.Language.Unlearning;

/// <summary>
/// Where a walker over the graph of who chose what is found, who starts again and again at one place (Haveliwala, WWW 2002):
/// π = α e + (1 − α) Pᵀ π, by power iteration.
/// </summary>
internal sealed class PersonalisedPageRank(InteractionLog log)
{
    private const double Restart = 0.15;
    private const int Rounds = 30;
    private readonly SparseMatrix _itemsOfPeople = SparseMatrix.PeopleByItems(log), _peopleOfItems = SparseMatrix.PeopleByItems(log).Transpose();
    private readonly Dictionary<int, float[]> _fromItems = [];

    /// <summary>The share of time at each item of a walker who starts at an item.</summary>
    public float[] FromItem(int item) => _fromItems.TryGetValue(item, out float[]? known) ? known : _fromItems[item] = Walk(person: null, item);

    /// <summary>
    /// How often walkers from several items are at one, each as a multiple of the same number: π_h(i) / d_i = π_i(h) / d_h on a graph whose edges lead both ways, so that one walk tells of all.
    /// </summary>
    public double[] At(int item, IEnumerable<int> from)
    {
        float[] walk = FromItem(item);
        return [.. from.Select(start => _peopleOfItems.Indices(start).Length is > 0 and int degree ? walk[start] / degree : 0.0)];
    }

    /// <summary>The share of time at each item of a walker who starts at a person.</summary>
    public float[] FromPerson(int person) => Walk(person, item: null);

    private float[] Walk(int? person, int? item)
    {
        float[] people = new float[_itemsOfPeople.Rows], items = new float[_itemsOfPeople.Columns];
        for (int round = 0; round <= Rounds; round++)
        {
            float[] nextPeople = Spread(items, _peopleOfItems, people.Length), nextItems = Spread(people, _itemsOfPeople, items.Length);
            if (person is { } one) nextPeople[one] += (float)(round == 0 ? 1 : Restart);
            if (item is { } other) nextItems[other] += (float)(round == 0 ? 1 : Restart);
            (people, items) = (nextPeople, nextItems);
        }
        return items;
    }

    /// <summary>What each place passes on in equal parts to its neighbours.</summary>
    private static float[] Spread(float[] from, SparseMatrix neighbours, int count)
    {
        float[] to = new float[count];
        for (int place = 0; place < from.Length; place++)
        {
            ReadOnlySpan<int> reached = neighbours.Indices(place);
            if (from[place] == 0 || reached.IsEmpty) continue;
            float part = (float)((1 - Restart) * from[place] / reached.Length);
            foreach (int neighbour in reached) to[neighbour] += part;
        }
        return to;
    }
}
