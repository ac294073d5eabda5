using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace Cicerone.Server.Operations;

/// <summary>What the server measures of itself, beside what the framework does. Nothing of it names a person, an item or a key.</summary>
internal sealed class Telemetry
{
    /// <summary>Name of the meter and of the source of spans.</summary>
    public const string Name = "Cicerone";

    private static readonly ActivitySource Source = new(Name);
    private readonly Meter _meter;
    private readonly Counter<long> _recommended, _recorded, _duplicates, _forgotten, _exchanged;
    private readonly Histogram<double> _write;

    public Telemetry(IMeterFactory meters)
    {
        _meter = meters.Create(Name);
        _recommended = _meter.CreateCounter<long>("cicerone.recommendations", "{list}", "Lists that were recommended, by their source.");
        _recorded = _meter.CreateCounter<long>("cicerone.events.recorded", "{event}", "Events that were stored.");
        _duplicates = _meter.CreateCounter<long>("cicerone.events.duplicate", "{event}", "Events that were left out because they were stored before.");
        _forgotten = _meter.CreateCounter<long>("cicerone.people.forgotten", "{person}", "People who were forgotten.");
        _exchanged = _meter.CreateCounter<long>("cicerone.model.exchanges", "{exchange}", "Exchanges of the model in service, by whether they went well.");
        _write = _meter.CreateHistogram("cicerone.store.write.duration", "s", "Time of one transaction of events, until it survives a loss of power.",
            advice: new InstrumentAdvice<double> { HistogramBucketBoundaries = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5] });
    }

    /// <summary>Begins a span of the request under way; null when nobody looks.</summary>
    public static Activity? Begin(string what) => Source.StartActivity(what);

    /// <summary>Watches how many events wait.</summary>
    public void WatchWaiting(Func<int> waiting) => _meter.CreateObservableGauge("cicerone.events.waiting", waiting, "{event}", "Events that wait to be stored.");

    public void Recommended(string source) => _recommended.Add(1, new KeyValuePair<string, object?>("source", source));

    public void Recorded(int accepted, int duplicates)
    {
        _recorded.Add(accepted);
        _duplicates.Add(duplicates);
    }

    public void Wrote(TimeSpan duration) => _write.Record(duration.TotalSeconds);

    public void Forgot() => _forgotten.Add(1);

    public void Exchanged(bool well) => _exchanged.Add(1, new KeyValuePair<string, object?>("outcome", well ? "done" : "refused"));
}
