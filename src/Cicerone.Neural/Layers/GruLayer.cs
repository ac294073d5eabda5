using Cicerone.Neural.Training;
using TorchSharp;
using Tensor = TorchSharp.torch.Tensor;

namespace Cicerone.Neural.Layers;

/// <summary>
/// A gated recurrent unit (Cho et al., EMNLP 2014) over ragged sequences: with r, z = σ(W x + U h) and n = tanh(W x + r (U h)), the
/// state becomes n + z (h − n). Each moment takes only the sequences that last that long.
/// </summary>
internal sealed class GruLayer(ParameterSet parameters, string name, int inputs, int hidden)
{
    private readonly LinearLayer _input = new(parameters, $"{name}.input", inputs, 3 * hidden, 1 / Math.Sqrt(hidden));
    private readonly LinearLayer _state = new(parameters, $"{name}.state", hidden, 3 * hidden, 1 / Math.Sqrt(hidden));

    /// <summary>The state after each token.</summary>
    public Tensor Of(Tensor tokens, RaggedMoments moments)
    {
        Tensor byMoment = _input.Of(tokens).index_select(0, torch.tensor(moments.Tokens, dtype: torch.int32)), state = torch.zeros(moments.Offsets[1], hidden);
        var states = new List<Tensor>();
        for (int moment = 0; moment < moments.Count; moment++)
        {
            int first = moments.Offsets[moment], lasting = moments.Offsets[moment + 1] - first;
            state = state.narrow(0, 0, lasting);
            Tensor[] x = byMoment.narrow(0, first, lasting).chunk(3, 1), h = _state.Of(state).chunk(3, 1);
            Tensor reset = x[0].Plus(h[0]).sigmoid(), keep = x[1].Plus(h[1]).sigmoid(), next = x[2].Plus(reset * h[2]).tanh();
            state = next.Plus(keep * (state - next));
            states.Add(state);
        }
        return torch.cat(states).index_select(0, torch.tensor(moments.Places, dtype: torch.int32));
    }
}
