using Cicerone.Neural.Layers;
using Cicerone.Neural.Training;
using TorchSharp;
using static TorchSharp.torch.nn.functional;
using Tensor = TorchSharp.torch.Tensor;

namespace Cicerone.Neural.Generative.SemanticIds;

/// <summary>
/// Predicts the semantic id of what comes next from a query's vector: the first code, and each later one given those before it (taught with the right ones). The first
/// is a linear layer; for a later one, the vectors of the codes so far are added to the query, and a hidden layer looks at the sum. Any network that makes query vectors can be given this head.
/// </summary>
internal sealed class SidHead
{
    private readonly int _levels;
    private readonly LinearLayer[] _hidden, _scores;
    private readonly Parameter[] _codes;

    /// <param name="parameters">What its weights join, under names that begin with <c>sid.</c></param>
    /// <param name="width">Length of a query's vector.</param>
    /// <param name="levels">Codes of an id.</param>
    /// <param name="codes">How many codes a level has.</param>
    public SidHead(ParameterSet parameters, int width, int levels, int codes)
    {
        _levels = levels;
        double deviation = 1 / Math.Sqrt(width);
        _scores = [.. Enumerable.Range(0, levels).Select(level => new LinearLayer(parameters, Scores(level), width, codes, deviation))];
        _hidden = [.. Enumerable.Range(1, levels - 1).Select(level => new LinearLayer(parameters, Hidden(level), width, width, deviation))];
        _codes = [.. Enumerable.Range(0, levels - 1).Select(level => parameters.Normal(Code(level), deviation, codes, width))];
    }

    public static string Scores(int level) => $"sid.scores.{level}";

    public static string Hidden(int level) => $"sid.hidden.{level}";

    /// <summary>The vectors of a level's codes.</summary>
    public static string Code(int level) => $"sid.code.{level}";

    /// <summary>The mean over queries of the cross-entropies of all codes.</summary>
    /// <param name="queries">Shape [queries, width].</param>
    /// <param name="targets">The right codes, shape [queries, levels], row after row.</param>
    public Tensor Loss(Tensor queries, int[] targets)
    {
        Tensor right = torch.tensor(Array.ConvertAll(targets, code => (long)code), targets.Length / _levels, _levels), state = queries;
        Tensor loss = cross_entropy(_scores[0].Of(state), right.select(1, 0));
        for (int level = 1; level < _levels; level++)
        {
            state = state + _codes[level - 1].Leaf.index_select(0, right.select(1, level - 1));
            loss = loss + cross_entropy(_scores[level].Of(gelu(_hidden[level - 1].Of(state))), right.select(1, level));
        }
        return loss;
    }
}
