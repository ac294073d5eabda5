using System.Collections.Concurrent;
using Cicerone.Evaluation.Drift;
using Cicerone.Server.Live;

namespace Cicerone.Server.Learning;

/// <summary>Reports as they were in the last minute: each is made once however many look at it, and to its end though whoever asked first has gone.</summary>
internal sealed class DriftReports(IServiceScopeFactory scopes, ModelInService model, TimeProvider clock)
{
    private static readonly TimeSpan Kept = TimeSpan.FromMinutes(1);
    private readonly ConcurrentDictionary<(string Version, string Category), Made> _made = [];

    /// <summary>The report of the model in service.</summary>
    /// <param name="category">Column of the items whose demand is watched too; empty for none.</param>
    /// <exception cref="CiceroneException">See <see cref="DriftWatch.WatchAsync"/>.</exception>
    public Task<DriftReport> OfAsync(string category)
    {
        foreach (((string Version, string Category) key, Made made) in _made)
            if (made.Report.Value.IsFaulted || (made.Report.Value.IsCompleted && clock.GetElapsedTime(made.Began) > Kept)) _made.TryRemove(key, out _);
        return _made.GetOrAdd((model.Current.Version, category), _ => new Made(new Lazy<Task<DriftReport>>(() => MakeAsync(category)), clock.GetTimestamp())).Report.Value;
    }

    private async Task<DriftReport> MakeAsync(string category)
    {
        await using AsyncServiceScope scope = scopes.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<DriftWatch>().WatchAsync(category, new DriftOptions(), CancellationToken.None);
    }

    private sealed record Made(Lazy<Task<DriftReport>> Report, long Began);
}
