using System.Buffers.Binary;

namespace Cicerone.Data.Buckets;

/// <summary>
/// Events on disk, in buckets of whole people: a hash of the person's id tells which. Events go in one by one in the order of their source; a
/// bucket at a time comes out as a log in that order. In memory are the ids of people, items and actions, and a buffer for each bucket.
/// </summary>
internal sealed class EventBuckets : IDisposable
{
    private const int BytesOfEvent = 21, EventsAtOnce = 4096;
    private readonly Vocabulary _users, _items, _actions;
    private readonly FileStream[] _files;
    private bool _hasValues, _hasActions;

    /// <param name="folder">Where the files go; there must be none of their names.</param>
    /// <param name="count">How many buckets.</param>
    /// <param name="users">External ids of the people.</param>
    /// <param name="items">Of the items.</param>
    /// <param name="actions">Names of the actions.</param>
    public EventBuckets(string folder, int count, Vocabulary users, Vocabulary items, Vocabulary actions)
    {
        (_users, _items, _actions) = (users, items, actions);
        Directory.CreateDirectory(folder);
        _files = [.. Enumerable.Range(0, count).Select(bucket => new FileStream(Path.Combine(folder, $"bucket-{bucket:00000}"), FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None, 16 * EventsAtOnce))];
    }

    /// <summary>How many buckets there are.</summary>
    public int BucketCount => _files.Length;

    /// <summary>How many events went in.</summary>
    public long Count { get; private set; }

    /// <summary>Whether events have times.</summary>
    public bool HasTimes { get; private set; }

    /// <summary>What times are divided by when they come out; known when all went in.</summary>
    public long TimeDivisor { get; set; } = 1;

    /// <summary>The times of each bucket's events; empty where they have none.</summary>
    public IEnumerable<ReadOnlyMemory<long>> Times => !HasTimes ? [] : Enumerable.Range(0, BucketCount).Select(bucket =>
    {
        long[] times = new long[_files[bucket].Length / BytesOfEvent];
        int next = 0;
        foreach (ReadOnlyMemory<byte> one in Events(bucket)) times[next++] = TimeOf(one.Span);
        return new ReadOnlyMemory<long>(times);
    });

    /// <summary>The events of a bucket, over people of its own and everybody's items.</summary>
    public InteractionLog this[int bucket]
    {
        get
        {
            var log = new InteractionLogBuilder(new Vocabulary(), _items, _actions);
            foreach (ReadOnlyMemory<byte> one in Events(bucket))
            {
                ReadOnlySpan<byte> bytes = one.Span;
                log.Add(_users[BinaryPrimitives.ReadInt32LittleEndian(bytes)], _items[BinaryPrimitives.ReadInt32LittleEndian(bytes[4..])], HasTimes ? TimeOf(bytes) : null,
                    _hasValues ? BinaryPrimitives.ReadSingleLittleEndian(bytes[16..]) : null, _hasActions ? _actions[bytes[20]] : null);
            }
            return log.Build();
        }
    }

    /// <summary>Adds an event. Either every event has a time, or none; likewise values and actions.</summary>
    /// <exception cref="CiceroneException">A column is present in some events and absent in others, or there are too many actions.</exception>
    public void Add(int user, int item, long? time, float? value, string? action)
    {
        if (Count == 0) (HasTimes, _hasValues, _hasActions) = (time is not null, value is not null, action is not null);
        CheckColumn(HasTimes, time is not null, "time");
        CheckColumn(_hasValues, value is not null, "value");
        CheckColumn(_hasActions, action is not null, "action");
        if (action is not null && _actions.Add(action) == InteractionLogBuilder.MostActions)
            throw new CiceroneException($"There are more than {InteractionLogBuilder.MostActions} different actions; is the action column the right one?");
        Span<byte> bytes = stackalloc byte[BytesOfEvent];
        BinaryPrimitives.WriteInt32LittleEndian(bytes, user);
        BinaryPrimitives.WriteInt32LittleEndian(bytes[4..], item);
        BinaryPrimitives.WriteInt64LittleEndian(bytes[8..], time ?? 0);
        BinaryPrimitives.WriteSingleLittleEndian(bytes[16..], value ?? 0);
        bytes[20] = action is null ? (byte)0 : (byte)_actions.Add(action);
        _files[(int)(RandomSource.Hash(_users[user]) % (ulong)_files.Length)].Write(bytes);
        Count++;
    }

    /// <summary>Closes the files and removes them.</summary>
    public void Dispose()
    {
        foreach (FileStream file in _files)
        {
            file.Dispose();
            File.Delete(file.Name);
        }
    }

    /// <summary>The events of a bucket as they lie on disk; each is valid until the next.</summary>
    private IEnumerable<ReadOnlyMemory<byte>> Events(int bucket)
    {
        FileStream file = _files[bucket];
        file.Position = 0;
        byte[] some = new byte[BytesOfEvent * EventsAtOnce];
        while (file.ReadAtLeast(some, some.Length, throwOnEndOfStream: false) is > 0 and int read)
            for (int at = 0; at < read; at += BytesOfEvent) yield return some.AsMemory(at, BytesOfEvent);
    }

    private long TimeOf(ReadOnlySpan<byte> bytes)
    {
        long time = BinaryPrimitives.ReadInt64LittleEndian(bytes[8..]);
        return TimeDivisor == 1 ? time : (long)Math.Round((double)time / TimeDivisor);
    }

    private void CheckColumn(bool has, bool given, string name)
    {
        if (has != given) throw new CiceroneException($"Event {Count + 1} has {(given ? "a" : "no")} {name}, unlike the events before it.");
    }
}
