using System.Globalization;
using System.Numerics;
using Cicerone.Data;
using Cicerone.Kernels;

namespace Cicerone.Metrics;

/// <summary>
/// How alike items are: the cosine of two sets, which are the items' categories where the item table has them, else the
/// people who chose them in training. Large sets are kept as bits too, which takes at most 32 bytes for each member of any
/// set.
/// </summary>
internal sealed class ItemSets
{
    private static readonly string[] CategoryColumns = ["genres", "genre", "categories", "category", "class", "tags"];
    private readonly int[][] _sets; // ascending
    private readonly ulong[]?[] _bits; // of sets that hold more than one in 256 of all that could be members

    private ItemSets(string basis, int[][] sets, int members)
    {
        (Basis, _sets) = (basis, sets);
        _bits = [.. sets.Select(set => set.Length > members / 256 ? BitsOf(set, members) : null)];
    }

    /// <summary>What the sets hold, for a report.</summary>
    public string Basis { get; }

    public static ItemSets Of(InteractionLog train, ItemTable items) => Of(items) ?? OfPeople(train);

    /// <summary>The sets of the items' categories; null where the table has none.</summary>
    public static ItemSets? Of(ItemTable items) => CategoryColumn(items) is { } column ? OfCategories(column, items.Column(column)) : null;

    /// <summary>The column that holds categories; null when there is none.</summary>
    public static string? CategoryColumn(ItemTable items) => CategoryColumns.FirstOrDefault(name => items.Columns.Contains(name, StringComparer.OrdinalIgnoreCase));

    /// <summary>|a ∩ b| / √(|a| |b|); not a number where a set is empty.</summary>
    public double Cosine(int item, int other)
    {
        (int[] few, int[] many) = _sets[item].Length <= _sets[other].Length ? (_sets[item], _sets[other]) : (_sets[other], _sets[item]);
        int shared = (_bits[item], _bits[other]) switch
        {
            ({ } bits, { } others) => Shared(bits, others),
            (null, null) => Shared(few, many),
            ({ } bits, null) => Shared(_sets[other], bits),
            (null, { } bits) => Shared(_sets[item], bits),
        };
        return shared / Math.Sqrt((double)few.Length * many.Length);
    }

    private static int Shared(ulong[] one, ulong[] other)
    {
        int shared = 0;
        for (int word = 0; word < one.Length; word++) shared += BitOperations.PopCount(one[word] & other[word]);
        return shared;
    }

    private static int Shared(int[] few, ulong[] bits)
    {
        int shared = 0;
        foreach (int member in few) shared += (int)(bits[member >> 6] >> (member & 63) & 1);
        return shared;
    }

    private static int Shared(int[] few, ReadOnlySpan<int> many)
    {
        int shared = 0;
        foreach (int member in few)
        {
            int place = many.BinarySearch(member);
            if (place >= 0) shared++;
            many = many[(place >= 0 ? place + 1 : ~place)..];
        }
        return shared;
    }

    private static ulong[] BitsOf(int[] set, int members)
    {
        ulong[] bits = new ulong[(members + 63) / 64];
        foreach (int member in set) bits[member >> 6] |= 1UL << (member & 63);
        return bits;
    }

    private static ItemSets OfPeople(InteractionLog train)
    {
        SparseMatrix itemsByPeople = SparseMatrix.PeopleByItems(train).Transpose();
        return new ItemSets("the people who chose them in training", [.. Enumerable.Range(0, itemsByPeople.Rows).Select(item => itemsByPeople.Indices(item).ToArray())], train.Users.Count);
    }

    /// <summary>A cell's categories are parted by | or , or ; and, where it has none of these, by spaces.</summary>
    private static ItemSets OfCategories(string column, IReadOnlyList<string?> cells)
    {
        var words = new Vocabulary();
        int[][] sets = [.. cells.Select(cell => Words(cell ?? "").Select(word => words.Add(word.ToLower(CultureInfo.InvariantCulture))).Distinct().Order().ToArray())];
        return new ItemSets($"the words of column '{column}'", sets, words.Count);
    }

    private static string[] Words(string cell) =>
        cell.Split(cell.AsSpan().ContainsAny("|,;") ? ['|', ',', ';'] : [' ', '\t'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
}
