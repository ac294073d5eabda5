namespace Cicerone.Server.Tests;

/// <summary>Time that passes when it is told to.</summary>
internal sealed class SetClock : TimeProvider
{
    private TimeSpan _passed;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public void Pass(TimeSpan time) => _passed += time;

    public override DateTimeOffset GetUtcNow() => DateTimeOffset.UnixEpoch.AddYears(56) + _passed;

    public override long GetTimestamp() => _passed.Ticks;
}
