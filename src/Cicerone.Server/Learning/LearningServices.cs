using Cicerone.Server.Live;

namespace Cicerone.Server.Learning;

/// <summary>Registers the model in service, and what learns the next one.</summary>
internal static class LearningServices
{
    /// <summary>Registers the run's model, or the version that was in service when the server stopped.</summary>
    /// <param name="services">The server's services.</param>
    /// <param name="options">What the server serves.</param>
    /// <param name="lastOfRun">The number of the last event that the run may have learned from.</param>
    /// <param name="remarks">Told of a version that cannot be served.</param>
    public static void AddModel(this IServiceCollection services, ServerOptions options, long lastOfRun, ICollection<string> remarks)
    {
        var run = new ServedModel(options.Recommender, ModelVersions.Run, lastOfRun);
        ServedModel first = run;
        if (options.Learning is { } learning)
        {
            var versions = new ModelVersions(learning.Folder, run, options.Algorithms);
            first = versions.OpenInService(remarks);
            services.AddSingleton(learning).AddSingleton(versions).AddSingleton<Learner>().AddHostedService<LearningLoop>();
        }
        services.AddSingleton<Forgetting>().AddSingleton<KeptRuns>().AddSingleton(new ModelInService(first)); // no factory: it would hold the run's model for as long as the server runs
        services.AddScoped(scope => scope.GetRequiredService<ModelInService>().Current.Recommender); // one for all of a request
    }
}
