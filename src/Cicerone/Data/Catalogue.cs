using System.Security.Cryptography;
using System.Text;

namespace Cicerone.Data;

/// <summary>
/// The items that may be recommended, apart from any model's weights: what they are called, how often each was met in
/// training, and which of them are candidates now. Items are indices of one vocabulary.
/// </summary>
public sealed class Catalogue
{
    private readonly ulong[] _tieHashes;
    private readonly int[] _trainingCounts;
    private readonly int[]? _candidates;

    /// <summary>A catalogue whose every item is a candidate.</summary>
    /// <param name="items">The items and their columns.</param>
    /// <param name="trainingCounts">Training events of each item, in the order of the vocabulary.</param>
    public Catalogue(ItemTable items, int[] trainingCounts)
        : this(items, trainingCounts, [.. items.Items.Ids.Select(id => RandomSource.Hash(id))], candidates: null) { }

    private Catalogue(ItemTable items, int[] trainingCounts, ulong[] tieHashes, int[]? candidates)
    {
        if (trainingCounts.Length != items.Items.Count)
            throw new ArgumentException($"There are {trainingCounts.Length} counts for {items.Items.Count} items.", nameof(trainingCounts));
        (Items, _trainingCounts, _tieHashes, _candidates) = (items, trainingCounts, tieHashes, candidates);
    }

    /// <summary>The catalogue of a log, with its counts.</summary>
    public static Catalogue Of(InteractionLog training, ItemTable items)
    {
        ArgumentNullException.ThrowIfNull(training);
        ArgumentNullException.ThrowIfNull(items);
        int[] counts = new int[items.Items.Count];
        training.CountItems(counts);
        return new Catalogue(items, counts);
    }

    /// <summary>The items and their columns.</summary>
    public ItemTable Items { get; }

    /// <summary>External ids of the items.</summary>
    public Vocabulary Ids => Items.Items;

    /// <summary>How many items the vocabulary has, candidates or not: the width of a row of scores.</summary>
    public int Count => _trainingCounts.Length;

    /// <summary>How many items may be recommended.</summary>
    public int CandidateCount => _candidates?.Length ?? Count;

    /// <summary>Training events of each item.</summary>
    public ReadOnlySpan<int> TrainingCounts => _trainingCounts;

    /// <summary>The candidates in ascending order; empty when every item is one.</summary>
    public ReadOnlySpan<int> Candidates => _candidates;

    /// <summary>Whether only some items are candidates.</summary>
    public bool IsRestricted => _candidates is not null;

    /// <summary>Whether an item may be recommended; one that the catalogue lacks may not.</summary>
    public bool IsCandidate(int item) => _candidates is null ? item < Count : Array.BinarySearch(_candidates, item) >= 0;

    /// <summary>What to call an item before a person.</summary>
    public string Title(int item) => Items.Title(item);

    /// <summary>SHA-256 over the external ids of the candidates, in the order of the vocabulary, in lower-case hexadecimal: which pool is ranked.</summary>
    public string CandidatesSha256()
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        for (int place = 0; place < CandidateCount; place++) hash.AppendData(Encoding.UTF8.GetBytes(Ids[_candidates is null ? place : _candidates[place]] + "\n"));
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    /// <summary>The same catalogue with fewer candidates.</summary>
    /// <param name="candidates">Item indices, in any order; repetitions count once.</param>
    public Catalogue Restrict(IEnumerable<int> candidates)
    {
        int[] kept = [.. candidates];
        for (int i = 1; i < kept.Length; i++)
        {
            if (kept[i] > kept[i - 1]) continue; // in order already, as a rule
            kept = [.. kept.Distinct().Order()];
            break;
        }
        if (kept.Length > 0 && (kept[0] < 0 || kept[^1] >= Count))
            throw new ArgumentOutOfRangeException(nameof(candidates), $"A candidate is outside 0 to {Count - 1}.");
        return new Catalogue(Items, _trainingCounts, _tieHashes, kept);
    }

    /// <summary>The same catalogue with more items, without a training event; every one is a candidate.</summary>
    /// <exception cref="CiceroneException">An id is empty or taken, or a column is unknown.</exception>
    public Catalogue With(IReadOnlyList<NewItem> items)
    {
        ArgumentNullException.ThrowIfNull(items);
        var more = new Catalogue(Items.With(items), [.. _trainingCounts, .. new int[items.Count]]);
        return IsRestricted ? more.Restrict([.. _candidates!, .. Enumerable.Range(Count, items.Count)]) : more;
    }

    /// <summary>
    /// Where an item stands among equals: of two items with one score, the lower value comes first. It is a hash of the
    /// item's external id drawn anew for each query, so that a tie carries no information about the answer.
    /// </summary>
    public ulong TieOrder(int item, ulong queryKey) => RandomSource.Mix(_tieHashes[item] ^ queryKey);
}
