using Cicerone.Data;
using Cicerone.Data.Reviews;
using Cicerone.Language.Paths.Search;
using Cicerone.Language.Paths.Subgraphs;
using Cicerone.Language.Paths.Writing;
using Cicerone.Language.Transformer;
using Cicerone.Models;
using Cicerone.Neural.Sequences;
using Cicerone.Neural.Training;

namespace Cicerone.Language.Paths.Serving;

/// <summary>Learns the <see cref="PathWriter"/> of a model, from what people wrote of items: each review with the paths and the graph of its moment, which its own words and its own edge are no part of.</summary>
internal sealed class WriterFit(TrainingData data, SequenceModel ranker, PathGraph graph, MmpReferOptions options, FitContext context)
{
    private const string Stage = "mmp-refer-writer";
    private const int AtOnce = 256;
    private readonly Catalogue _catalogue = Catalogue.Of(data.Log, data.Items);

    /// <summary>Learns it.</summary>
    /// <param name="shareBefore">Part of the whole fit that is done before.</param>
    public PathWriter Run(double shareBefore)
    {
        (ReviewWords words, IReadOnlyList<(string Item, string Person)> without) = ReviewWords.Of(data.Reviews, data.Log);
        var prompts = WriterPrompts.Learn([.. data.Reviews.Select(review => review.Text), .. _catalogue.Items.Columns.SelectMany(column => _catalogue.Items.Column(column)).OfType<string>()], new PathWords(_catalogue).Columns,
            options.WriterVocabulary, options.Experts > 0 ? GraphPrompts.Each : 0, options.WriterPaths);
        DecoderShape shape = ShapeOf(prompts, options);
        using var learner = new WriterLearner(Examples(prompts, without), shape, options.Experts, graph.Width, context.Seed);
        MmpReferOptions how = options with { Epochs = options.WriterEpochs, BatchSize = 16, LearningRate = 3e-3, ClipNorm = 1, Schedule = Schedule.Linear, Warmup = 0.05 };
        new Trainer(Stage, data with { Watched = null }, how, context, shareBefore, 1 - shareBefore).Train(learner);
        return new PathWriter(learner.Weights(), shape, options.Experts, prompts, words, graph);
    }

    /// <summary>The shape of a decoder for such prompts.</summary>
    public static DecoderShape ShapeOf(WriterPrompts prompts, MmpReferOptions options)
    {
        const int Heads = 4;
        if (options.WriterWidth % (2 * Heads) != 0) throw new CiceroneException($"Option 'writer-width' is {options.WriterWidth}, but must be a multiple of {2 * Heads}.");
        return DecoderShape.Small(prompts.Vocabulary, options.WriterWidth, options.WriterLayers, Heads, prompts.MaxLength);
    }

    /// <summary>The reviews that are learned from, in their order.</summary>
    private int[] Drawn()
    {
        int[] rows = [.. Enumerable.Range(0, data.Reviews.Count)];
        if (options.WriterReviews == 0 || options.WriterReviews >= rows.Length) return rows;
        RandomSource.For(context.Seed, RandomSource.Hash(Stage)).Shuffle(rows.AsSpan());
        return [.. rows.Take(options.WriterReviews).Order()];
    }

    /// <summary>Each review as an example. Of every second one the words of the person are left out, since a stranger has none.</summary>
    private List<WriterExample> Examples(WriterPrompts prompts, IReadOnlyList<(string Item, string Person)> without)
    {
        var search = new PathSearch(graph, options.Search);
        var words = new PathWords(_catalogue);
        IReadOnlySet<string> titles = WriterPrompts.TitlesOf(_catalogue);
        Histories histories = Histories.Of(data.Log);
        var examples = new List<WriterExample>();
        foreach ((Review Review, int Row)[] some in Drawn().Select(row => (data.Reviews[row], row)).Chunk(AtOnce))
        {
            context.Cancellation.ThrowIfCancellationRequested();
            (int Person, int Item)[] pairs = [.. some.Select(one => (data.Log.Users.Index(one.Review.User, "person"), data.Log.Items.Index(one.Review.Item, "item")))];
            int[][] before = [.. pairs.Select(pair => Before(histories[pair.Person], pair.Item))];
            float[] tastes = new float[some.Length * graph.Width];
            ranker.Embed([.. before.Select(items => new Query(History.Of(items), Person: null, TieKey: 0))], tastes);
            for (int i = 0; i < some.Length; i++)
            {
                (Review review, int row) = some[i];
                var request = new PathRequest(pairs[i].Person, [.. before[i].Distinct()], tastes[(i * graph.Width)..((i + 1) * graph.Width)], pairs[i].Item);
                IReadOnlyList<ChoicePath> paths = search.Find(request);
                WriterPrompt prompt = prompts.Of(request.Target, paths, without[row].Item, row % 2 == 0 ? without[row].Person : "", words, _catalogue);
                examples.Add(new WriterExample(new WriterCase(prompt, Subgraph.Of(graph, request, paths)), prompts.Sentence(review.Text, prompt, _catalogue, titles)));
            }
        }
        return examples;
    }

    /// <summary>What a person chose before they first chose an item.</summary>
    private static int[] Before(History history, int item)
    {
        ReadOnlySpan<int> items = history.Items.Span;
        int place = items.IndexOf(item);
        return items[..(place < 0 ? items.Length : place)].ToArray();
    }
}
