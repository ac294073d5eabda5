using Cicerone.Language;
using Cicerone.Models;
using Cicerone.Neural;

namespace Cicerone.Cli;

/// <summary>What this host knows: it registers each assembly's table.</summary>
internal static class Known
{
    public static AlgorithmTable Algorithms { get; } = new([.. AlgorithmTable.ClosedForm, .. NeuralAlgorithms.All, .. LanguageAlgorithms.All]);
}
