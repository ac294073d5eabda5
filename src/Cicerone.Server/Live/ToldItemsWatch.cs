using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Cicerone.Server.Live;

/// <summary>Looks every second for what other servers of the same store were told of items.</summary>
internal sealed partial class ToldItemsWatch(ToldItems told, TimeProvider clock, ILogger<ToldItemsWatch> log) : BackgroundService
{
    private static readonly TimeSpan Between = TimeSpan.FromSeconds(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Between, clock);
        for (bool failed = false; await timer.WaitForNextTickAsync(stoppingToken);)
        {
            try
            {
                await told.CatchUpAsync(stoppingToken);
                failed = false;
            }
            catch (Exception fault) when (fault is not OperationCanceledException) // the next look may do
            {
                if (!failed) LogFault(log, fault);
                failed = true;
            }
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "What other servers were told of items cannot be read now.")]
    private static partial void LogFault(ILogger log, Exception fault);
}
