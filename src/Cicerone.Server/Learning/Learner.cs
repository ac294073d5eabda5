using Cicerone.Data;
using Cicerone.Models;
using Cicerone.Server.Experiments;
using Cicerone.Server.Live;
using Cicerone.Server.Operations;
using Cicerone.Server.Storage;

namespace Cicerone.Server.Learning;

/// <summary>Fits the algorithm of the model in service anew on what the store holds, and exchanges models; one at a time.</summary>
internal sealed class Learner(LearningOptions options, ModelVersions versions, ModelInService model, ToldItems told, EventStore events, ExperimentRegister experiments, AlgorithmTable algorithms, TimeProvider clock, ServerState state, Telemetry telemetry) : IDisposable
{
    private readonly SemaphoreSlim _one = new(1, 1);

    /// <summary>The versions, and which of them is in service.</summary>
    public ModelVersions Versions => versions;

    /// <summary>Fits a model, judges it against the one in service, and promotes it unless it is worse.</summary>
    public Task<LearningOutcome> LearnAsync(CancellationToken cancellation) => AloneAsync(async () =>
    {
        IReadOnlyList<Arrival> all = await events.AllAsync(cancellation);
        ServedModel inService = model.Current;
        Judgement? judged = ModelTrial.Run(all, inService, log => Fit(log, cancellation), options, cancellation);
        if (judged is null) return new LearningOutcome(inService.Version, Promoted: false, judged, $"Fewer than {options.FewestPeople} people did anything new to judge by.");
        if (judged.IsWorse) return new LearningOutcome(inService.Version, Promoted: false, judged, "The new model is worse.");
        VersionCard card = Keep(all, judged, cancellation);
        Serve(card.Version);
        versions.RemoveOld(options.Kept, await experiments.ModelsAsync(cancellation));
        return new LearningOutcome(card.Version, Promoted: true, judged, "The new model is not worse.");
    }, cancellation);

    /// <summary>Fits a model on what the store holds now, and removes every version that was fitted before: what was deleted from the store has no influence any more.</summary>
    /// <returns>The new version, and those that were removed.</returns>
    public Task<(string Version, IReadOnlyList<string> Removed)> LearnAnewAsync(CancellationToken cancellation) => AloneAsync(async () =>
    {
        VersionCard card = Keep(await events.AllAsync(cancellation), judged: null, cancellation);
        Serve(card.Version);
        return (card.Version, versions.RemoveOthers());
    }, cancellation);

    /// <summary>Puts a version in service.</summary>
    /// <exception cref="NotFoundException">There is none of this name.</exception>
    /// <exception cref="CiceroneException">Its folder is damaged; the one in service goes on.</exception>
    public Task PromoteAsync(string version, CancellationToken cancellation) => AloneAsync(() =>
    {
        Serve(version);
        return Task.FromResult(true);
    }, cancellation);

    /// <summary>Puts the version in service that was before this one.</summary>
    /// <returns>Its name.</returns>
    /// <exception cref="CiceroneException">There is none, or its folder is damaged.</exception>
    public Task<string> RollBackAsync(CancellationToken cancellation) => AloneAsync(() =>
    {
        ServedModel before = Open(versions.Before);
        versions.RollBack();
        Exchange(before);
        return Task.FromResult(before.Version);
    }, cancellation);

    public void Dispose() => _one.Dispose();

    private void Serve(string version)
    {
        ServedModel opened = Open(version); // read back and checked before anything changes
        versions.Promote(version);
        Exchange(opened);
    }

    private ServedModel Open(string version)
    {
        try
        {
            return versions.Open(version);
        }
        catch (CiceroneException fault)
        {
            state.ModelRefused($"Version {version}: {fault.Message}");
            telemetry.Exchanged(well: false);
            throw;
        }
    }

    private void Exchange(ServedModel next)
    {
        model.Exchange(next);
        state.ModelExchanged();
        telemetry.Exchanged(well: true);
    }

    private VersionCard Keep(IReadOnlyList<Arrival> all, Judgement? judged, CancellationToken cancellation)
    {
        if (all.Count == 0) throw new CiceroneException("The store has no events to learn from.");
        Recommender fitted = Fit(TrainingLog.Of(all, new Vocabulary(), new Vocabulary()), cancellation);
        return versions.Add(fitted, folder => ModelFolder.Save(folder, fitted.Card, fitted.Model, fitted.Catalogue),
            new VersionCard("", "", clock.GetUtcNow().UtcDateTime, all.Count, all[^1].Number, judged));
    }

    private Recommender Fit(InteractionLog log, CancellationToken cancellation)
    {
        ModelCard card = model.Current.Recommender.Card;
        ItemTable items = new LiveItems(told, model.Current.Recommender).TableOf(log.Items);
        IModel fitted = algorithms[card.Algorithm].Fit(new TrainingData(log, items), card.Options, new FitContext { Seed = options.Seed, Threads = options.Threads, Cancellation = cancellation });
        return new Recommender((IRanker)fitted, Catalogue.Of(log, items), new ModelCard { Algorithm = card.Algorithm, Options = card.Options, Seed = options.Seed, TrainingEvents = log.Count });
    }

    private async Task<T> AloneAsync<T>(Func<Task<T>> work, CancellationToken cancellation)
    {
        await _one.WaitAsync(cancellation);
        try
        {
            return await Task.Run(work, cancellation); // a fit takes a processor: not one that answers requests
        }
        finally
        {
            _one.Release();
        }
    }
}
