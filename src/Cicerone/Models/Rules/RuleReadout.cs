using Cicerone.Kernels;

namespace Cicerone.Models.Rules;

/// <summary>
/// The weights of rules in closed form: they minimise Σᵤ cᵤ ‖xᵤ − hᵤ W‖² + Σⱼ λⱼ ‖wⱼ‖², where h tells which features (rules,
/// and items by themselves) a person satisfies, and where no feature may speak of an item that occurs in it. With items as the
/// only features and all cᵤ = 1 this is EASE, whose zero diagonal is the same constraint: what a person chose is predicted from the rest.
/// </summary>
internal sealed class RuleReadout
{
    private readonly SparseMatrix _people;
    private readonly ParallelOptions _parallel;
    private readonly double[] _importance;

    /// <param name="people">Who chose what: binary.</param>
    /// <param name="exponent">A person of n events counts (n / mean)^−exponent.</param>
    /// <param name="parallel">How to run parallel loops.</param>
    public RuleReadout(SparseMatrix people, double exponent, ParallelOptions parallel)
    {
        (_people, _parallel) = (people, parallel);
        double mean = Math.Max(1, Enumerable.Range(0, people.Rows).Average(person => (double)people.Indices(person).Length));
        _importance = [.. Enumerable.Range(0, people.Rows).Select(person => Math.Pow(Math.Max(1, people.Indices(person).Length) / mean, -exponent))];
    }

    /// <summary>Solves for the weights.</summary>
    /// <param name="satisfied">For each feature, who satisfies it.</param>
    /// <param name="own">For each feature, the items that occur in it.</param>
    /// <param name="penalties">λⱼ of each feature, above 0.</param>
    /// <returns>Shape [features, items].</returns>
    public PanelMatrix Solve(BitMatrix satisfied, IReadOnlyList<int[]> own, double[] penalties)
    {
        int features = satisfied.Rows;
        SparseMatrix featuresOfPeople = FeaturesOfPeople(satisfied), peopleOfFeatures = featuresOfPeople.Transpose();
        SquareMatrix inverse = Gram(featuresOfPeople, peopleOfFeatures);
        for (int feature = 0; feature < features; feature++) inverse[feature, feature] += penalties[feature];
        Cholesky.InvertInPlace(inverse, VectorKernels.Chosen, _parallel);
        PanelMatrix left = new(features, features), weights = new(features, _people.Columns);
        for (int row = 0; row < features; row++)
            for (int column = 0; column < features; column++) left[row, column] = (float)inverse[row, column];
        left.Multiply(Together(peopleOfFeatures), weights, VectorKernels.Chosen, _parallel);
        Exclude(own, inverse, weights);
        return weights;
    }

    /// <summary>What weights leave unexplained.</summary>
    /// <param name="satisfied">For each feature, who satisfies it.</param>
    /// <param name="weights">Shape [features, items].</param>
    public Residual Left(BitMatrix satisfied, PanelMatrix weights)
    {
        var scores = new PanelMatrix(_people.Rows, _people.Columns);
        FeaturesOfPeople(satisfied).Multiply(weights, scores, VectorKernels.Chosen, _parallel);
        return new Residual(_people, scores, _importance);
    }

    private static SparseMatrix FeaturesOfPeople(BitMatrix satisfied)
    {
        var rows = new List<(int, float)>[satisfied.Columns];
        for (int person = 0; person < rows.Length; person++) rows[person] = [];
        for (int feature = 0; feature < satisfied.Rows; feature++)
            for (int person = 0; person < rows.Length; person++)
                if (BitMatrix.Contains(satisfied.Row(feature), person)) rows[person].Add((feature, 1));
        return SparseMatrix.FromRows([.. rows.Select(row => row.ToArray())], satisfied.Rows);
    }

    /// <summary>Hᵀ C H.</summary>
    private SquareMatrix Gram(SparseMatrix featuresOfPeople, SparseMatrix peopleOfFeatures)
    {
        var gram = new SquareMatrix(featuresOfPeople.Columns);
        Parallel.For(0, gram.Size, _parallel, feature =>
        {
            Span<double> sums = gram.Row(feature, 0, gram.Size);
            foreach (int person in peopleOfFeatures.Indices(feature))
                foreach (int other in featuresOfPeople.Indices(person)) sums[other] += _importance[person];
        });
        return gram;
    }

    /// <summary>Hᵀ C X.</summary>
    private PanelMatrix Together(SparseMatrix peopleOfFeatures)
    {
        var sums = new PanelMatrix(peopleOfFeatures.Rows, _people.Columns);
        Parallel.For(0, sums.Rows, _parallel, () => new float[_people.Columns], (feature, _, row) =>
        {
            Array.Clear(row);
            foreach (int person in peopleOfFeatures.Indices(feature)) _people.AddRowTo(person, row, (float)_importance[person]);
            sums.SetRow(feature, row);
            return row;
        }, _ => { });
        return sums;
    }

    /// <summary>
    /// Forces the weights of features on their own items to 0, at the least cost: for an item with the features S,
    /// w ← w − P[:, S] (P[S, S])⁻¹ w[S], where P is the inverse.
    /// </summary>
    private void Exclude(IReadOnlyList<int[]> own, SquareMatrix inverse, PanelMatrix weights)
    {
        var featuresOf = new List<int>[_people.Columns];
        for (int item = 0; item < featuresOf.Length; item++) featuresOf[item] = [];
        for (int feature = 0; feature < own.Count; feature++)
            foreach (int item in own[feature]) featuresOf[item].Add(feature);
        Parallel.For(0, featuresOf.Length, _parallel, item =>
        {
            int[] features = [.. featuresOf[item]];
            if (features.Length == 0) return;
            double[] multipliers = SolveSmall(inverse, features, [.. features.Select(feature => (double)weights[feature, item])]);
            for (int row = 0; row < weights.Rows; row++)
            {
                double sum = 0;
                for (int i = 0; i < features.Length; i++) sum += inverse[row, features[i]] * multipliers[i];
                weights[row, item] -= (float)sum;
            }
            foreach (int feature in features) weights[feature, item] = 0;
        });
    }

    /// <summary>Solves P[S, S] x = y, positive definite, by its Cholesky factor.</summary>
    private static double[] SolveSmall(SquareMatrix inverse, int[] features, double[] y)
    {
        int n = features.Length;
        double[] factor = new double[n * n];
        for (int i = 0; i < n; i++)
        {
            for (int j = 0; j <= i; j++)
            {
                double sum = inverse[features[i], features[j]];
                for (int k = 0; k < j; k++) sum -= factor[i * n + k] * factor[j * n + k];
                factor[i * n + j] = i == j ? Math.Sqrt(sum) : sum / factor[j * n + j];
            }
            for (int k = 0; k < i; k++) y[i] -= factor[i * n + k] * y[k];
            y[i] /= factor[i * n + i];
        }
        for (int i = n - 1; i >= 0; i--)
        {
            for (int k = i + 1; k < n; k++) y[i] -= factor[k * n + i] * y[k];
            y[i] /= factor[i * n + i];
        }
        return y;
    }
}
