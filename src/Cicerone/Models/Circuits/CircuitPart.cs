namespace Cicerone.Models.Circuits;

/// <summary>A part of a decoder, and what forgetting found and did there.</summary>
/// <param name="Layer">Its layer, from 0.</param>
/// <param name="Head">The head, from 0; null for the feed-forward network of the layer.</param>
/// <param name="Group">What it serves.</param>
/// <param name="ForgetShare">Its share in what all parts have to do with answers to be forgotten, 0 to 1.</param>
/// <param name="RetainShare">The same of answers to be kept.</param>
/// <param name="Conflicts">Share of the steps in which the slopes of forgetting and of keeping contradicted each other in it, 0 to 1.</param>
/// <param name="Moved">Length of the way that its weights went; 0 for what stayed.</param>
public sealed record CircuitPart(int Layer, int? Head, CircuitGroup Group, double ForgetShare, double RetainShare, double Conflicts, double Moved)
{
    /// <summary>What to call it.</summary>
    public string Name => Head is { } head ? $"layer {Layer + 1}, head {head + 1}" : $"layer {Layer + 1}, feed-forward";

    /// <summary>ρ = (c_f − c_r) / (c_f + c_r): −1 where it has to do with what is kept alone, 1 with what is forgotten alone.</summary>
    public double Specificity => ForgetShare + RetainShare > 0 ? (ForgetShare - RetainShare) / (ForgetShare + RetainShare) : 0;
}
