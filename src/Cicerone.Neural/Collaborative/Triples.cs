using Cicerone.Data;
using Cicerone.Kernels;
using TorchSharp;
using Tensor = TorchSharp.torch.Tensor;

namespace Cicerone.Neural.Collaborative;

/// <summary>Who chose what, each with an item that the person did not choose: what pairwise ranking learns from.</summary>
internal sealed class Triples
{
    private const int MostTries = 100; // someone may have chosen everything
    private readonly SparseMatrix _chosen;
    private readonly (int Person, int Item)[] _pairs;

    public Triples(InteractionLog log)
    {
        _chosen = SparseMatrix.PeopleByItems(log);
        var pairs = new List<(int Person, int Item)>();
        for (int person = 0; person < _chosen.Rows; person++)
            foreach (int item in _chosen.Indices(person)) pairs.Add((person, item));
        _pairs = [.. pairs];
    }

    public int Count => _pairs.Length;

    public SparseMatrix Chosen => _chosen;

    /// <summary>Some examples: people, items they chose, and items drawn evenly from the others.</summary>
    public (int[] People, int[] Chosen, int[] Others) Take(int[] examples, RandomSource random)
    {
        int[] people = Array.ConvertAll(examples, example => _pairs[example].Person);
        int[] others = Array.ConvertAll(people, person =>
        {
            int other = random.NextInt(_chosen.Columns);
            for (int tries = 0; tries < MostTries && _chosen.Indices(person).BinarySearch(other) >= 0; tries++) other = random.NextInt(_chosen.Columns);
            return other;
        });
        return (people, Array.ConvertAll(examples, example => _pairs[example].Item), others);
    }

    /// <summary>Bayesian personalised ranking (Rendle et al., UAI 2009): the mean of −log σ(score of the chosen − score of the other).</summary>
    public static Tensor Loss(Tensor people, Tensor chosen, Tensor others) =>
        torch.nn.functional.softplus((people * (others - chosen)).sum(1)).mean();

    /// <summary>Half the mean over examples of the squared lengths of their vectors.</summary>
    public static Tensor Penalty(params ReadOnlySpan<Tensor> vectors)
    {
        Tensor sum = torch.zeros(1);
        foreach (Tensor vector in vectors) sum = sum + vector.square().sum() / (2 * vector.shape[0]);
        return sum.squeeze();
    }
}
