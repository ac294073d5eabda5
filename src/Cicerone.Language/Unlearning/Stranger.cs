using Cicerone.Data;
using Cicerone.Kernels;
using Cicerone.Language.Questions;
using Cicerone.Models;

namespace Cicerone.Language.Unlearning;

/// <summary>
/// What a language model would answer had it never met some people, foretold by a stand-in that did not: a closed-form model of what is left. The margins of the
/// language model on answers it never learned are told, by least squares, from the stand-in's scores and the popularity of the items; the same line
/// gives margins for what is to be forgotten. (Ours; the paper does not say what a model should answer instead.)
/// </summary>
internal sealed class Stranger
{
    private const int MostItemsSolved = 1_000; // EASE foretells better where items are few; beyond, similar items do as well, in a fraction of the time
    private const double Regularisation = 50, Ridge = 1e-6;
    private readonly IScores _standIn;
    private readonly Catalogue _catalogue;
    private readonly double[] _popularity, _line;

    /// <param name="left">What is left to learn from, over the items of the catalogue.</param>
    /// <param name="catalogue">The items.</param>
    /// <param name="unseen">Questions whose answers were never learned.</param>
    /// <param name="margins">The language model's margins of yes over no on them.</param>
    /// <param name="context">Of the stand-in's fit.</param>
    public Stranger(InteractionLog left, Catalogue catalogue, IReadOnlyList<Question> unseen, IReadOnlyList<float> margins, FitContext context)
    {
        _catalogue = catalogue;
        var data = new TrainingData(left, catalogue.Items);
        _standIn = catalogue.Count <= MostItemsSolved ? Ease.Fit(data, new EaseOptions { Regularisation = Regularisation }, context) : ItemKnn.Fit(data, new ItemKnnOptions(), context);
        _popularity = new double[catalogue.Count];
        foreach (int item in left.Item) _popularity[item]++;
        for (int item = 0; item < _popularity.Length; item++) _popularity[item] = Math.Log(1 + _popularity[item]);
        _line = Line([.. unseen.Select(Told)], margins, context);
    }

    /// <summary>The margins of yes over no that are foretold.</summary>
    public double[] Margins(IEnumerable<Question> questions) => [.. questions.Select(question => Told(question).Zip(_line, (told, weight) => told * weight).Sum())];

    /// <summary>What a margin is told from: a constant, the stand-in's score, and how popular the item is.</summary>
    private double[] Told(Question question) =>
        [1, _standIn.ScoresOf(Query.OfStranger(_catalogue.Items.Items, question.History, seed: 0), _catalogue, [question.Item])[0], _popularity[question.Item]];

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
        for (int i = 0; i < width; i++) gram[i, i] = (1 + Ridge) * gram[i, i] + double.Epsilon;
        Cholesky.InvertInPlace(gram, VectorKernels.Chosen, context.Parallel);
        return [.. Enumerable.Range(0, width).Select(i => Enumerable.Range(0, width).Sum(j => gram[i, j] * products[j]))];
    }
}
