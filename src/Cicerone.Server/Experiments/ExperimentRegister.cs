using System.Text.Json;
using Cicerone.Server.Live;
using Cicerone.Server.Storage;

namespace Cicerone.Server.Experiments;

/// <summary>The experiments, of which one runs at a time, so that no two change one person's lists.</summary>
internal sealed class ExperimentRegister(Store store, TimeProvider clock)
{
    private static readonly JsonSerializerOptions Web = new(JsonSerializerDefaults.Web);
    private readonly DocumentCache<Experiment> _documents = new(store.Experiments, document => JsonSerializer.Deserialize<Experiment>(document.Json, Web)!, clock);

    /// <summary>Every experiment, the last to begin first.</summary>
    public async ValueTask<IReadOnlyList<Experiment>> AllAsync(CancellationToken cancellation) =>
        [.. (await _documents.AllAsync(cancellation)).Values.OrderByDescending(experiment => experiment.Started).ThenBy(experiment => experiment.Name, StringComparer.Ordinal)];

    /// <summary>The experiment that runs; null for none.</summary>
    public async ValueTask<Experiment?> RunningAsync(CancellationToken cancellation) => (await _documents.AllAsync(cancellation)).Values.FirstOrDefault(experiment => experiment.Ended is null);

    /// <summary>The versions of the model that the experiment in progress needs.</summary>
    public async Task<IReadOnlyList<string>> ModelsAsync(CancellationToken cancellation) =>
        [.. (await RunningAsync(cancellation))?.Arms.Where(arm => arm.Stopped is null).Select(arm => arm.Model).OfType<string>() ?? []];

    /// <summary>An experiment that is there.</summary>
    /// <exception cref="NotFoundException">There is none of this name; the message gives the nearest.</exception>
    public async Task<Experiment> ExistingAsync(string name, CancellationToken cancellation)
    {
        IReadOnlyDictionary<string, Experiment> all = await _documents.AllAsync(cancellation);
        return all.GetValueOrDefault(name) ?? throw new NotFoundException(CiceroneException.UnknownName("experiment", name, all.Keys).Message);
    }

    /// <summary>Begins an experiment.</summary>
    /// <exception cref="CiceroneException">Another runs, or one of its name has run.</exception>
    public async Task<Experiment> BeginAsync(Experiment wanted, CancellationToken cancellation)
    {
        if (await RunningAsync(cancellation) is { } running) throw new CiceroneException($"The experiment '{running.Name}' runs; end it first.");
        if ((await _documents.AllAsync(cancellation)).ContainsKey(wanted.Name)) throw new CiceroneException($"There was an experiment '{wanted.Name}' before; choose another name, by which people are divided anew.");
        return await PutAsync(wanted with { Started = clock.GetUtcNow().UtcDateTime }, cancellation);
    }

    /// <summary>Ends an experiment; one that has ended stays as it is.</summary>
    public Task<Experiment> EndAsync(Experiment experiment, string why, CancellationToken cancellation) =>
        experiment.Ended is not null ? Task.FromResult(experiment) : PutAsync(experiment with { Ended = clock.GetUtcNow().UtcDateTime, EndedWhy = why }, cancellation);

    /// <summary>Stops arms, each for a reason; the experiment ends when the control alone is left.</summary>
    public Task<Experiment> StopAsync(Experiment experiment, IReadOnlyDictionary<string, string> reasons, CancellationToken cancellation)
    {
        Experiment changed = experiment with { Arms = [.. experiment.Arms.Select(arm => arm with { Stopped = arm.Stopped ?? reasons.GetValueOrDefault(arm.Name) })] };
        return changed.Arms.Skip(1).All(arm => arm.Stopped is not null) ? EndAsync(changed, "Every arm but the control was stopped.", cancellation) : PutAsync(changed, cancellation);
    }

    /// <summary>Ends the experiment in progress when a version it needs was removed.</summary>
    public async Task EndWithoutAsync(IReadOnlyList<string> removed, CancellationToken cancellation)
    {
        if (await RunningAsync(cancellation) is { } running && running.Arms.FirstOrDefault(arm => removed.Contains(arm.Model)) is { } arm)
            await EndAsync(running, $"Version {arm.Model} of the model, which the arm '{arm.Name}' needs, was removed.", cancellation);
    }

    private async Task<Experiment> PutAsync(Experiment experiment, CancellationToken cancellation)
    {
        await _documents.PutAsync(new StoredDocument(experiment.Name, JsonSerializer.Serialize(experiment, Web)), cancellation);
        return experiment;
    }
}
