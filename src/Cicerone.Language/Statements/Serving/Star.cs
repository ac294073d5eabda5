using System.Numerics.Tensors;
using Cicerone.Data;
using Cicerone.Language.Statements.Clustering;
using Cicerone.Language.Statements.Extraction;
using Cicerone.Language.Statements.Ranking;
using Cicerone.Models;

namespace Cicerone.Language.Statements.Serving;

/// <summary>
/// Learns <see cref="StarModel"/> from events and the reviews of these: statements are extracted and merged offline, and ExpGCN learns from both. It sees the reviews of
/// training events alone.
/// </summary>
public static class Star
{
    private const string Name = "star";

    /// <summary>Learns a model.</summary>
    /// <exception cref="CiceroneException">There are no reviews of training events, or none makes a statement; or the loss is no longer a number.</exception>
    public static StarModel Fit(TrainingData data, StarOptions options, FitContext context)
    {
        ArgumentNullException.ThrowIfNull(data);
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(context);
        if (data.Reviews.Count == 0) throw new CiceroneException($"{Name} learns from what people wrote, and there is no review of a training event. Give reviews with --reviews FILE, whose people and items are those of the data.");
        StatementCorpus corpus = CorpusOf(data, context);
        StatementExamples examples = ExamplesOf(data, corpus);
        StatementBook book = StatementBook.Of(corpus, id => data.Items.Items.Index(id, "item"), options.LeastPeople);
        StarModel Model(ExpGcnVectors vectors) => new(vectors, ReadersOf(data.Log, vectors), book, options.ItemLayers);
        return Model(ExpGcn.Train(Name, examples, options, context, data, Model));
    }

    /// <summary>Reads a model back.</summary>
    public static StarModel Load(ModelReader folder, StarOptions options)
    {
        ArgumentNullException.ThrowIfNull(folder);
        ArgumentNullException.ThrowIfNull(options);
        return StarModel.Load(folder, options);
    }

    private static StatementCorpus CorpusOf(TrainingData data, FitContext context)
    {
        var surface = StatementCorpus.Of(ExtractedReviews.Offline(data.Reviews, context.Parallel).Reviews);
        if (surface.Statements.Count == 0) throw new CiceroneException($"None of the {data.Reviews.Count:N0} reviews makes a statement that the rules of extraction know. They know English.");
        var clusterer = new StatementClusterer(new LexiconJudge(), new ClusteringOptions());
        return surface.Consolidate(clusterer.MergeAsync(surface.Statements, StatementClusterer.WordVectors(surface.Statements, context.Parallel), context.Cancellation).GetAwaiter().GetResult());
    }

    /// <summary>Every event, with the statements of its reviews.</summary>
    private static StatementExamples ExamplesOf(TrainingData data, StatementCorpus corpus)
    {
        ILookup<(string, string), int> reviews = Enumerable.Range(0, corpus.Reviews.Count).ToLookup(row => (corpus.Reviews[row].Review.User, corpus.Reviews[row].Review.Item));
        InteractionLog log = data.Log;
        var told = new HashSet<(int, int)>();
        var statements = new IReadOnlyList<int>[log.Count];
        for (int row = 0; row < log.Count; row++)
            statements[row] = told.Add((log.User[row], log.Item[row])) ? [.. reviews[(log.Users[log.User[row]], log.Items[log.Item[row]])].SelectMany(review => corpus.Reviews[review].Statements).Distinct()] : [];
        return new StatementExamples(log, statements, new Catalogue(corpus.ToTable(), [.. corpus.Frequencies]));
    }

    /// <summary>What the people of each item care about, on the mean; zeros for an item without any.</summary>
    private static float[] ReadersOf(InteractionLog log, ExpGcnVectors vectors)
    {
        int width = vectors.Width;
        float[] readers = new float[vectors.Items.Length];
        int[] counts = new int[readers.Length / width];
        var met = new HashSet<(int, int)>();
        for (int row = 0; row < log.Count; row++)
        {
            if (!met.Add((log.User[row], log.Item[row]))) continue;
            Span<float> reader = readers.AsSpan(log.Item[row] * width, width);
            TensorPrimitives.Add(reader, vectors.PersonAspects.AsSpan(log.User[row] * width, width), reader);
            counts[log.Item[row]]++;
        }
        for (int item = 0; item < counts.Length; item++)
            if (counts[item] > 0) TensorPrimitives.Divide(readers.AsSpan(item * width, width), counts[item], readers.AsSpan(item * width, width));
        return readers;
    }
}
