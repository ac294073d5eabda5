using Cicerone.Neural.Layers;
using TorchSharp;
using Tensor = TorchSharp.torch.Tensor;

namespace Cicerone.Language.Unlearning.Circuits;

/// <summary>
/// How much each part of a decoder has to do with its answers: the change of the margin when the part brings what it brings in the
/// counterfactual run. Exactly, by patching one after the other, or to first order by gradients for all parts at once (attribution
/// patching; with several steps, averaged over inputs between the two runs, as in EAP-IG of Hanna, Pezzelle and Belinkov, COLM 2024).
/// </summary>
internal sealed class Attribution(MarginRuns runs)
{
    private const int AtOnce = 32;

    /// <summary>The parts, in the order of every column.</summary>
    public IReadOnlyList<Component> Components { get; } = Component.All(runs.Shape);

    /// <summary>Change of the margin by patching: shape [pairs][parts].</summary>
    public double[][] Effects(IReadOnlyList<PromptPair> pairs)
    {
        double[][] clean = PatchedMargins(pairs, new HashSet<Component>()).Select(margin => Enumerable.Repeat(-margin, Components.Count).ToArray()).ToArray();
        for (int part = 0; part < Components.Count; part++)
        {
            double[] patched = PatchedMargins(pairs, new HashSet<Component> { Components[part] });
            for (int pair = 0; pair < pairs.Count; pair++) clean[pair][part] += patched[pair];
        }
        return clean;
    }

    /// <summary>The margin of each prompt when some parts bring what they bring in its counterfactual.</summary>
    /// <param name="pairs">Prompts and counterfactuals.</param>
    /// <param name="patched">Those parts.</param>
    /// <param name="input">Whether the tokens' vectors are the counterfactual's too.</param>
    public double[] PatchedMargins(IReadOnlyList<PromptPair> pairs, IReadOnlySet<Component> patched, bool input = false) => InParts<double>(pairs, part =>
    {
        using IDisposable _ = torch.no_grad();
        Activations corrupt = Corrupt(part);
        return [.. MarginRuns.Numbers(runs.Margins(Clean(part), Answers(part), probe: new Patch(runs.Shape, corrupt, patched, input))).Select(margin => (double)margin)];
    });

    /// <summary>The same to first order: Σ over tokens of ⟨ã − a, ∂M/∂a⟩: shape [pairs][parts].</summary>
    /// <param name="pairs">Prompts and counterfactuals.</param>
    /// <param name="steps">Inputs between the runs over which the gradient is averaged; 1 takes the clean run's alone.</param>
    public double[][] Scores(IReadOnlyList<PromptPair> pairs, int steps) => InParts(pairs, part =>
    {
        (Activations clean, Activations corrupt) = (Recorded(Clean(part)), Corrupt(part));
        Tensor[]? slopes = null;
        for (int step = 1; step <= steps; step++)
        {
            Tensor input = torch.lerp(corrupt.Vectors, clean.Vectors, torch.tensor(step / (float)steps)).detach().requires_grad_(true);
            var between = new Activations(runs.Shape, input);
            Tensor margin = runs.Margins(Clean(part), Answers(part), probe: between).sum();
            IList<Tensor> made = torch.autograd.grad([margin], between.All.ToList());
            slopes = slopes is null ? [.. made] : [.. slopes.Zip(made, (sum, one) => sum.Plus(one))];
        }
        return Contributions(part, clean, corrupt, slopes!, steps);
    });

    private double[][] Contributions(PromptPair[] part, Activations clean, Activations corrupt, Tensor[] slopes, int steps)
    {
        double[][] scores = [.. part.Select(_ => new double[Components.Count])];
        for (int tensor = 0; tensor < slopes.Length; tensor++)
        {
            (bool isHead, int layer) = (tensor < runs.Shape.Layers, tensor % runs.Shape.Layers);
            Tensor products = (corrupt.All[tensor] - clean.All[tensor]) * slopes[tensor];
            int parts = isHead ? runs.Shape.Heads : 1, row = 0;
            float[] sums = MarginRuns.Numbers(products.view(products.shape[0], parts, -1).sum(-1)); // [tokens, parts]
            for (int pair = 0; pair < part.Length; pair++)
                for (int token = 0; token < part[pair].Clean.Length; token++, row++)
                    for (int head = 0; head < parts; head++) scores[pair][Place(isHead ? new Component(layer, head) : Component.FeedForward(layer))] += sums[row * parts + head] / steps;
        }
        return scores;
    }

    private int Place(Component component) => component.Layer * (runs.Shape.Heads + 1) + (component.IsHead ? component.Head : runs.Shape.Heads);

    private Activations Recorded(IReadOnlyList<int[]> prompts)
    {
        using IDisposable _ = torch.no_grad();
        var activations = new Activations(runs.Shape);
        runs.Margins(prompts, probe: activations);
        return activations;
    }

    private Activations Corrupt(PromptPair[] pairs) => Recorded([.. pairs.Select(pair => pair.Corrupt)]);

    private static int[][] Clean(PromptPair[] pairs) => [.. pairs.Select(pair => pair.Clean)];

    private static bool[] Answers(PromptPair[] pairs) => [.. pairs.Select(pair => pair.IsYes)];

    private T[] InParts<T>(IReadOnlyList<PromptPair> pairs, Func<PromptPair[], T[]> run)
    {
        var all = new List<T>(pairs.Count);
        for (int start = 0; start < pairs.Count; start += AtOnce)
        {
            using DisposeScope scope = torch.NewDisposeScope();
            runs.Decoder.Parameters.Touch();
            all.AddRange(run([.. pairs.Skip(start).Take(AtOnce)]));
        }
        return [.. all];
    }
}
