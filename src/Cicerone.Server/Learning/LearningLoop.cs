using Cicerone.Server.Live;
using Cicerone.Server.Storage;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Cicerone.Server.Learning;

/// <summary>Begins a fit when it is due: after so many new events, or so long after the last one.</summary>
internal sealed partial class LearningLoop(LearningOptions options, Learner learner, ModelInService model, EventStore events, TimeProvider clock, ILogger<LearningLoop> log) : BackgroundService
{
    private static readonly TimeSpan Look = TimeSpan.FromSeconds(1), AfterFault = TimeSpan.FromMinutes(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (options is { AfterEvents: null, Every: null }) return;
        long judgedTo = model.Current.LastArrival;
        DateTimeOffset last = clock.GetUtcNow();
        using var timer = new PeriodicTimer(Look, clock);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                (long newest, long count) = await events.ArrivedAfterAsync(judgedTo, stoppingToken);
                bool due = count >= (options.AfterEvents ?? long.MaxValue) || (count > 0 && clock.GetUtcNow() - last >= options.Every);
                if (!due) continue;
                LearningOutcome outcome = await learner.LearnAsync(stoppingToken);
                (judgedTo, last) = (newest, clock.GetUtcNow());
                LogOutcome(log, outcome.InService, outcome.Why);
            }
            catch (Exception fault) when (fault is not OperationCanceledException) // whatever it is, the model in service goes on
            {
                LogFault(log, fault);
                await Task.Delay(AfterFault, clock, stoppingToken);
            }
        }
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Version {Version} of the model is in service. {Why}")]
    private static partial void LogOutcome(ILogger log, string version, string why);

    [LoggerMessage(Level = LogLevel.Warning, Message = "A new model could not be learned; the one in service goes on.")]
    private static partial void LogFault(ILogger log, Exception fault);
}
