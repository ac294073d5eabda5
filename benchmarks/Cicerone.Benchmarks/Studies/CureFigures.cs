using System.Globalization;

namespace Cicerone.Benchmarks.Studies;

/// <summary>What a model is worth in a case of <see cref="CureStudy"/>.</summary>
/// <param name="Forget">AUC on answers to forget.</param>
/// <param name="Retain">AUC on answers to keep.</param>
/// <param name="Test">AUC on people never learned from.</param>
/// <param name="Head">The same on the fifth of the items that were chosen most.</param>
/// <param name="Tail">And on the others.</param>
/// <param name="Membership">AUC of a threshold on the loss that tells answers to forget from those of people never learned from.</param>
/// <param name="Known">Share of those to forget who are told, by the mean of their answers, from 99 of 100 people never learned from.</param>
/// <param name="Divergence">Jensen–Shannon divergence of its answers to forget from the mean of the retrains.</param>
/// <param name="Steps">Steps of unlearning.</param>
/// <param name="Conflicts">Share of them in which slopes contradicted each other.</param>
/// <param name="Seconds">Seconds of a processor, attribution included.</param>
internal sealed record CureFigures(double Forget, double Retain, double Test, double Head, double Tail, double Membership, double Known, double Divergence, int Steps, double Conflicts, double Seconds)
{
    /// <summary>Names of the columns.</summary>
    public const string Columns = "set\tseed\tmethod\tforget AUC\tretain AUC\ttest AUC\thead AUC\ttail AUC\tmembership\tknown\tJSD\tsteps\tconflicts\tseconds";

    /// <summary>A line of the table.</summary>
    public string Line(string set, ulong seed, string method) => string.Create(CultureInfo.InvariantCulture,
        $"{set}\t{seed}\t{method}\t{Forget:0.0000}\t{Retain:0.0000}\t{Test:0.0000}\t{Head:0.0000}\t{Tail:0.0000}\t{Membership:0.0000}\t{Known:0.00}\t{Divergence:0.0000}\t{Steps}\t{Conflicts:0.00}\t{Seconds:0.0}");

    /// <summary>How far it is from a model that never learned, in what is forgotten and in what is to be kept.</summary>
    public double Gap(double forget, double test) => Math.Abs(Forget - forget) + Math.Max(0, test - Test);
}
