namespace Cicerone.Evaluation;

/// <summary>Means of figures, added up person by person: in the order of people, so that the bits do not depend on threads. A person may lack a figure, which is not a number then.</summary>
internal sealed class FigureSums(IReadOnlyList<string> keys)
{
    private readonly double[] _sums = new double[keys.Count];
    private readonly long[] _counts = new long[keys.Count];

    /// <summary>How many people there were.</summary>
    public long People { get; private set; }

    /// <summary>Means over the people who have the figure, by key; not a number where nobody has.</summary>
    public IReadOnlyDictionary<string, double> Means => keys.Select((key, place) => (key, Mean: _counts[place] == 0 ? double.NaN : _sums[place] / _counts[place])).ToDictionary(pair => pair.key, pair => pair.Mean);

    /// <summary>How many people have a figure, by key.</summary>
    public IReadOnlyDictionary<string, long> Counts => keys.Zip(_counts).ToDictionary(pair => pair.First, pair => pair.Second);

    /// <summary>Adds the figures of a person, in the order of the keys.</summary>
    public void Add(ReadOnlySpan<double> figures)
    {
        People++;
        for (int place = 0; place < figures.Length; place++)
        {
            if (double.IsNaN(figures[place])) continue;
            _sums[place] += figures[place];
            _counts[place]++;
        }
    }
}
