using System.Globalization;
using System.IO.Compression;
using System.Text.Json;
using System.Text.Json.Nodes;
using Cicerone.Data.Formats;
using Cicerone.Language.Statements.Clustering;

namespace Cicerone.Language.Statements.Files;

/// <summary>
/// What merging leaves in the benchmark's own files: <c>clusters.csv</c>, <c>statement2cluster.json</c>, <c>rerank_pairs.csv</c> and <c>ann_results.npz</c>. The last holds the
/// neighbours that were near enough to be judged; the rest of its places are filled up as the benchmark does, with −1 and −∞.
/// </summary>
public static class ClusterFiles
{
    private const string ClustersFile = "clusters.csv", MapFile = "statement2cluster.json", PairsFile = "rerank_pairs.csv", NeighboursFile = "ann_results.npz";
    private const char Comma = ',';

    /// <summary>Writes clusters of a table of statements.</summary>
    /// <param name="folder">Where to.</param>
    /// <param name="clusters">The clusters.</param>
    /// <param name="statements">The table before merging.</param>
    /// <param name="options">How it was merged.</param>
    public static void Write(StatementFolder folder, StatementClusters clusters, IReadOnlyList<Statement> statements, ClusteringOptions options)
    {
        ArgumentNullException.ThrowIfNull(folder);
        ArgumentNullException.ThrowIfNull(clusters);
        ArgumentNullException.ThrowIfNull(statements);
        ArgumentNullException.ThrowIfNull(options);
        DelimitedText.WriteFile(folder.Of(ClustersFile), Comma, ["sentiment", "representative_index", "representative_statement", "cluster_size", "member_indices", "representative_mean_sim", "cluster_mean_pairwise_sim"],
            clusters.Members.Select((members, cluster) => new string?[]
            {
                $"{(int)statements[members[0]].Sentiment}", $"{clusters.Representatives[cluster]}", statements[clusters.Representatives[cluster]].Text, $"{members.Count}", $"[{string.Join(", ", members)}]",
                Number(clusters.Cosines.Count == 0 ? 1 : clusters.Cosines[cluster].OfRepresentative), Number(clusters.Cosines.Count == 0 ? 1 : clusters.Cosines[cluster].OfPairs),
            }));
        DelimitedText.WriteFile(folder.Of(PairsFile), Comma, ["sentiment", "statement_1_index", "statement_2_index", "statement_1", "statement_2", "bi_encoder_sim", "bi_encoder_rank", "cross_encoder_sim", "threshold"],
            clusters.Pairs.Select(judged => new string?[]
            {
                $"{(int)statements[judged.Pair.One].Sentiment}", $"{judged.Pair.One}", $"{judged.Pair.Other}", statements[judged.Pair.One].Text, statements[judged.Pair.Other].Text,
                Number(judged.Pair.Cosine), $"{judged.Pair.Rank}", Number(judged.Judgement), Number(options.Near),
            }));
        File.WriteAllText(folder.Of(MapFile), new JsonObject(clusters.ClusterOf.Select((cluster, id) => KeyValuePair.Create<string, JsonNode?>($"{id}", cluster))).ToJsonString() + "\n");
        WriteNeighbours(folder.Of(NeighboursFile), clusters, statements.Count, options.Neighbours);
    }

    /// <summary>Reads clusters back, with the pairs that were judged where there is a file of them.</summary>
    /// <exception cref="CiceroneException">A file is missing or broken, or a statement is in no cluster or in two.</exception>
    public static StatementClusters Read(StatementFolder folder)
    {
        ArgumentNullException.ThrowIfNull(folder);
        var members = new List<IReadOnlyList<int>>();
        var representatives = new List<int>();
        var cosines = new List<(double, double)>();
        CsvTable.Read(folder.Of(ClustersFile), ["representative_index", "member_indices", "representative_mean_sim", "cluster_mean_pairwise_sim"], row =>
        {
            members.Add(row.Numbers("member_indices"));
            representatives.Add(row.Read("representative_index", int.Parse));
            cosines.Add((row.Read("representative_mean_sim", double.Parse), row.Read("cluster_mean_pairwise_sim", double.Parse)));
        });
        var pairs = new List<(NearPair, double)>();
        if (File.Exists(folder.Of(PairsFile)))
            CsvTable.Read(folder.Of(PairsFile), ["statement_1_index", "statement_2_index", "bi_encoder_sim", "bi_encoder_rank", "cross_encoder_sim"], row => pairs.Add((
                new NearPair(row.Read("statement_1_index", int.Parse), row.Read("statement_2_index", int.Parse), row.Read("bi_encoder_sim", float.Parse), row.Read("bi_encoder_rank", int.Parse)), row.Read("cross_encoder_sim", double.Parse))));
        return new StatementClusters(members, representatives, pairs) { Cosines = cosines };
    }

    /// <summary>Reads which cluster each statement is in, from <c>statement2cluster.json</c>.</summary>
    /// <exception cref="CiceroneException">The file is missing or broken.</exception>
    public static IReadOnlyDictionary<int, int> ReadMap(StatementFolder folder)
    {
        ArgumentNullException.ThrowIfNull(folder);
        string path = folder.Of(MapFile);
        if (!File.Exists(path)) throw new CiceroneException($"There is no file '{path}'.");
        try
        {
            return JsonNode.Parse(File.ReadAllText(path))!.AsObject().ToDictionary(pair => int.Parse(pair.Key), pair => pair.Value!.GetValue<int>());
        }
        catch (Exception fault) when (fault is JsonException or InvalidOperationException or NullReferenceException or FormatException)
        {
            throw new CiceroneException($"{path} is damaged: {fault.Message}", fault);
        }
    }

    /// <summary>Reads the neighbours of each statement: indices, −1 where there is none, and cosines, both of shape [statements, neighbours].</summary>
    /// <exception cref="CiceroneException">The file is missing or broken.</exception>
    public static (int[] Indices, float[] Cosines, int Width) ReadNeighbours(StatementFolder folder)
    {
        ArgumentNullException.ThrowIfNull(folder);
        string path = folder.Of(NeighboursFile);
        if (!File.Exists(path)) throw new CiceroneException($"There is no file '{path}'.");
        try
        {
            using ZipArchive archive = ZipFile.OpenRead(path);
            (int[] indices, int[] shape) = Entry<int>(archive, "indices.npy", path);
            (float[] cosines, int[] other) = Entry<float>(archive, "similarities.npy", path);
            return shape.Length == 2 && shape.SequenceEqual(other) ? (indices, cosines, shape[1]) : throw new CiceroneException($"{path} is damaged: its two arrays are not of one shape.");
        }
        catch (InvalidDataException fault)
        {
            throw new CiceroneException($"{path} is no archive that NumPy wrote: {fault.Message}", fault);
        }
    }

    private static (T[] Values, int[] Shape) Entry<T>(ZipArchive archive, string name, string path) where T : unmanaged
    {
        ZipArchiveEntry entry = archive.GetEntry(name) ?? throw new CiceroneException($"{path} has no array '{name}'.");
        if (entry.Length > Array.MaxLength) throw new CiceroneException($"{path} has an array '{name}' of {entry.Length:N0} bytes, more than can be read at once.");
        using Stream stream = entry.Open();
        return NumpyNumbers.Read<T>(stream, entry.Length, $"{path}, {name}");
    }

    private static void WriteNeighbours(string path, StatementClusters clusters, int count, int width)
    {
        int[] indices = new int[checked(count * width)], used = new int[count];
        float[] cosines = new float[indices.Length];
        Array.Fill(indices, -1);
        Array.Fill(cosines, float.NegativeInfinity);
        foreach (NearPair pair in clusters.Pairs.Select(judged => judged.Pair).OrderByDescending(pair => pair.Cosine).ThenBy(pair => pair.One).ThenBy(pair => pair.Other))
            foreach ((int from, int to) in ((int, int)[])[(pair.One, pair.Other), (pair.Other, pair.One)])
                if (used[from] < width) (indices[from * width + used[from]], cosines[from * width + used[from]++]) = (to, pair.Cosine);
        File.Delete(path);
        using ZipArchive archive = ZipFile.Open(path, ZipArchiveMode.Create);
        using (Stream stream = archive.CreateEntry("indices.npy").Open()) NumpyNumbers.Write<int>(stream, indices, count, width);
        using (Stream stream = archive.CreateEntry("similarities.npy").Open()) NumpyNumbers.Write<float>(stream, cosines, count, width);
    }

    private static string Number(double value) => value.ToString("R", CultureInfo.InvariantCulture);
}
