using Cicerone.Kernels;
using Cicerone.Models;
using TorchSharp;
using Tensor = TorchSharp.torch.Tensor;

namespace Cicerone.Neural.Collaborative;

/// <summary>Who chose what, each with an item that the person did not choose: what pairwise ranking learns from. Pairs may weigh more or less.</summary>
internal sealed class Triples
{
    private const int MostTries = 100; // someone may have chosen everything
    private readonly float[]? _weights;

    public Triples(TrainingData data)
    {
        Chosen = SparseMatrix.PeopleByItems(data.Log);
        var pairs = new List<(int Person, int Item)>();
        for (int person = 0; person < Chosen.Rows; person++)
            foreach (int item in Chosen.Indices(person)) pairs.Add((person, item));
        Pairs = [.. pairs];
        if (data.Weights is { } weights) _weights = OfMeanOne(Pairs.Select(pair => weights[data.Log.Users[pair.Person], data.Log.Items[pair.Item]]));
    }

    public int Count => Pairs.Count;

    /// <summary>The binary matrix of who chose what, shape [people, items].</summary>
    public SparseMatrix Chosen { get; }

    /// <summary>Its entries, person by person: the examples.</summary>
    public IReadOnlyList<(int Person, int Item)> Pairs { get; }

    /// <summary>Some examples: people, items they chose, and items drawn evenly from the others.</summary>
    /// <param name="examples">Indices of <see cref="Pairs"/>.</param>
    /// <param name="random">Draws the others.</param>
    /// <param name="spared">For each person one more item that is not drawn, or −1; null spares none.</param>
    public TripleBatch Take(int[] examples, RandomSource random, Func<int, int>? spared = null)
    {
        int[] people = Array.ConvertAll(examples, example => Pairs[example].Person);
        int[] others = Array.ConvertAll(people, person => Other(person, random, spared?.Invoke(person) ?? -1));
        Tensor? weights = _weights is null ? null : torch.tensor(Array.ConvertAll(examples, example => _weights[example]));
        return new TripleBatch(people, Array.ConvertAll(examples, example => Pairs[example].Item), others, weights);
    }

    /// <summary>An item that a person did not choose.</summary>
    public int Other(int person, RandomSource random, int spared = -1)
    {
        int other = random.NextInt(Chosen.Columns);
        for (int tries = 0; tries < MostTries && (other == spared || Chosen.Indices(person).BinarySearch(other) >= 0); tries++) other = random.NextInt(Chosen.Columns);
        return other;
    }

    /// <summary>The numbers divided by their mean, so that a loss keeps its size.</summary>
    public static float[] OfMeanOne(IEnumerable<float> weights)
    {
        float[] all = [.. weights];
        float mean = (float)all.Average(weight => (double)weight);
        return mean == 0 ? throw new CiceroneException("Every training pair has the weight 0, so there is nothing to learn from.") : Array.ConvertAll(all, weight => weight / mean);
    }
}
