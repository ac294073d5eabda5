using Cicerone.Evaluation;
using Cicerone.Models;
using Microsoft.Extensions.DependencyInjection;

namespace Cicerone.Hosting;

/// <summary>The door for a host of its own: a web application, a worker, a function.</summary>
public static class CiceroneServices
{
    /// <summary>
    /// Registers the <see cref="Recommender"/> of a run, opened when it is first asked for; the whole host shares it, and it is
    /// safe for use by several threads.
    /// </summary>
    /// <param name="services">The host's services.</param>
    /// <param name="run">Folder of a run, as <c>cicerone fit</c> or <see cref="RunFolder"/> made it.</param>
    /// <param name="algorithms">Algorithms of other assemblies than this one that the run may need.</param>
    public static IServiceCollection AddCicerone(this IServiceCollection services, string run, params IEnumerable<Algorithm> algorithms)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentException.ThrowIfNullOrEmpty(run);
        var table = new AlgorithmTable([.. AlgorithmTable.ClosedForm, .. algorithms]);
        services.AddSingleton(table);
        return services.AddSingleton(_ => RunFolder.Open(run, table).Recommender());
    }
}
