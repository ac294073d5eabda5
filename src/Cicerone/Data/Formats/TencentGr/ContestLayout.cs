using System.Globalization;
using System.Text.Json;
using Cicerone.Data.Formats.Pickles;

namespace Cicerone.Data.Formats.TencentGr;

/// <summary>The files of the contest: lines of JSON with their offsets, and pickles. Memory grows with the catalogue, some kilobytes an advertisement: each line repeats its features.</summary>
internal sealed class ContestLayout : AdLayout
{
    private const string PickledKind = "81"; // the one that was given out as a pickle

    public override string Name => "contest";

    public override string Summary => $"{ContestData.Sequences}, {ItemFeaturesFormat.FileName}, {ContestData.CandidateFile} and {ContestData.VectorFolder}/";

    public override bool Fits(string folder) => File.Exists(Path.Combine(folder, ContestData.Sequences));

    public override AdData Open(string folder) => new ContestData(folder);

    private protected override long WriteTrainingFiles(AdData data, string folder, IProgress<double>? progress, CancellationToken cancellation)
    {
        AdFeatures[] items = WriteItems(data, Path.Combine(folder, ItemFeaturesFormat.FileName), cancellation);
        using (var lines = new JsonLineWriter(Path.Combine(folder, ContestData.CandidateFile)))
            foreach (AdCandidate candidate in data.Candidates()) lines.Write(json => Write(json, candidate));
        foreach (AdVectorKind kind in data.VectorKinds) WriteVectors(data, kind, Path.Combine(folder, ContestData.VectorFolder), cancellation);
        return WriteSequences(data, items, folder, progress, cancellation);
    }

    private static AdFeatures[] WriteItems(AdData data, string path, CancellationToken cancellation)
    {
        var items = new AdFeatures[data.Indexer.Items.Count];
        using FileStream file = File.Create(path);
        using var json = new Utf8JsonWriter(file);
        json.WriteStartObject();
        foreach ((int item, AdFeatures features) in data.Items())
        {
            cancellation.ThrowIfCancellationRequested();
            if (item < 1 || item > items.Length) throw new CiceroneException($"There are features of the advertisement {item}, but the indexer has 1 to {items.Length:N0}.");
            items[item - 1] = features;
            json.WritePropertyName(item.ToString(CultureInfo.InvariantCulture));
            features.Write(json);
        }
        json.WriteEndObject();
        return items;
    }

    private static long WriteSequences(AdData data, AdFeatures[] items, string folder, IProgress<double>? progress, CancellationToken cancellation)
    {
        long written = 0, people = 0;
        using IEnumerator<(int User, AdFeatures Features)> profiles = data.Profiles().GetEnumerator();
        bool more = profiles.MoveNext();
        using var lines = new JsonLineWriter(Path.Combine(folder, ContestData.Sequences));
        foreach (AdHistory history in data.Histories())
        {
            cancellation.ThrowIfCancellationRequested();
            AdFeatures profile = more && profiles.Current.User == history.User ? profiles.Current.Features : AdFeatures.None;
            if (profile != AdFeatures.None) more = profiles.MoveNext();
            AdEvent Event(int place) => new(history.Items[place].ToString(CultureInfo.InvariantCulture), FeaturesOf(history.Items[place]), history.Actions[place], history.Times[place]);
            var sequence = new AdSequence(history.User.ToString(CultureInfo.InvariantCulture), profile, [.. Enumerable.Range(0, history.Items.Length).Select(Event)]);
            lines.Write(sequence.Write);
            written += history.Items.Length;
            if (++people % 1024 == 0) progress?.Report((double)people / Math.Max(people, data.Indexer.Users.Count));
        }
        if (more) throw new CiceroneException($"The profile of user {profiles.Current.User} is out of order: profiles must come in the order of the histories, and each belong to one.");
        lines.WriteOffsets();
        return written;

        AdFeatures FeaturesOf(int item) => item >= 1 && item <= items.Length ? items[item - 1] ?? AdFeatures.None : throw new CiceroneException($"An event is of the advertisement {item}, but the indexer has 1 to {items.Length:N0}.");
    }

    private static void WriteVectors(AdData data, AdVectorKind kind, string folder, CancellationToken cancellation)
    {
        Directory.CreateDirectory(folder);
        if (kind.Id == PickledKind)
        {
            using var pickle = new PickleWriter(Path.Combine(folder, kind.Name + ".pkl"));
            pickle.Dictionary(Checked().Select(vector => (Action)(() =>
            {
                pickle.Text(vector.Creative);
                pickle.Vector(vector.Values);
            })));
            return;
        }
        using var lines = new JsonLineWriter(Path.Combine(Directory.CreateDirectory(Path.Combine(folder, kind.Name)).FullName, "part-00000.json"));
        foreach (AdVector vector in Checked()) lines.Write(json => Write(json, vector));

        IEnumerable<AdVector> Checked() => data.Vectors(kind).Select(vector =>
        {
            cancellation.ThrowIfCancellationRequested();
            return vector;
        });
    }

    private static void Write(Utf8JsonWriter json, AdVector vector)
    {
        json.WriteStartObject();
        json.WritePropertyName("anonymous_cid");
        JsonLineWriter.WriteId(json, vector.Creative);
        if (vector.Values.Length > 0)
        {
            json.WriteStartArray("emb");
            foreach (float number in vector.Values) json.WriteNumberValue(number);
            json.WriteEndArray();
        }
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, AdCandidate candidate)
    {
        json.WriteStartObject();
        json.WritePropertyName("creative_id");
        JsonLineWriter.WriteId(json, candidate.Creative);
        json.WriteNumber("retrieval_id", candidate.RetrievalId);
        json.WritePropertyName("features");
        candidate.Features.Write(json);
        json.WriteEndObject();
    }
}
