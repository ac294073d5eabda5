namespace Cicerone.Neural.Catchments;

/// <summary>A catchment as a function: parameters and weather in, flow out.</summary>
public interface ICatchment
{
    /// <summary>Its name on the command line.</summary>
    string Name { get; }

    /// <summary>Names of the parameters; all are real numbers without bounds, the model maps them to where they make sense.</summary>
    IReadOnlyList<string> Parameters { get; }

    /// <summary>Where a search begins.</summary>
    double[] Start(RandomSource random);

    /// <summary>Simulates.</summary>
    /// <param name="forcing">The weather.</param>
    /// <param name="parameters">As many as <see cref="Parameters"/>.</param>
    /// <param name="flow">Filled in: flow of each day, mm.</param>
    /// <returns>What the model did with the water.</returns>
    WaterBalance Simulate(Forcing forcing, ReadOnlySpan<double> parameters, Span<double> flow);
}
