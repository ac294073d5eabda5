using Cicerone.Evaluation;
using Cicerone.Models;
using Cicerone.Server.Experiments;
using Cicerone.Server.Live;
using Cicerone.Server.Operations;
using Cicerone.Server.Storage;

namespace Cicerone.Server.Learning;

/// <summary>
/// Forgets people, one after the other: they are taken out of the run's data, what is told of them, all they did, were
/// shown and said in conversations is deleted and overwritten in the store, and where the server learns, a model is fitted anew on what is left, takes the place of
/// the run's too, and every version before it is removed.
/// </summary>
internal sealed class Forgetting(Store store, PersonRemoval people, ServerOptions options, ModelInService model, ExposureIntake exposures, ExperimentRegister experiments, ArmModels models, TimeProvider clock, Telemetry telemetry, Learner? learner = null) : IDisposable
{
    private readonly SemaphoreSlim _one = new(1, 1);

    /// <summary>Forgets a person.</summary>
    /// <exception cref="NotFoundException">There is nobody of this name.</exception>
    /// <exception cref="CiceroneException">The run's data cannot be rewritten; nothing is deleted.</exception>
    public async Task<ForgetReceipt> ForgetAsync(string user, CancellationToken cancellation)
    {
        await _one.WaitAsync(cancellation);
        try
        {
            await exposures.FlushAsync(cancellation); // what they were shown and is not written yet would stay
            bool inRun = options.Run is { } run && await Task.Run(() => InRun(run, user), cancellation);
            int? events = await people.RemoveAsync(user, CancellationToken.None); // from here on it is finished, whoever still waits
            if (events is null && !inRun) throw new NotFoundException($"There is nobody '{user}' in the store.");
            await store.ScrubAsync(CancellationToken.None);
            (string Version, IReadOnlyList<string> Removed)? learned = learner is null || (await store.Events.CountAsync(CancellationToken.None)).Events == 0 ? null : await learner.LearnAnewAsync(CancellationToken.None);
            if (learned is not null && options.Run is { } folder) await Task.Run(() => ExchangeModel(folder, model.Current.Recommender), CancellationToken.None);
            models.Clear(); // an arm may not go on with a model that has learned from the person
            await experiments.EndWithoutAsync(learned?.Removed ?? [], CancellationToken.None);
            telemetry.Forgot();
            return new ForgetReceipt(user, events ?? 0, inRun, learned?.Version, learned?.Removed ?? [], clock.GetUtcNow().UtcDateTime);
        }
        finally
        {
            _one.Release();
        }
    }

    public void Dispose() => _one.Dispose();

    private static bool InRun(string run, string user)
    {
        try
        {
            return RunFolder.Forget(run, user);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new CiceroneException($"The data of the run {run} cannot be rewritten, and nobody was forgotten: {fault.Message}", fault);
        }
    }

    /// <summary>Puts the model in service in the place of the run's. It keeps the name by which the store remembers the run.</summary>
    private void ExchangeModel(string run, Recommender current) => RunFolder.ExchangeModel(run, current.Card with { ProtocolFingerprint = options.SeedName }, current.Model, current.Catalogue);
}

/// <summary>What was done to forget a person.</summary>
/// <param name="User">External id.</param>
/// <param name="Events">Events that were deleted in the store.</param>
/// <param name="InRun">Whether they were taken out of the run's own data.</param>
/// <param name="Model">The version of the model that was fitted without them and is in service; null where the server does not learn.</param>
/// <param name="Removed">Versions that were removed.</param>
/// <param name="Time">When it was done.</param>
internal sealed record ForgetReceipt(string User, int Events, bool InRun, string? Model, IReadOnlyList<string> Removed, DateTime Time);
