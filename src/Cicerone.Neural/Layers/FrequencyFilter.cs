using Cicerone.Neural.Training;
using TorchSharp;
using Tensor = TorchSharp.torch.Tensor;

namespace Cicerone.Neural.Layers;

/// <summary>
/// A learned filter over the frequencies of a window, one for each dimension (FMLP-Rec, WWW 2022, eq. 4 to 6): the spectrum is
/// multiplied by complex weights, which is to convolve the window with a kernel around its ends. A causal one convolves with
/// the same kernel, but not around the ends.
/// </summary>
internal sealed class FrequencyFilter(ParameterSet parameters, string name, int window, int width, bool causal, double deviation)
{
    /// <summary>Shape [frequencies, width, real and imaginary part].</summary>
    private readonly Parameter _weight = parameters.Normal($"{name}.weight", deviation, window / 2 + 1, width, 2);

    /// <param name="x">Shape [sequences, window, width].</param>
    public Tensor Of(Tensor x)
    {
        Tensor spectrum = torch.complex(_weight.Leaf.select(2, 0), _weight.Leaf.select(2, 1));
        if (!causal) return torch.fft.irfft(torch.fft.rfft(x, dim: 1) * spectrum, n: window, dim: 1);
        Tensor kernel = torch.fft.irfft(spectrum, n: window, dim: 0);
        return torch.fft.irfft(torch.fft.rfft(x, n: 2 * window, dim: 1) * torch.fft.rfft(kernel, n: 2 * window, dim: 0), n: 2 * window, dim: 1).narrow(1, 0, window);
    }
}
