namespace Cicerone.Neural.Catchments;

/// <summary>A catchment whose flow can be differentiated by its parameters.</summary>
public interface IDifferentiableCatchment : ICatchment
{
    /// <summary>Adds up how a loss changes with each parameter, going back through the days.</summary>
    /// <param name="forcing">The weather.</param>
    /// <param name="parameters">The parameters that were simulated with.</param>
    /// <param name="byFlow">How the loss changes with the flow of each day.</param>
    /// <param name="byParameter">Filled in, as long as the parameters.</param>
    void Differentiate(Forcing forcing, ReadOnlySpan<double> parameters, ReadOnlySpan<double> byFlow, Span<double> byParameter);
}
