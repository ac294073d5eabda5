using System.Runtime.CompilerServices;
using Cicerone.Data;
using Cicerone.Data.Features.Quantisation;
using Cicerone.Language.Paths.Search;
using Cicerone.Language.Paths.Writing;
using Cicerone.Models;
using Cicerone.Neural.Sequences;
using Cicerone.Neural.Sequences.Backbones;

namespace Cicerone.Language.Paths.Serving;

/// <summary>
/// Recommends by a sequence model on joint codes, and says why by paths from what was chosen to the item, with a sentence that a small language model wrote from them where it learned to. A path never shows a
/// single person: each hop through people is of five at least. It answers without native code.
/// </summary>
public sealed class MmpReferModel : IEmbeds, IExplains
{
    private const string PathFile = "mmp-refer-paths", IdFile = "semantic-ids";
    private readonly SequenceModel _ranker;
    private readonly ConditionalWeakTable<Catalogue, PathWords> _words = [];

    internal MmpReferModel(SequenceModel ranker, SemanticIdTable ids, PathGraph graph, PathWriter? writer, MmpReferOptions options)
    {
        (_ranker, Ids, Graph, Writer) = (ranker, ids, graph, writer);
        Search = new PathSearch(graph, options.Search);
    }

    /// <inheritdoc/>
    public ItemVectors ItemVectors => _ranker.ItemVectors;

    /// <summary>The codes of the items.</summary>
    public SemanticIdTable Ids { get; }

    /// <summary>What paths are searched in.</summary>
    internal PathGraph Graph { get; }

    /// <summary>Finds paths.</summary>
    internal PathSearch Search { get; }

    /// <summary>Writes sentences; null where there were no reviews to learn from.</summary>
    internal PathWriter? Writer { get; }

    /// <inheritdoc/>
    public void Embed(ReadOnlySpan<Query> queries, Span<float> vectors) => _ranker.Embed(queries, vectors);

    /// <summary>
    /// Paths to an item, the best first, or one reason that says that nothing connects it; none for who has chosen nothing else. Before the paths stands what the writer makes of them, if it can write, names
    /// nothing that is not on them and says nothing of the item that its table has otherwise.
    /// </summary>
    /// <inheritdoc/>
    public IReadOnlyList<Reason> Explain(Query query, int item, Catalogue catalogue) => Explain(query, [item], catalogue)[0];

    /// <inheritdoc/>
    public IReadOnlyList<IReadOnlyList<Reason>> Explain(Query query, IReadOnlyList<int> items, Catalogue catalogue)
    {
        ArgumentNullException.ThrowIfNull(query);
        ArgumentNullException.ThrowIfNull(items);
        ArgumentNullException.ThrowIfNull(catalogue);
        PathWords words = _words.GetValue(catalogue, key => new PathWords(key));
        PathRequest[] requests = RequestsOf(query, items);
        IReadOnlyList<ChoicePath>[] paths = [.. requests.Select(Search.Find)];
        List<Reason>[] reasons = [.. paths.Select(found => found.Select(words.Reason).ToList())];
        int[] told = [.. Enumerable.Range(0, items.Count).Where(place => Writer is not null && paths[place].Any(path => !path.IsFallback))];
        var written = Writer?.Write([.. told.Select(place => Writer.CaseOf(requests[place], paths[place], words, catalogue))], catalogue) ?? [];
        foreach ((int place, (string text, IReadOnlyList<int> named)) in told.Zip(written))
            if (PathWriter.IsFaithful(text, named.Select(catalogue.Title)) && !words.Contradicts(text, items[place])) reasons[place].Insert(0, new Reason(ReasonKind.Path, $"A language model’s sentence: {text}", Contribution: null, [.. named.Select(words.EvidenceOf)]));
        return reasons;
    }

    /// <inheritdoc/>
    public void Save(ModelWriter folder)
    {
        ArgumentNullException.ThrowIfNull(folder);
        _ranker.Save(folder);
        folder.WriteTensors(IdFile, Ids.ToTensors());
        folder.WriteTensors(PathFile, Graph.ToTensors());
        Writer?.Save(folder);
    }

    /// <summary>Reads the model back.</summary>
    internal static MmpReferModel Load(ModelReader folder, MmpReferOptions options)
    {
        SequenceModel ranker = SequenceModel.Load(new TransformerBackbone(options), folder);
        var graph = PathGraph.Of(folder.Tensors(PathFile), ranker.ItemVectors, options.Alike);
        PathWriter? writer = PathWriter.IsIn(folder) ? PathWriter.Load(folder, graph, prompts => WriterFit.ShapeOf(prompts, options), options.Experts, options.WriterPaths) : null;
        return new MmpReferModel(ranker, SemanticIdTable.Of(folder.Tensors(IdFile), folder.ItemCount), graph, writer, options);
    }

    /// <summary>What is searched for, for each item: a history that none of them is in is read once.</summary>
    private PathRequest[] RequestsOf(Query query, IReadOnlyList<int> items)
    {
        PathRequest? usual = null;
        return [.. items.Select(item => query.History.Items.Span.Contains(item) ? RequestOf(query, item) : (usual ??= RequestOf(query, item)) with { Target = item })];
    }

    /// <summary>What is searched for: the history is read without the item.</summary>
    internal PathRequest RequestOf(Query query, int item)
    {
        int[] without = [.. query.History.Items.ToArray().Where(other => other != item)];
        float[] taste = new float[ItemVectors.Width];
        _ranker.Embed([query with { History = History.Of(without) }], taste);
        return new PathRequest(query.Person, [.. without.Distinct()], taste, item);
    }
}
