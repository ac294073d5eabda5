using Cicerone.Server.Live;
using Cicerone.Server.Operations;
using Cicerone.Server.Storage;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Logging;

namespace Cicerone.Server.Pages;

/// <summary>How the server is, for whoever runs it.</summary>
public sealed partial class OverviewPage : ComponentBase
{
    private const int Most = 2000;
    private static readonly (string Name, double Share)[] Quantiles = [("half are faster than", 0.5), ("nine of ten are faster than", 0.9), ("99 of a hundred are faster than", 0.99)];
    private StoredExposure[] _latest = [];
    private double[] _milliseconds = [];
    private (string Source, double Share)[] _sources = [];
    private StoreCounts _counts = new(0, 0); // a page is drawn once before what it waits for is there, and again after
    private IReadOnlyList<StoredKey> _keys = [];
    private int _expired;
    private IReadOnlyList<string> _members = [];
    private string? _clusterFault;

    [Inject] private Store Store { get; set; } = null!;

    [Inject] private ServerOptions Options { get; set; } = null!;

    [Inject] private ServerState State { get; set; } = null!;

    [Inject] private ILiveState Live { get; set; } = null!;

    [Inject] private ModelInService Model { get; set; } = null!;

    [Inject] private ExposureIntake Exposures { get; set; } = null!;

    [Inject] private TimeProvider Clock { get; set; } = null!;

    [Inject] private ILogger<OverviewPage> Log { get; set; } = null!;

    [Inject] private IHttpContextAccessor Accessor { get; set; } = null!;

    /// <inheritdoc/>
    protected override async Task OnInitializedAsync()
    {
        CancellationToken cancellation = Accessor.HttpContext!.RequestAborted;
        await Exposures.FlushAsync(cancellation);
        _counts = await Store.Events.CountAsync(cancellation);
        _keys = await Store.Keys.AllAsync(cancellation);
        _expired = _keys.Count(key => Clock.GetUtcNow() >= key.Expires);
        await AskMembersAsync(cancellation);
        _latest = [.. (await Store.Exposures.LatestAsync(Most, cancellation)).Select(numbered => numbered.Exposure)];
        _milliseconds = [.. _latest.Select(exposure => exposure.Milliseconds).Order()];
        string[] sources = [.. _latest.SelectMany(exposure => exposure.Items).Select(item => item.Source)];
        _sources = [.. sources.CountBy(source => source).OrderByDescending(source => source.Value).Select(source => (source.Key, (double)source.Value / sources.Length))];
    }

    private async Task AskMembersAsync(CancellationToken cancellation)
    {
        try
        {
            _members = await Live.MembersAsync(cancellation);
        }
        catch (StoreUnavailableException fault) // the rest can be shown
        {
            LogFault(Log, fault);
            _clusterFault = fault.Message;
        }
    }

    private double QuantileOf(double share) => _milliseconds[Math.Min(_milliseconds.Length - 1, (int)(share * _milliseconds.Length))];

    private static string Time(long time) => DateTimeOffset.FromUnixTimeMilliseconds(time).ToString("yyyy-MM-dd HH:mm");

    private static string Size(long bytes) => bytes >= 1L << 30 ? $"{bytes / (double)(1L << 30):0.0} GiB" : $"{bytes / (double)(1 << 20):0} MiB";

    [LoggerMessage(Level = LogLevel.Warning, Message = "The overview cannot tell who is in the cluster.")]
    private static partial void LogFault(ILogger log, Exception fault);
}
