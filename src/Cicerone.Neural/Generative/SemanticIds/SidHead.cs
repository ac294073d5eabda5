using Cicerone.Neural.Layers;
using Cicerone.Neural.Training;
using static TorchSharp.torch.nn.functional;
using Tensor = TorchSharp.torch.Tensor;

namespace Cicerone.Neural.Generative.SemanticIds;

/// <summary>
/// Predicts the semantic id of what comes next from a query's vector: the first code, and each later one given those before it (taught with the right ones). Every code has a
/// vector whose inner product with the query is its score; for a later level, other vectors of the codes so far are added to the query, and a hidden layer looks at the sum. Any network that makes query vectors can be given this head.
/// </summary>
internal sealed class SidHead
{
    private readonly int _levels;
    private readonly LinearLayer[] _hidden;
    private readonly Parameter[] _scores, _codes;

    /// <param name="parameters">What its weights join, under names that begin with <c>sid.</c></param>
    /// <param name="width">Length of a query's vector.</param>
    /// <param name="levels">Codes of an id.</param>
    /// <param name="codes">How many codes a level has.</param>
    public SidHead(ParameterSet parameters, int width, int levels, int codes)
    {
        _levels = levels;
        double deviation = 1 / Math.Sqrt(width);
        _scores = [.. Enumerable.Range(0, levels).Select(level => parameters.Normal(Scores(level), deviation, 1 + codes, width))];
        _hidden = [.. Enumerable.Range(1, levels - 1).Select(level => new LinearLayer(parameters, Hidden(level), width, width, deviation))];
        _codes = [.. Enumerable.Range(0, levels - 1).Select(level => parameters.Normal(Code(level), deviation, codes, width))];
    }

    /// <summary>What gives a level's codes their scores, after a row that is no code.</summary>
    public static string Scores(int level) => $"sid.scores.{level}";

    /// <summary>The hidden layer before a level after the first.</summary>
    public static string Hidden(int level) => $"sid.hidden.{level}";

    /// <summary>What a level's codes add to the query for the levels after it.</summary>
    public static string Code(int level) => $"sid.code.{level}";

    /// <summary>The mean over queries of the cross-entropies of all codes.</summary>
    /// <param name="queries">Shape [queries, width].</param>
    /// <param name="targets">The right codes, shape [queries, levels], row after row.</param>
    /// <param name="threads">Processors to use; they change no bit.</param>
    public Tensor Loss(Tensor queries, int[] targets, int threads)
    {
        int[] Codes(int level) => [.. Enumerable.Range(0, targets.Length / _levels).Select(query => targets[query * _levels + level])];
        Tensor state = queries, loss = CrossEntropy.Of(state, _scores[0].Leaf, Codes(0), threads);
        for (int level = 1; level < _levels; level++)
        {
            state = state.Plus(_codes[level - 1].Rows(Codes(level - 1)));
            loss = loss.Plus(CrossEntropy.Of(gelu(_hidden[level - 1].Of(state)), _scores[level].Leaf, Codes(level), threads));
        }
        return loss;
    }
}
