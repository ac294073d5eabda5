namespace Cicerone.Client;

/// <summary>How a client reaches its server.</summary>
public sealed record CiceroneClientOptions
{
    /// <summary>Where the server listens, such as http://127.0.0.1:5000.</summary>
    public required Uri Address { get; init; }

    /// <summary>The key that is sent with every request; null for none.</summary>
    public string? Key { get; init; }

    /// <summary>How often a request is sent again when that is safe and the server is out of reach or busy, 0 to 10.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is outside.</exception>
    public int Retries { get; init => field = value is >= 0 and <= 10 ? value : throw new ArgumentOutOfRangeException(nameof(value), value, "Retries must lie in 0 to 10."); } = 3;

    /// <summary>How long to wait before the first retry, where the server says nothing; each further wait is twice as long. Not negative.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is negative.</exception>
    public TimeSpan FirstWait { get; init => field = value >= TimeSpan.Zero ? value : throw new ArgumentOutOfRangeException(nameof(value), value, "A wait cannot be negative."); } = TimeSpan.FromMilliseconds(100);

    /// <summary>Measures the waits.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;
}
