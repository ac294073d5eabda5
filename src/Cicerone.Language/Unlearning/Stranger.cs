using Cicerone.Data;
using Cicerone.Kernels;
using Cicerone.Language.Questions;
using Cicerone.Models;

namespace Cicerone.Language.Unlearning;

/// <summary>
/// What a language model would answer had it never met some people, foretold by a stand-in that did not: a closed-form model of what is left. The margins of the
/// language model on answers it never learned are told, by least squares, from the stand-in's scores, the popularity of the items, and how often the item
/// and the person's events were liked, which is nothing where events are not rated; the same line gives margins for what is to be forgotten. (Ours; the paper does not say what a model should answer instead.)
/// </summary>
internal sealed class Stranger
{
    private const int MostItemsSolved = 1_000; // EASE foretells better where items are few; beyond, similar items do as well, in a fraction of the time
    private const double Regularisation = 50, Ridge = 1e-6, Believed = 5; // events' worth of the share of all, for items with few
    private readonly IScores _standIn;
    private readonly Catalogue _catalogue;
    private readonly double[] _popularity, _liked, _line;
    private readonly double _likedFrom;

    /// <param name="left">What is left to learn from, over the items of the catalogue.</param>
    /// <param name="catalogue">The items.</param>
    /// <param name="likedFrom">The smallest rating that counts as a yes.</param>
    /// <param name="unseen">Questions whose answers were never learned.</param>
    /// <param name="margins">The language model's margins of yes over no on them.</param>
    /// <param name="context">Of the stand-in's fit.</param>
    public Stranger(InteractionLog left, Catalogue catalogue, double likedFrom, IReadOnlyList<Question> unseen, IReadOnlyList<float> margins, FitContext context)
    {
        (_catalogue, _likedFrom) = (catalogue, likedFrom);
        var data = new TrainingData(left, catalogue.Items);
        _standIn = catalogue.Count <= MostItemsSolved ? Ease.Fit(data, new EaseOptions { Regularisation = Regularisation }, context) : ItemKnn.Fit(data, new ItemKnnOptions(), context);
        (_popularity, _liked) = (new double[catalogue.Count], new double[catalogue.Count]);
        for (int row = 0; row < left.Count; row++)
        {
            _popularity[left.Item[row]]++;
            if (left.HasValues && left.Value[row] >= likedFrom) _liked[left.Item[row]]++;
        }
        double share = _liked.Sum() / Math.Max(1, left.Count);
        for (int item = 0; item < _popularity.Length; item++) (_popularity[item], _liked[item]) = (Math.Log(1 + _popularity[item]), (_liked[item] + Believed * share) / (_popularity[item] + Believed));
        _line = Line([.. unseen.Select(Told)], margins, context);
    }

    /// <summary>The margins of yes over no that are foretold.</summary>
    public double[] Margins(IEnumerable<Question> questions) => [.. questions.Select(question => Told(question).Zip(_line, (told, weight) => told * weight).Sum())];

    /// <summary>What a margin is told from: a constant, the stand-in's score, how popular the item is, and how often it and the person's events were liked.</summary>
    private double[] Told(Question question)
    {
        double score = _standIn.ScoresOf(Query.OfStranger(_catalogue.Items.Items, question.History, seed: 0), _catalogue, [question.Item])[0];
        int liked = 0;
        foreach (float value in question.History.Values.Span)
            if (value >= _likedFrom) liked++;
        return [1, score, _popularity[question.Item], _liked[question.Item], liked / Math.Max(1.0, question.History.Count)];
    }

    /// <summary>The weights of the line with the least squared error: (XᵀX + r diag(XᵀX))⁻¹ Xᵀy.</summary>
    private static double[] Line(double[][] told, IReadOnlyList<float> margins, FitContext context)
    {
        int width = told[0].Length;
        var gram = new SquareMatrix(width);
        double[] products = new double[width];
        foreach ((int row, double[] numbers) in told.Index())
            for (int i = 0; i < width; i++)
            {
                products[i] += numbers[i] * margins[row];
                for (int j = 0; j < width; j++) gram[i, j] += numbers[i] * numbers[j];
            }
        for (int i = 0; i < width; i++) gram[i, i] = gram[i, i] > 0 ? (1 + Ridge) * gram[i, i] : 1; // what is 0 throughout tells nothing and gets no weight
        Cholesky.InvertInPlace(gram, VectorKernels.Chosen, context.Parallel);
        return [.. Enumerable.Range(0, width).Select(i => Enumerable.Range(0, width).Sum(j => gram[i, j] * products[j]))];
    }
}
