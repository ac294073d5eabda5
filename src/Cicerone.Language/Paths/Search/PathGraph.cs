using System.Numerics.Tensors;
using Cicerone.Data;
using Cicerone.Kernels;
using Cicerone.Models;

namespace Cicerone.Language.Paths.Search;

/// <summary>People and items, who chose what, which items are alike, and a vector of each: what paths are searched in.</summary>
internal sealed class PathGraph
{
    private const string Offsets = "chosen.offsets", Items = "chosen.items", Vectors = "people";
    private readonly float[] _items, _people; // of length 1

    /// <param name="chosen">Who chose what, shape [people, items]; values are not read.</param>
    /// <param name="items">Vectors of the items, shape [items, width].</param>
    /// <param name="people">Vectors of the people in the same space, shape [people, width].</param>
    /// <param name="width">Length of a vector.</param>
    /// <param name="alike">How many items each is joined to because they are alike.</param>
    /// <param name="parallel">Threads; they change no bit.</param>
    public PathGraph(SparseMatrix chosen, ReadOnlySpan<float> items, ReadOnlySpan<float> people, int width, int alike, ParallelOptions parallel)
    {
        (Width, Chosen, Choosers) = (width, chosen, chosen.Transpose());
        (_items, _people) = (NearestNeighbours.UnitRows(items, width), NearestNeighbours.UnitRows(people, width));
        Alike = [.. NearestNeighbours.Of(items, width, alike, _ => true, parallel).Select(row => row.Select(one => one.Row).Order().ToArray())];
    }

    public int Width { get; }

    /// <summary>What each person chose, ascending.</summary>
    public SparseMatrix Chosen { get; }

    /// <summary>Who chose each item, ascending.</summary>
    public SparseMatrix Choosers { get; }

    /// <summary>The items that are likest to each, ascending.</summary>
    public IReadOnlyList<int[]> Alike { get; }

    /// <summary>The vector of an item, of length 1.</summary>
    public ReadOnlySpan<float> Item(int item) => _items.AsSpan(item * Width, Width);

    /// <summary>The vector of a person, of length 1.</summary>
    public ReadOnlySpan<float> Person(int person) => _people.AsSpan(person * Width, Width);

    /// <summary>Whether one of two items is among the likest of the other.</summary>
    public bool AreAlike(int one, int other) => Array.BinarySearch(Alike[one], other) >= 0 || Array.BinarySearch(Alike[other], one) >= 0;

    /// <summary>The cosine of two items.</summary>
    public float Cosine(int one, int other) => TensorPrimitives.Dot(Item(one), Item(other));

    /// <summary>Who chose both of two items, ascending.</summary>
    /// <param name="one">The one.</param>
    /// <param name="other">The other.</param>
    /// <param name="without">Somebody who does not count; null for nobody.</param>
    public List<int> Both(int one, int other, int? without)
    {
        ReadOnlySpan<int> first = Choosers.Indices(one), second = Choosers.Indices(other);
        var both = new List<int>();
        for (int i = 0, j = 0; i < first.Length && j < second.Length;)
        {
            if (first[i] < second[j]) i++;
            else if (first[i] > second[j]) j++;
            else
            {
                if (first[i] != without) both.Add(first[i]);
                (i, j) = (i + 1, j + 1);
            }
        }
        return both;
    }

    /// <summary>What a model folder must keep to make it again, but for the vectors of items.</summary>
    public IEnumerable<(string Name, StoredTensor Tensor)> ToTensors()
    {
        int[] offsets = new int[Chosen.Rows + 1];
        for (int person = 0; person < Chosen.Rows; person++) offsets[person + 1] = offsets[person] + Chosen.Indices(person).Length;
        int[] items = [.. Enumerable.Range(0, Chosen.Rows).SelectMany(person => Chosen.Indices(person).ToArray())];
        return [(Offsets, StoredTensor.Of(offsets, offsets.Length)), (Items, StoredTensor.Of(items, items.Length)), (Vectors, StoredTensor.Of(_people, Chosen.Rows, Width))];
    }

    /// <summary>Reads it back.</summary>
    /// <exception cref="CiceroneException">A tensor is missing, or its numbers are none of such a graph.</exception>
    public static PathGraph Of(TensorFile file, ItemVectors items, int alike)
    {
        int[] offsets = file[Offsets].AsInt32(), chosen = file[Items].AsInt32();
        int people = offsets.Length - 1;
        bool whole = people >= 0 && offsets[0] == 0 && offsets[^1] == chosen.Length && !offsets.Zip(offsets.Skip(1)).Any(pair => pair.First > pair.Second) && chosen.All(item => item >= 0 && item < items.Count);
        if (!whole) throw new CiceroneException($"{file.Path} is damaged: who chose what does not fit the items. Fit the model again.");
        var rows = Enumerable.Range(0, people).Select(person => chosen[offsets[person]..offsets[person + 1]].Select(item => (item, 1f)).ToArray()).ToArray();
        return new PathGraph(SparseMatrix.FromRows(rows, items.Count), items.ToArray(), file[Vectors].AsFloat32(people, items.Width), items.Width, alike, new ParallelOptions());
    }

    /// <summary>The graph of a log.</summary>
    public static PathGraph Of(InteractionLog log, ItemVectors items, ReadOnlySpan<float> people, int alike, ParallelOptions parallel) =>
        new(SparseMatrix.PeopleByItems(log), items.ToArray(), people, items.Width, alike, parallel);
}
