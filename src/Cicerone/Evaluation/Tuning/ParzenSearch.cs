namespace Cicerone.Evaluation.Tuning;

/// <summary>
/// Tries places that are likelier among the good trials than among the others: the tree-structured Parzen estimator
/// (Bergstra et al., NIPS 2011, section 4), each option by itself. It learns from every trial, whatever the budget, where
/// successive halving would need algorithms whose fits can be cut short; the libraries that have it are of other languages.
/// </summary>
public sealed class ParzenSearch : ISearchMethod
{
    private const int FirstByChance = 8, Candidates = 32;
    private const double GoodShare = 0.25;
    private readonly RandomSearch _byChance = new();

    /// <inheritdoc/>
    public string Name => "parzen";

    /// <inheritdoc/>
    public double[] Propose(SearchSpace space, IReadOnlyList<Trial> done, RandomSource random)
    {
        ArgumentNullException.ThrowIfNull(space);
        ArgumentNullException.ThrowIfNull(done);
        ArgumentNullException.ThrowIfNull(random);
        if (done.Count < FirstByChance) return _byChance.Propose(space, done, random);
        Trial[] ranked = [.. done.OrderByDescending(trial => trial.Figure ?? double.NegativeInfinity)];
        int good = (int)Math.Ceiling(GoodShare * ranked.Length);
        (Density Good, Density Other)[] densities = [.. space.Dimensions.Select(dimension => (new Density(dimension, ranked[..good]), new Density(dimension, ranked[good..])))];
        double[] best = [];
        double bestGain = double.NegativeInfinity;
        for (int i = 0; i < Candidates; i++)
        {
            double[] places = [.. densities.Select(density => density.Good.Draw(random))];
            double gain = places.Select((place, dimension) => Math.Log(densities[dimension].Good.At(place)) - Math.Log(densities[dimension].Other.At(place))).Sum();
            if (gain > bestGain) (best, bestGain) = (places, gain);
        }
        return best;
    }

    /// <summary>
    /// How often places are met in some trials: for numbers, a bell about each, as wide as the way to its farther neighbour, and an even
    /// chance as one more; for words, their counts and one more of each.
    /// </summary>
    private sealed class Density
    {
        private readonly double[] _centres, _widths, _chances;

        public Density(SearchDimension dimension, Trial[] trials)
        {
            _centres = [.. trials.Select(trial => dimension.PlaceOf(trial.Settings[dimension.Name])).Order()];
            _chances = [.. dimension.Words.Select((_, word) => (1.0 + _centres.Count(place => (int)(place * dimension.Words.Count) == word)) / (_centres.Length + dimension.Words.Count))];
            _widths = [.. _centres.Select((centre, i) => Math.Clamp(Math.Max(centre - (i > 0 ? _centres[i - 1] : 0), (i + 1 < _centres.Length ? _centres[i + 1] : 1) - centre), 1.0 / (1 + _centres.Length) / 2, 1))];
        }

        public double At(double place)
        {
            if (_chances.Length > 0) return _chances[Math.Min((int)(place * _chances.Length), _chances.Length - 1)];
            double sum = 1;
            for (int i = 0; i < _centres.Length; i++)
            {
                double away = (place - _centres[i]) / _widths[i];
                sum += Math.Exp(-away * away / 2) / (_widths[i] * Math.Sqrt(2 * Math.PI));
            }
            return sum / (_centres.Length + 1);
        }

        public double Draw(RandomSource random)
        {
            if (_chances.Length > 0) return DrawWord(random);
            int which = random.NextInt(_centres.Length + 1);
            if (which == _centres.Length) return random.NextDouble();
            double place;
            do place = _centres[which] + _widths[which] * random.NextNormal();
            while (place is < 0 or > 1);
            return place;
        }

        private double DrawWord(RandomSource random)
        {
            double left = random.NextDouble();
            int word = 0;
            while (word < _chances.Length - 1 && left >= _chances[word]) left -= _chances[word++];
            return (word + 0.5) / _chances.Length;
        }
    }
}
