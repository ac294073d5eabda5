namespace Cicerone.Neural.Catchments;

/// <summary>What a calibration found.</summary>
/// <param name="Parameters">The parameters whose loss on the days to choose by was least.</param>
/// <param name="Chosen">That loss.</param>
/// <param name="Learned">Their loss on the days that were learned from.</param>
/// <param name="Steps">How many simulations were made.</param>
public sealed record Calibration(double[] Parameters, double Chosen, double Learned, int Steps)
{
    private const double FirstDecay = 0.9, SecondDecay = 0.999, LargestGradient = 1, Nought = 1e-8;

    /// <summary>Goes down the gradient with Adam (Kingma and Ba, ICLR 2015), the rate halved after half of the steps and gradients longer than 1 shortened to it.</summary>
    /// <param name="catchment">The model.</param>
    /// <param name="record">Weather and flow.</param>
    /// <param name="loss">Name of a loss; the same one chooses.</param>
    /// <param name="steps">How many steps.</param>
    /// <param name="rate">The first learning rate.</param>
    /// <param name="random">Decides where it begins.</param>
    /// <param name="cancellation">Stops it.</param>
    public static Calibration ByGradient(IDifferentiableCatchment catchment, CatchmentRecord record, string loss, int steps, double rate, RandomSource random, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(catchment);
        var trial = new Trial(catchment, record, loss);
        double[] at = catchment.Start(random), gradient = new double[at.Length], first = new double[at.Length], second = new double[at.Length];
        var best = new Calibration(at, double.PositiveInfinity, double.PositiveInfinity, 0);
        for (int step = 1; step <= steps; step++)
        {
            cancellation.ThrowIfCancellationRequested();
            (double learned, double chosen) = trial.Of(at);
            if (chosen < best.Chosen) best = new Calibration([.. at], chosen, learned, step);
            catchment.Differentiate(trial.Forcing, at, trial.ByFlow, gradient);
            double length = Math.Sqrt(gradient.Sum(slope => slope * slope)), shorten = Math.Min(1, LargestGradient / Math.Max(length, Nought));
            if (!double.IsFinite(length)) break; // nothing is better farther on: the best so far stands
            double now = step > steps / 2 ? rate / 2 : rate;
            for (int i = 0; i < at.Length; i++)
            {
                double slope = gradient[i] * shorten;
                first[i] = FirstDecay * first[i] + (1 - FirstDecay) * slope;
                second[i] = SecondDecay * second[i] + (1 - SecondDecay) * slope * slope;
                at[i] -= now * first[i] / (1 - Math.Pow(FirstDecay, step)) / (Math.Sqrt(second[i] / (1 - Math.Pow(SecondDecay, step))) + Nought);
            }
        }
        return Told(best, steps);
    }

    /// <summary>Differential evolution, rand/1/bin (Storn and Price, Journal of Global Optimization 11, 1997): for models without a derivative.</summary>
    /// <param name="catchment">The model.</param>
    /// <param name="record">Weather and flow.</param>
    /// <param name="loss">Name of a loss; the same one chooses.</param>
    /// <param name="generations">How many generations.</param>
    /// <param name="population">How many candidates there are, at least 4.</param>
    /// <param name="random">Decides everything that is left to chance.</param>
    /// <param name="cancellation">Stops it.</param>
    public static Calibration ByEvolution(ICatchment catchment, CatchmentRecord record, string loss, int generations, int population, RandomSource random, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(catchment);
        ArgumentNullException.ThrowIfNull(random);
        if (population < 4) throw new CiceroneException($"The population is {population}, but a difference of two added to a third needs at least 4.");
        const double Crossing = 0.9;
        var trial = new Trial(catchment, record, loss);
        double[][] alive = [.. Enumerable.Range(0, population).Select(_ => catchment.Start(random))];
        double[] losses = new double[population];
        var best = new Calibration(alive[0], double.PositiveInfinity, double.PositiveInfinity, 0);
        void Weigh(double[] candidate, int place, bool first)
        {
            (double learned, double chosen) = trial.Of(candidate);
            if (chosen < best.Chosen) best = new Calibration([.. candidate], chosen, learned, 0);
            if (first || learned <= losses[place]) (alive[place], losses[place]) = (candidate, double.IsNaN(learned) ? double.PositiveInfinity : learned);
        }
        for (int place = 0; place < population; place++) Weigh(alive[place], place, first: true);
        for (int generation = 0; generation < generations; generation++)
        {
            cancellation.ThrowIfCancellationRequested();
            for (int place = 0; place < population; place++)
            {
                int[] others = [.. Others(random, population, place)];
                double scale = 0.5 + 0.5 * random.NextDouble();
                int sure = random.NextInt(alive[place].Length);
                Weigh([.. alive[place].Select((value, i) => i == sure || random.NextDouble() < Crossing ? alive[others[0]][i] + scale * (alive[others[1]][i] - alive[others[2]][i]) : value)], place, first: false);
            }
        }
        return Told(best, (generations + 1) * population);
    }

    private static Calibration Told(Calibration best, int steps) => double.IsFinite(best.Chosen) ? best with { Steps = steps }
        : throw new CiceroneException("No parameters that were tried give a finite loss; check the units of the record, or take another seed.");

    private static List<int> Others(RandomSource random, int population, int place)
    {
        var others = new List<int>(3);
        while (others.Count < 3)
            if (random.NextInt(population) is var other && other != place && !others.Contains(other)) others.Add(other);
        return others;
    }

    /// <summary>Simulates up to the last day that is chosen by, and tells both losses; the test is never seen.</summary>
    private sealed class Trial
    {
        private readonly ICatchment _catchment;
        private readonly SeriesLoss _learn, _choose;
        private readonly double[] _flow, _unused;
        private readonly int _from, _to;

        public Trial(ICatchment catchment, CatchmentRecord record, string loss)
        {
            _catchment = catchment;
            (_from, _to) = (record.SpinUpDays, record.SpinUpDays + record.LearnTo);
            Forcing = new Forcing([.. record.Forcing.Rain.Take(record.ChooseTo)], [.. record.Forcing.Evaporation.Take(record.ChooseTo)], [.. record.Forcing.Temperature.Take(record.ChooseTo)]).WithSpinUp(CatchmentRecord.SpinUpYears);
            _learn = SeriesLosses.Named(loss, record.Observed[..record.LearnTo]);
            _choose = SeriesLosses.Named(loss, record.Observed[record.LearnTo..record.ChooseTo]);
            (_flow, ByFlow, _unused) = (new double[Forcing.Days], new double[Forcing.Days], new double[record.ChooseTo - record.LearnTo]);
        }

        public Forcing Forcing { get; }

        public double[] ByFlow { get; }

        public (double Learned, double Chosen) Of(double[] parameters)
        {
            _catchment.Simulate(Forcing, parameters, _flow);
            return (_learn.Of(_flow.AsSpan(_from, _to - _from), ByFlow.AsSpan(_from, _to - _from)), _choose.Of(_flow.AsSpan(_to), _unused));
        }
    }
}
