namespace Cicerone.Language.Unlearning;

/// <summary>What happened while a model unlearned.</summary>
/// <param name="Steps">Steps after which the weights are those that were kept.</param>
/// <param name="Taken">Steps in all.</param>
/// <param name="Conflicts">Share of the steps in which the slopes of forgetting and keeping contradicted each other, over all weights.</param>
/// <param name="PartConflicts">The same for each part, and last the weights of no part.</param>
/// <param name="Uphill">The most that a step of a protected part led up the loss of keeping: the largest −⟨Δθ, g_r⟩ / (‖Δθ‖ ‖g_r‖), 0 where none did.</param>
/// <param name="Moved">Length of the way each part went, and last the weights of no part.</param>
internal sealed record UnlearningTrace(int Steps, int Taken, double Conflicts, IReadOnlyList<double> PartConflicts, double Uphill, IReadOnlyList<double> Moved);
