using Cicerone.Server.Experiments;
using Cicerone.Server.Live;
using Cicerone.Server.Storage;

namespace Cicerone.Server.Learning;

/// <summary>
/// Forgets people: what is told of them, all they did and all they were shown is deleted and overwritten in the store, and where the server
/// learns, a model is fitted anew on what is left and every version before it is removed.
/// </summary>
internal sealed class Forgetting(Store store, ExposureIntake exposures, ExperimentRegister experiments, ArmModels models, TimeProvider clock, Learner? learner = null)
{
    /// <summary>Forgets a person.</summary>
    /// <exception cref="NotFoundException">There is nobody of this name.</exception>
    public async Task<ForgetReceipt> ForgetAsync(string user, CancellationToken cancellation)
    {
        await exposures.FlushAsync(cancellation); // what they were shown and is not written yet would stay
        int events = await store.People.DeleteAsync(user, cancellation) ?? throw new NotFoundException($"There is nobody '{user}' in the store.");
        await store.ScrubAsync(CancellationToken.None); // from here on it is finished, whoever still waits
        (string Version, IReadOnlyList<string> Removed)? learned = learner is null || (await store.Events.CountAsync(CancellationToken.None)).Events == 0 ? null : await learner.LearnAnewAsync(CancellationToken.None);
        models.Clear(); // an arm may not go on with a model that has learned from the person
        await experiments.EndWithoutAsync(learned?.Removed ?? [], CancellationToken.None);
        return new ForgetReceipt(user, events, learned?.Version, learned?.Removed ?? [], clock.GetUtcNow().UtcDateTime);
    }
}

/// <summary>What was done to forget a person.</summary>
/// <param name="User">External id.</param>
/// <param name="Events">Events that were deleted.</param>
/// <param name="Model">The version of the model that was fitted without them and is in service; null where the server does not learn.</param>
/// <param name="Removed">Versions that were removed.</param>
/// <param name="Time">When it was done.</param>
internal sealed record ForgetReceipt(string User, int Events, string? Model, IReadOnlyList<string> Removed, DateTime Time);
