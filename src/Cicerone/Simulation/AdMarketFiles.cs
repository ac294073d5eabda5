using System.Globalization;
using System.Text.Json;
using Cicerone.Data.Formats.Pickles;
using Cicerone.Data.Formats.TencentGr;

namespace Cicerone.Simulation;

/// <summary>
/// Writes an <see cref="AdMarket"/> as TencentGR's contest gave out its data. People for training are in <c>seq.jsonl</c>; those for testing in
/// <c>predict_seq.jsonl</c>, up to before the advertisement that they clicked (or that led to a conversion) last, which is to be found among all
/// (<c>predict_set.jsonl</c>). It was shown before as well: those events are left out. Beside them, in <c>truth/</c>, what no model may see: the answers, and what each advertisement is of.
/// </summary>
public sealed class AdMarketFiles
{
    private const long FirstCreative = 20_000_000_000, BetweenCreatives = 7;

    private readonly AdMarket _market;
    private readonly AdDescriptions _descriptions;
    private readonly string _folder;
    private readonly int[] _index; // of an ad in the indexer, from 1; 0 is unseen
    private readonly Dictionary<string, Dictionary<int, int>> _values = [];
    private readonly IProgress<double>? _progress;
    private readonly CancellationToken _cancellation;

    private AdMarketFiles(AdMarketOptions options, string folder, IProgress<double>? progress, CancellationToken cancellation)
    {
        _market = new AdMarket(options);
        _descriptions = new AdDescriptions(_market, options);
        (_folder, _progress, _cancellation) = (folder, progress, cancellation);
        _index = new int[_market.ItemCount];
    }

    /// <summary>Writes the files.</summary>
    /// <param name="options">The market.</param>
    /// <param name="folder">Where to; made when needed.</param>
    /// <param name="progress">Told the share done.</param>
    /// <param name="cancellation">Stops the writing.</param>
    /// <returns>How many events were written.</returns>
    public static long Write(AdMarketOptions options, string folder, IProgress<double>? progress = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        Directory.CreateDirectory(Path.Combine(folder, "truth"));
        return new AdMarketFiles(options, folder, progress, cancellation).Write();
    }

    /// <summary>Raw id of a person.</summary>
    public static string UserId(int user) => string.Create(CultureInfo.InvariantCulture, $"user_{user:00000000}");

    /// <summary>Raw id of an advertisement: that of its creative.</summary>
    public static string CreativeId(int ad) => (FirstCreative + ad * BetweenCreatives).ToString(CultureInfo.InvariantCulture);

    /// <summary>What a person is to be shown next: the last advertisement that they clicked or that led to a conversion; null when there is none.</summary>
    /// <param name="events">All events of a person.</param>
    /// <param name="conversionFirst">Whether the last conversion comes before the last click.</param>
    public static AdMarketEvent? TargetOf(IReadOnlyList<AdMarketEvent> events, bool conversionFirst)
    {
        AdMarketEvent? last = null;
        foreach (AdMarketEvent one in events)
            if (one.Action != AdAction.Exposure && !(conversionFirst && last?.Action == AdAction.Conversion && one.Action == AdAction.Click)) last = one;
        return last;
    }

    private long Write()
    {
        int[] train = [.. Enumerable.Range(0, _market.UserCount).Where(user => !AdMarket.IsTest(user))], test = [.. Enumerable.Range(0, _market.UserCount).Where(AdMarket.IsTest)];
        int known = IndexItems(train);
        WriteIndexer(train, known);
        WriteItems();
        WriteCandidates();
        for (int kind = 0; kind < AdDescriptions.Vectors.Count; kind++) WriteVectors(kind);
        long events = WriteLines("seq", train, (place, user) => new AdSequence($"{place + 1}", _descriptions.OfUser(user), [.. _market.EventsOf(user).Select(Event)]));
        return events + WriteTest(test);
    }

    /// <summary>Numbers the advertisements that training people meet, in the order of their numbers.</summary>
    private int IndexItems(int[] train)
    {
        foreach (int user in train)
        {
            _cancellation.ThrowIfCancellationRequested();
            foreach (AdMarketEvent one in _market.EventsOf(user)) _index[one.Ad] = 1;
        }
        int known = 0;
        for (int ad = 0; ad < _index.Length; ad++)
        {
            if (_index[ad] == 0) continue;
            _index[ad] = ++known;
            foreach ((string id, int value) in _descriptions.Of(ad))
            {
                Dictionary<int, int> values = _values.TryGetValue(id, out Dictionary<int, int>? there) ? there : _values[id] = [];
                values.TryAdd(value, values.Count + 1);
            }
        }
        return known;
    }

    private void WriteIndexer(int[] train, int known)
    {
        string[] items = new string[known];
        for (int ad = 0; ad < _index.Length; ad++)
            if (_index[ad] > 0) items[_index[ad] - 1] = CreativeId(ad);
        new AdIndexer([.. train.Select(UserId)], items, _values.ToDictionary(field => field.Key, field => (IReadOnlyList<string>)[.. field.Value.Keys.Select(value => value.ToString(CultureInfo.InvariantCulture))])).Write(Path.Combine(_folder, AdIndexer.FileName));
    }

    private void WriteItems()
    {
        using FileStream file = File.Create(Path.Combine(_folder, "item_feat_dict.json"));
        using var json = new Utf8JsonWriter(file);
        json.WriteStartObject();
        for (int ad = 0; ad < _index.Length; ad++)
        {
            if (_index[ad] == 0) continue;
            json.WritePropertyName(_index[ad].ToString(CultureInfo.InvariantCulture));
            FeaturesOf(ad).Write(json);
        }
        json.WriteEndObject();
    }

    private void WriteCandidates()
    {
        using StreamWriter truth = File.CreateText(Path.Combine(_folder, "truth", "ads.csv"));
        truth.WriteLine("creative_id,topic,start,end,popularity,cold");
        using FileStream file = File.Create(Path.Combine(_folder, "predict_set.jsonl"));
        using var json = new Utf8JsonWriter(file);
        for (int ad = 0; ad < _index.Length; ad++)
        {
            json.WriteStartObject();
            json.WriteNumber("creative_id", FirstCreative + ad * BetweenCreatives);
            json.WriteNumber("retrieval_id", ad);
            json.WritePropertyName("features");
            FeaturesOf(ad).Write(json);
            json.WriteEndObject();
            EndLine(file, json);
            Ad one = _market[ad];
            truth.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{CreativeId(ad)},{one.Topic},{one.Start},{one.End},{_market.Popularity(ad)},{one.IsCold}"));
        }
    }

    private void WriteVectors(int kind)
    {
        string id = AdDescriptions.Vectors[kind].Id, folder = Path.Combine(_folder, "creative_emb");
        float[] vector = new float[AdDescriptions.Width];
        if (id == "81")
        {
            using var pickle = new PickleWriter(Path.Combine(Directory.CreateDirectory(folder).FullName, $"emb_{id}_{AdDescriptions.Width}.pkl"));
            pickle.Dictionary(Enumerable.Range(0, _market.ItemCount).Where(ad => _descriptions.TryVector(ad, kind, vector)).Select(ad => (Action)(() =>
            {
                _descriptions.TryVector(ad, kind, vector);
                pickle.Text(CreativeId(ad));
                pickle.Vector(vector);
            })));
            return;
        }
        using FileStream file = File.Create(Path.Combine(Directory.CreateDirectory(Path.Combine(folder, $"emb_{id}_{AdDescriptions.Width}")).FullName, "part-00000.json"));
        using var json = new Utf8JsonWriter(file);
        for (int ad = 0; ad < _market.ItemCount; ad++)
        {
            if (!_descriptions.TryVector(ad, kind, vector)) continue;
            json.WriteStartObject();
            json.WriteNumber("anonymous_cid", FirstCreative + ad * BetweenCreatives);
            json.WriteStartArray("emb");
            foreach (float number in vector) json.WriteNumberValue(number);
            json.WriteEndArray();
            json.WriteEndObject();
            EndLine(file, json);
        }
    }

    private long WriteTest(int[] test)
    {
        var asked = new List<(int User, AdMarketEvent Target)>();
        foreach (int user in test)
        {
            AdMarketEvent[] events = [.. _market.EventsOf(user)];
            if (TargetOf(events, conversionFirst: true) is { } target && events.Any(one => IsBefore(one, target))) asked.Add((user, target));
        }
        using (StreamWriter truth = File.CreateText(Path.Combine(_folder, "truth", "answers.csv")))
        using (FileStream file = File.Create(Path.Combine(_folder, "user_action_type.json")))
        using (var actions = new Utf8JsonWriter(file))
        {
            truth.WriteLine("user,creative_id,action,time,wanted");
            actions.WriteStartObject();
            foreach ((int user, AdMarketEvent target) in asked)
            {
                truth.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{UserId(user)},{CreativeId(target.Ad)},{(int)target.Action},{target.Time},{target.Wanted}"));
                actions.WriteNumber(UserId(user), (int)target.Action);
            }
            actions.WriteEndObject();
        }
        return WriteLines("predict_seq", [.. asked.Select(one => one.User)], (place, user) =>
            new AdSequence(UserId(user), _descriptions.OfUser(user), [.. _market.EventsOf(user).Where(one => IsBefore(one, asked[place].Target)).Select(Event)]));
    }

    private static bool IsBefore(AdMarketEvent one, AdMarketEvent target) => one.Time < target.Time && one.Ad != target.Ad;

    private long WriteLines(string name, int[] users, Func<int, int, AdSequence> sequence)
    {
        long written = 0;
        var offsets = new List<long>(users.Length);
        using (FileStream file = File.Create(Path.Combine(_folder, $"{name}.jsonl")))
        using (var json = new Utf8JsonWriter(file))
            for (int place = 0; place < users.Length; place++)
            {
                _cancellation.ThrowIfCancellationRequested();
                AdSequence one = sequence(place, users[place]);
                offsets.Add(file.Position);
                one.Write(json);
                EndLine(file, json);
                written += one.Events.Count;
                if (place % 1024 == 0) _progress?.Report((double)place / users.Length);
            }
        using var pickle = new PickleWriter(Path.Combine(_folder, $"{name}_offsets.pkl"));
        pickle.List(offsets.Select(offset => (Action)(() => pickle.Number(offset))));
        return written;
    }

    private AdEvent Event(AdMarketEvent one) => new(_index[one.Ad] > 0 ? $"{_index[one.Ad]}" : CreativeId(one.Ad), FeaturesOf(one.Ad), one.Action, one.Time);

    /// <summary>The fields of an advertisement by the indexer; a value that training people never met is raw text.</summary>
    private AdFeatures FeaturesOf(int ad)
    {
        var features = new AdFeatures();
        foreach ((string id, int value) in _descriptions.Of(ad))
        {
            if (_values.TryGetValue(id, out Dictionary<int, int>? values) && values.TryGetValue(value, out int index)) features.Add(id, index);
            else features.AddUnseen(id, value.ToString(CultureInfo.InvariantCulture));
        }
        return features;
    }

    private static void EndLine(FileStream file, Utf8JsonWriter json)
    {
        json.Flush();
        json.Reset();
        file.WriteByte((byte)'\n');
    }
}
