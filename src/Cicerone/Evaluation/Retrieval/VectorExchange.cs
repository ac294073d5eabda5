using Cicerone.Data;
using Cicerone.Data.Features;
using Cicerone.Models;

namespace Cicerone.Evaluation.Retrieval;

/// <summary>
/// Vectors of items and of people as indexes outside of Cicerone take them: <c>embedding.fbin</c> with <c>id.u64bin</c> (an item's number, from 0), <c>query.fbin</c>, and what rows are called, one a line, in
/// <c>items.txt</c> and <c>queries.txt</c>. The score is the inner product.
/// </summary>
public static class VectorExchange
{
    /// <summary>The files' names.</summary>
    public const string Items = "embedding.fbin", Ids = "id.u64bin", Queries = "query.fbin", ItemNames = "items.txt", QueryNames = "queries.txt";

    private const int QueriesAtOnce = 1_024;

    /// <summary>Writes a model's vectors: those of the candidates, and those of queries.</summary>
    /// <param name="folder">Made when needed.</param>
    /// <param name="model">The model.</param>
    /// <param name="catalogue">Its items, and which are candidates.</param>
    /// <param name="queries">Whoever asks, and what to call them.</param>
    /// <exception cref="CiceroneException">The vectors have one number, which the format keeps for ids, or a name has a line break.</exception>
    public static void Write(string folder, IEmbeds model, Catalogue catalogue, IReadOnlyList<(string Name, Query Query)> queries)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(catalogue);
        ArgumentNullException.ThrowIfNull(queries);
        int width = model.ItemVectors.Width;
        if (width < 2) throw new CiceroneException("The model's vectors have one number, which .fbin keeps for ids. Fit it with longer ones.");
        int[] items = [.. Enumerable.Range(0, catalogue.Count).Where(catalogue.IsCandidate)];
        Directory.CreateDirectory(folder);
        WriteNames(Path.Combine(folder, ItemNames), items.Select(item => catalogue.Ids[item]));
        WriteNames(Path.Combine(folder, QueryNames), queries.Select(query => query.Name));
        float[] rows = new float[checked(items.Length * width)];
        for (int row = 0; row < items.Length; row++) model.ItemVectors[items[row]].CopyTo(rows.AsSpan(row * width));
        BinaryVectors.Write(Path.Combine(folder, Items), width, rows);
        BinaryVectors.WriteIds(Path.Combine(folder, Ids), 1, [.. items.Select(item => (ulong)item)]);
        float[] asked = new float[checked(queries.Count * width)];
        for (int first = 0; first < queries.Count; first += QueriesAtOnce)
        {
            Query[] some = [.. queries.Skip(first).Take(QueriesAtOnce).Select(query => query.Query)];
            model.Embed(some, asked.AsSpan(first * width, some.Length * width));
        }
        BinaryVectors.Write(Path.Combine(folder, Queries), width, asked);
    }

    private static void WriteNames(string path, IEnumerable<string> names) =>
        File.WriteAllLines(path, names.Select(name => name.AsSpan().IndexOfAny('\r', '\n') < 0 ? name : throw new CiceroneException($"'{name}' has a line break, so {path} cannot name it on a line.")));
}
