using Cicerone.Neural.Training;
using TorchSharp;
using Tensor = TorchSharp.torch.Tensor;

namespace Cicerone.Neural.Layers;

/// <summary>
/// A linear recurrent unit (Orvieto et al., ICML 2023): h(t) = λ h(t−1) + √(1 − |λ|²) (B x(t) + b), complex and twice as wide as x,
/// with |λ| = exp(−exp ν) and arg λ = exp θ; the result is the real part of C h(t) + c. Complex tensors are held as their real
/// parts and then their imaginary ones.
/// </summary>
internal sealed class LinearRecurrentUnit
{
    private const double Smallest = 0.8, Largest = 0.99; // of |λ| at first, spread evenly over the ring
    private readonly Parameter _decay, _angle;
    private readonly LinearLayer _input, _output;

    public LinearRecurrentUnit(ParameterSet parameters, string name, int width, double deviation)
    {
        int size = 2 * width;
        _decay = parameters.Drawn($"{name}.nu_log", random => Math.Log(-0.5 * Math.Log(random.NextDouble() * (Largest * Largest - Smallest * Smallest) + Smallest * Smallest)), size);
        _angle = parameters.Drawn($"{name}.theta_log", random => Math.Log(2 * Math.PI * (1 - random.NextDouble())), size);
        _input = new LinearLayer(parameters, $"{name}.input", width, 2 * size, deviation);
        _output = new LinearLayer(parameters, $"{name}.output", 2 * size, width, deviation);
    }

    /// <summary>What comes out after each token.</summary>
    public Tensor Of(Tensor tokens, RaggedBatch batch)
    {
        Tensor modulus = (-_decay.Leaf.exp()).exp(), angle = _angle.Leaf.exp(), scale = (modulus * modulus).Complement().sqrt();
        Tensor states = LinearRecurrence.Of(_input.Of(tokens) * torch.cat([scale, scale]), torch.cat([modulus * angle.cos(), modulus * angle.sin()]), batch.Offsets);
        return _output.Of(states);
    }
}
