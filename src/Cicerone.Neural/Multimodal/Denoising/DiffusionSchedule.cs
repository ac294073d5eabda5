namespace Cicerone.Neural.Multimodal.Denoising;

/// <summary>
/// How noise grows over the steps of a diffusion (Ho, Jain and Abbeel, NeurIPS 2020): q(xₜ | x₀) = N(√ᾱₜ x₀, (1 − ᾱₜ) I) with β rising in a straight line.
/// Steps are counted from 1; step 0 is without noise.
/// </summary>
internal sealed class DiffusionSchedule
{
    private const double FirstNoise = 1e-4;
    private readonly double[] _betas, _kept;

    /// <param name="steps">T, at least 1.</param>
    /// <param name="lastNoise">β of the last step, not below that of the first, 10⁻⁴.</param>
    public DiffusionSchedule(int steps, double lastNoise)
    {
        (_betas, _kept) = (new double[steps + 1], new double[steps + 1]);
        _kept[0] = 1;
        for (int step = 1; step <= steps; step++)
        {
            _betas[step] = steps == 1 ? lastNoise : FirstNoise + (lastNoise - FirstNoise) * (step - 1) / (steps - 1);
            _kept[step] = _kept[step - 1] * (1 - _betas[step]);
        }
    }

    public int Steps => _betas.Length - 1;

    /// <summary>ᾱₜ: the share of the variance that is still the signal's.</summary>
    public double Kept(int step) => _kept[step];

    /// <summary>√ᾱₜ: what the signal is multiplied by.</summary>
    public double Signal(int step) => Math.Sqrt(_kept[step]);

    /// <summary>√(1 − ᾱₜ): what the noise is multiplied by.</summary>
    public double Noise(int step) => Math.Sqrt(1 - _kept[step]);

    /// <summary>The mean of q(xₜ₋₁ | xₜ, x₀) as weights of x₀ and of xₜ. In step 1 it is x₀ itself.</summary>
    public (double OfStart, double OfPresent) Posterior(int step) =>
        (_betas[step] * Signal(step - 1) / (1 - _kept[step]), (1 - _kept[step - 1]) * Math.Sqrt(1 - _betas[step]) / (1 - _kept[step]));
}
