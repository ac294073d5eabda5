using System.Numerics.Tensors;
using Cicerone.Data;
using Cicerone.Kernels;
using Cicerone.Language.Questions;
using Cicerone.Models;

namespace Cicerone.Benchmarks.Studies;

/// <summary>
/// People in groups of equal size and similar taste, each with a model of its own, whose answers count by how near a history is to the group: after RecEraser (Chen et
/// al., WWW 2022), whose attention is learned, where here one number decides how much nearness counts.
/// </summary>
internal sealed class CureShards
{
    private const int Rounds = 10;
    private readonly Ease _taste;
    private readonly Catalogue _catalogue;
    private readonly float[][] _centres;

    /// <param name="log">Events of the people.</param>
    /// <param name="catalogue">The items.</param>
    /// <param name="people">The people.</param>
    /// <param name="count">How many groups.</param>
    /// <param name="seed">Draws the first centres.</param>
    public CureShards(InteractionLog log, Catalogue catalogue, int[] people, int count, ulong seed)
    {
        (_catalogue, _taste) = (catalogue, Ease.Fit(new TrainingData(log, catalogue.Items), new EaseOptions(), new FitContext { Seed = seed, Threads = 1 }));
        var histories = Histories.Of(log);
        float[][] tastes = [.. people.Select(person => TasteOf(histories[person]))];
        int[] order = [.. Enumerable.Range(0, people.Length)];
        RandomSource.For(seed, 5).Shuffle(order.AsSpan());
        _centres = [.. order.Take(count).Select(person => tastes[person])];
        for (int round = 0; round < Rounds; round++)
        {
            int[] shards = Assigned(tastes);
            for (int shard = 0; shard < count; shard++)
            {
                float[] sum = new float[catalogue.Count];
                for (int person = 0; person < people.Length; person++)
                    if (shards[person] == shard) TensorPrimitives.Add(sum, tastes[person], sum);
                _centres[shard] = NearestNeighbours.UnitRows(sum, sum.Length);
            }
        }
        Of = people.Zip(Assigned(tastes)).ToDictionary(pair => pair.First, pair => pair.Second);
    }

    /// <summary>The group of each person.</summary>
    public IReadOnlyDictionary<int, int> Of { get; }

    /// <summary>The cosine of a question's history and each group.</summary>
    public double[] Nearness(Question question)
    {
        float[] taste = TasteOf(question.History);
        return [.. _centres.Select(centre => (double)TensorPrimitives.Dot<float>(centre, taste))];
    }

    /// <summary>How much each group's answer counts: e to the power of its nearness, of all.</summary>
    /// <param name="nearness">Its nearness.</param>
    /// <param name="sharpness">How much nearness counts; 0 takes all alike.</param>
    public static double[] Weights(double[] nearness, double sharpness)
    {
        double[] powers = [.. nearness.Select(cosine => Math.Exp(sharpness * cosine))];
        double all = powers.Sum();
        return [.. powers.Select(power => power / all)];
    }

    /// <summary>The nearest pairs of people and centres first, each centre until its group is full.</summary>
    private int[] Assigned(float[][] tastes)
    {
        int most = (tastes.Length + _centres.Length - 1) / _centres.Length;
        int[] shards = new int[tastes.Length], sizes = new int[_centres.Length];
        Array.Fill(shards, -1);
        foreach ((int person, int shard) in tastes.Index().SelectMany(person => _centres.Index().Select(centre => (Person: person.Index, Shard: centre.Index, Near: TensorPrimitives.Dot<float>(person.Item, centre.Item))))
            .OrderByDescending(pair => pair.Near).Select(pair => (pair.Person, pair.Shard)))
        {
            if (shards[person] >= 0 || sizes[shard] == most) continue;
            (shards[person], sizes[shard]) = (shard, sizes[shard] + 1);
        }
        return shards;
    }

    private float[] TasteOf(History history)
    {
        float[] scores = new float[_catalogue.Count];
        _taste.Score([Query.OfStranger(_catalogue.Items.Items, history, seed: 0)], _catalogue, scores);
        return NearestNeighbours.UnitRows(scores, scores.Length);
    }
}
