using System.Globalization;

namespace Cicerone.Benchmarks.Studies;

/// <summary>The gate of a case of <see cref="CureStudy"/>, and the claims that are tested there, each with its mark.</summary>
internal sealed record CureClaims
{
    private const double Near = 0.03, Drift = 0.01;

    /// <summary>The model that learned from all.</summary>
    public required CureFigures Original { get; init; }

    /// <summary>The models that learned without the people; the divergence of each is from the mean of the others.</summary>
    public required IReadOnlyList<CureFigures> Retrains { get; init; }

    /// <summary>How many people are to be forgotten.</summary>
    public required int People { get; init; }

    /// <summary>The model that unlearned by circuits.</summary>
    public required CureFigures Cure { get; init; }

    /// <summary>Controls that might take as many steps and were chosen alike; null for one that is the same.</summary>
    public required IReadOnlyDictionary<string, CureFigures?> Controls { get; init; }

    /// <summary>Share of conflicts under one rule for all weights, when right answers are made unlikely and when it aims at a stranger's, and the most that a projected step led up the loss of keeping.</summary>
    public required (double Conflicts, double ByStranger, double Uphill) Slopes { get; init; }

    /// <summary>Faithfulness of the circuit behind what is forgotten, that of as many parts at random, and the rank correlation of gradients and patches.</summary>
    public required (double Faithful, double AtRandom, double Correlation) Circuit { get; init; }

    /// <summary>AUC on what was forgotten, look by look, as a twentieth of it is learned again: by the model that unlearned and by a retrain.</summary>
    public required (IReadOnlyList<double> Cure, IReadOnlyList<double> Retrain) Relearned { get; init; }

    /// <summary>The model before, and after each of several requests by some of the people; empty where all ask at once.</summary>
    public required IReadOnlyList<CureFigures> OneByOne { get; init; }

    /// <summary>A line a claim.</summary>
    public IEnumerable<string> Lines()
    {
        double forget = Retrains.Average(one => one.Forget), test = Retrains.Average(one => one.Test), membership = Retrains.Average(one => one.Membership), floor = Retrains.Average(one => one.Divergence);
        double gap = Original.Forget - forget, memory = Original.Membership - membership;
        yield return Line("gate", gap >= 0.1 && memory >= 0.05 && Original.Divergence >= 3 * floor, $"the model is {gap:0.000} above retrains in AUC (0.10), {memory:0.000} in membership (0.05), its divergence {Original.Divergence / floor:0.0} times theirs (3)");
        double mark = floor + Math.Max(0, Original.Divergence - floor) / 2;
        yield return Line("C1 forgets", Math.Abs(Cure.Forget - forget) <= Near && Math.Abs(Cure.Membership - membership) <= Near && Cure.Divergence <= mark,
            $"AUC {Cure.Forget - forget:+0.000;-0.000} and membership {Cure.Membership - membership:+0.000;-0.000} from retrains (±0.03), divergence {Cure.Divergence:0.0000} ({mark:0.0000}: half of what the model's is beyond theirs)");
        double slack = Math.Max(0.01, 2 * Deviation(Retrains.Select(one => one.Test)));
        yield return Line("C2 keeps", Cure.Test >= test - slack, $"test AUC {Cure.Test:0.000} against {test:0.000} of retrains less {slack:0.000}; on what is kept {Cure.Retain:0.000} against {Retrains.Average(one => one.Retain):0.000}");
        yield return Line("C3 conflicts", Slopes.Conflicts > 0.5 && Slopes.Uphill <= 1e-6, $"slopes contradict each other in {Slopes.Conflicts:P0} of the steps of one rule for all, in {Slopes.ByStranger:P0} towards a stranger's answers; a projected step leads uphill by {Slopes.Uphill:0.0e0} at most (1e-6)");
        double own = Cure.Gap(forget, test);
        yield return Line("C4 groups matter", Controls.Values.All(control => control is not null && control.Gap(forget, test) > own),
            $"gap to retrains {own:0.000}; {string.Join(", ", Controls.Select(control => control.Value is { } figures ? string.Create(CultureInfo.InvariantCulture, $"{control.Key} {figures.Gap(forget, test):0.000}") : $"{control.Key} the same"))}");
        double seconds = Retrains.Average(one => one.Seconds);
        yield return Line("C5 quicker", Cure.Seconds < seconds / 3, $"{Cure.Seconds:0.0} s of a processor, attribution included, against {seconds:0.0} s: {Cure.Seconds / seconds:0.00} of it (0.33)");
        yield return Line("C6 causal", Circuit is { Faithful: >= 0.8, AtRandom: <= 0.5, Correlation: >= 0.7 }, $"faithful {Circuit.Faithful:0.00} (0.8), as many parts at random {Circuit.AtRandom:0.00} (0.5), rank correlation of gradients and patches {Circuit.Correlation:0.00} (0.7)");
        double apart = Relearned.Cure.Zip(Relearned.Retrain, (cure, retrain) => Math.Abs(cure - Relearned.Cure[0] - (retrain - Relearned.Retrain[0]))).Max();
        double known = Retrains.Average(one => one.Known), room = Math.Max(1.0 / People, 2 * Deviation(Retrains.Select(one => one.Known)));
        yield return Line("person by person", Math.Abs(Cure.Known - known) <= room, $"{Cure.Known:0.00} of the people are told from 99 of 100 never learned from, by retrains {known:0.00} ± {room:0.00}, by the model {Original.Known:0.00}");
        double uneven = Retrains.Average(one => one.Head - one.Tail);
        yield return Line("head and tail", Math.Abs(Cure.Head - Cure.Tail - uneven) <= Near, $"test AUC on much chosen items less that on others {Cure.Head - Cure.Tail:+0.000;-0.000}, of retrains {uneven:+0.000;-0.000} (±0.03)");
        if (OneByOne.Count > 0)
            yield return Line("one by one", OneByOne[0].Test - OneByOne[^1].Test <= Drift, $"test AUC {OneByOne[0].Test:0.000} before, {OneByOne[^1].Test:0.000} after {OneByOne.Count - 1} requests (0.01 less at most), {Cure.Test:0.000} after one for all; membership {OneByOne[^1].Membership:0.000}");
        yield return Line("C7 no mask", apart <= Near, $"learning a twentieth again brings {Rise(Relearned.Cure)}, in a retrain {Rise(Relearned.Retrain)}; at most {apart:0.000} apart (0.03)");
    }

    private static string Rise(IReadOnlyList<double> areas) => string.Create(CultureInfo.InvariantCulture, $"{areas[0]:0.000} to {areas[^1]:0.000}");

    private static double Deviation(IEnumerable<double> values)
    {
        double[] all = [.. values];
        return all.Length < 2 ? 0 : Math.Sqrt(all.Sum(value => (value - all.Average()) * (value - all.Average())) / (all.Length - 1));
    }

    private static string Line(string claim, bool holds, FormattableString told) => $"# {claim}: {(holds ? "holds" : "does not hold")}; {told.ToString(CultureInfo.InvariantCulture)}";
}
