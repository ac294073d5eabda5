using Cicerone.Data.Formats;
using Cicerone.Protocols;

namespace Cicerone.Data.Buckets;

/// <summary>Takes what formats read to <see cref="EventBuckets"/> instead of memory.</summary>
internal sealed class BucketSink(EventBuckets buckets, Vocabulary users, Vocabulary items, Vocabulary actions, ReadOptions options, ReadReport report, CancellationToken cancellation)
    : EventSink(users, items, actions, options, report)
{
    private const int EventsBetweenLooks = 1 << 16;

    public override long Count => buckets.Count;

    private protected override void Store(SplitPart part, int user, int item, long? time, float? value, string? action)
    {
        if (buckets.Count % EventsBetweenLooks == 0) cancellation.ThrowIfCancellationRequested();
        buckets.Add(user, item, time, value, action);
    }
}
