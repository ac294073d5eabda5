using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Cicerone.Server.Experiments;

/// <summary>Looks at the experiment in progress every minute, so that its guards hold though nobody looks.</summary>
internal sealed partial class ExperimentWatch(ExperimentRegister register, ExperimentControl control, TimeProvider clock, ILogger<ExperimentWatch> log) : BackgroundService
{
    private static readonly TimeSpan Between = TimeSpan.FromMinutes(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Between, clock);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                if (await register.RunningAsync(stoppingToken) is not { } running) continue;
                ExperimentState state = await control.LookAsync(running.Name, stoppingToken);
                foreach (ExperimentArm arm in state.Experiment.Arms.Where((arm, place) => arm.Stopped != running.Arms[place].Stopped)) LogStopped(log, arm.Name, running.Name, arm.Stopped);
            }
            catch (Exception fault) when (fault is not OperationCanceledException) // the next look may do
            {
                LogFault(log, fault);
            }
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The arm {Arm} of the experiment {Experiment} was stopped. {Why}")]
    private static partial void LogStopped(ILogger log, string arm, string experiment, string? why);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The experiment in progress could not be looked at.")]
    private static partial void LogFault(ILogger log, Exception fault);
}
