using Cicerone.Server.Learning;
using Cicerone.Server.Live;
using Cicerone.Server.Merchandising;

namespace Cicerone.Server.Experiments;

/// <summary>Begins experiments, looks at them, stops arms whose guards are passed, and puts the arm that won in service.</summary>
internal sealed class ExperimentControl(ExperimentRegister register, ExperimentAnalysis analysis, ArmModels models, MerchandisingBook book, Learner? learner = null)
{
    /// <summary>Begins an experiment, seen that what its arms name is there.</summary>
    /// <exception cref="NotFoundException">A version or settings are not.</exception>
    /// <exception cref="CiceroneException">A version is damaged, or another experiment runs.</exception>
    public async Task<Experiment> BeginAsync(Experiment wanted, CancellationToken cancellation)
    {
        foreach (ExperimentArm arm in wanted.Arms)
        {
            if (arm.Model is { } version) models.Existing(version);
            if (arm.Merchandising is { } name && name != MerchandisingSettings.Default) await book.ExistingAsync(name, cancellation);
        }
        return await register.BeginAsync(wanted, cancellation);
    }

    /// <summary>Looks at an experiment; an arm whose guard is passed is stopped.</summary>
    /// <exception cref="NotFoundException">There is none of this name.</exception>
    public async Task<ExperimentState> LookAsync(string name, CancellationToken cancellation)
    {
        Experiment experiment = await register.ExistingAsync(name, cancellation);
        ExperimentState state = await analysis.OfAsync(experiment, cancellation);
        Dictionary<string, string> breaches = ExperimentAnalysis.Breaches(state).Where(breach => experiment.Arms.Single(arm => arm.Name == breach.Key).Stopped is null).ToDictionary();
        return experiment.Ended is not null || breaches.Count == 0 ? state : state with { Experiment = await register.StopAsync(experiment, breaches, cancellation) };
    }

    /// <summary>Ends an experiment.</summary>
    /// <exception cref="NotFoundException">There is none of this name.</exception>
    public async Task<Experiment> EndAsync(string name, CancellationToken cancellation) => await register.EndAsync(await register.ExistingAsync(name, cancellation), "It was ended by hand.", cancellation);

    /// <summary>Ends an experiment and puts an arm in service for everyone: its version of the model, and its settings as the default ones.</summary>
    /// <exception cref="NotFoundException">There is no such experiment or arm, or its version or settings are gone.</exception>
    /// <exception cref="CiceroneException">Its version is damaged.</exception>
    public async Task<Experiment> PromoteAsync(string name, string arm, CancellationToken cancellation)
    {
        Experiment experiment = await register.ExistingAsync(name, cancellation);
        ExperimentArm promoted = experiment.Arms.FirstOrDefault(other => other.Name == arm) ?? throw new NotFoundException(CiceroneException.UnknownName($"arm of '{name}'", arm, experiment.Arms.Select(other => other.Name)).Message);
        MerchandisingSettings? settings = promoted.Merchandising is null or MerchandisingSettings.Default ? null : await book.ExistingAsync(promoted.Merchandising, cancellation);
        if (promoted.Model is { } version && learner is not null) await learner.PromoteAsync(version, cancellation);
        if (settings is not null) await book.PutAsync(MerchandisingSettings.Default, settings, cancellation);
        return await register.EndAsync(experiment, $"The arm '{arm}' was put in service.", cancellation);
    }
}
