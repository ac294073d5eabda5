using System.Threading.RateLimiting;

namespace Cicerone.Server.Security;

/// <summary>How often each key, or each address where no key is needed, may ask: a bucket of tokens that is filled every second.</summary>
internal sealed class RateLimits(ServerOptions options) : IDisposable
{
    private readonly PartitionedRateLimiter<string>? _limiter = options.RequestsPerSecond is not { } perSecond ? null : PartitionedRateLimiter.Create<string, string>(who =>
        RateLimitPartition.GetTokenBucketLimiter(who, _ => new TokenBucketRateLimiterOptions
        {
            TokenLimit = perSecond,
            TokensPerPeriod = perSecond,
            ReplenishmentPeriod = TimeSpan.FromSeconds(1),
            QueueLimit = 0,
        }));

    /// <summary>Takes a token.</summary>
    /// <exception cref="RefusedException">There is none left for now.</exception>
    public void Take(string who)
    {
        if (_limiter is null) return;
        using RateLimitLease lease = _limiter.AttemptAcquire(who);
        if (!lease.IsAcquired) throw new RefusedException(StatusCodes.Status429TooManyRequests, $"More than {options.RequestsPerSecond} requests in a second. Ask again in a second.");
    }

    public void Dispose() => _limiter?.Dispose();
}
