using Cicerone.Models;
using Cicerone.Neural.Layers;
using Cicerone.Neural.Training;
using TorchSharp;
using Tensor = TorchSharp.torch.Tensor;

namespace Cicerone.Language.Conversations.Views;

/// <summary>Learns the fusion by InfoNCE in which every other item is a negative; those that were chosen before are none.</summary>
internal sealed class FusionLearner : ILearner
{
    private readonly IReadOnlyList<FusionCase> _cases;
    private readonly FusionItems _items;
    private readonly FusionNetwork _network;
    private readonly Tensor _text, _behaviour, _logCounts;

    public FusionLearner(IReadOnlyList<FusionCase> cases, FusionItems items, FusionOptions options, ulong seed)
    {
        (_cases, _items, Parameters) = (cases, items, new ParameterSet(seed));
        _network = new FusionNetwork(Parameters, items.TextWidth, options);
        (_text, _behaviour, _logCounts) = (Rows(items.Text, items.TextWidth), Rows(items.Behaviour, options.Factors), torch.tensor(items.LogCounts));
    }

    public int ExampleCount => _cases.Count;

    public ParameterSet Parameters { get; }

    public Tensor Loss(int[] examples, Step step)
    {
        Parameters.Touch();
        FusionCase[] cases = [.. examples.Select(example => _cases[example])];
        (Tensor, Tensor) items = _network.Views(_text, _behaviour);
        (Tensor, Tensor) moments = _network.Views(Rows([.. cases.SelectMany(one => one.Said)], _items.TextWidth), Rows([.. cases.SelectMany(one => _items.MeanBehaviour(one.Chosen))], _items.Factors));
        float[] hidden = new float[cases.Length * _items.Count];
        for (int row = 0; row < cases.Length; row++)
            foreach (int item in cases[row].Chosen.Where(item => item != cases[row].Target)) hidden[row * _items.Count + item] = float.NegativeInfinity;
        Tensor logits = _network.Logits(_network.Moments(items, moments, [.. cases.Select(one => one.Chosen)], step), _network.Items(items, step), _logCounts);
        return torch.nn.functional.cross_entropy(logits.Plus(Rows(hidden, _items.Count)), torch.tensor(cases.Select(one => (long)one.Target).ToArray()));
    }

    public IRanker Model() => throw new NotSupportedException("A fusion of views ranks nothing by itself.");

    private static Tensor Rows(float[] values, int width) => torch.tensor(values, [values.Length / width, width]);
}
