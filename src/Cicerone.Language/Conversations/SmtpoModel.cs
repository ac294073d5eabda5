using System.Runtime.CompilerServices;
using Cicerone.Conversations;
using Cicerone.Data;
using Cicerone.Language.Conversations.Chains;
using Cicerone.Language.Conversations.People;
using Cicerone.Language.Conversations.Views;
using Cicerone.Language.Transformer;
using Cicerone.Language.Transformer.Generation;
using Cicerone.Models;

namespace Cicerone.Language.Conversations;

/// <summary>
/// The model of <see cref="Smtpo"/> as it answers, without native code: its finder recalls, and the decoder says a chain from the preference to
/// the list, in which it is kept to the items that were recalled. Without a word said it deliberates on the history alone. An item's score
/// tells its place: 1, 1/2, 1/3 …
/// </summary>
public sealed class SmtpoModel : IExplains, IDeliberates
{
    private const int AtOnce = 64;
    private static readonly GenerationOptions Likeliest = new() { MaxTokens = 1 << 16 };
    private readonly DecoderWeights _weights, _person;
    private readonly DecoderReader _reader;
    private readonly TalkWords _words;
    private readonly ViewFusion? _fusion;
    private readonly ConditionalWeakTable<ItemTable, ItemLexicon> _lexicons = [];

    internal SmtpoModel(DecoderWeights weights, DecoderWeights person, TalkWords words, IRanker finder, ViewFusion? fusion, SmtpoOptions options)
    {
        (_weights, _person, _reader, _words, Finder, _fusion, Depth) = (weights, person, new DecoderReader(weights), words, finder, fusion, options.Depth);
    }

    /// <inheritdoc/>
    public int Depth { get; }

    /// <inheritdoc/>
    public IRanker Finder { get; }

    /// <inheritdoc/>
    public IViewFusion? Fusion => _fusion;

    /// <inheritdoc/>
    public bool NeedsHistory => Finder.NeedsHistory;

    internal TalkWords Words => _words;

    /// <inheritdoc/>
    public void Save(ModelWriter folder)
    {
        ArgumentNullException.ThrowIfNull(folder);
        Smtpo.Save(folder, _weights, _person, _words, Finder, _fusion);
    }

    /// <inheritdoc/>
    public Deliberation Deliberate(IReadOnlyList<int> history, IReadOnlyList<Move> said, IReadOnlyList<DualScore> recalled, Catalogue catalogue)
    {
        ArgumentNullException.ThrowIfNull(history);
        ArgumentNullException.ThrowIfNull(said);
        ArgumentNullException.ThrowIfNull(recalled);
        ArgumentNullException.ThrowIfNull(catalogue);
        IEnumerable<int> liked = said.Where(move => move.Kind == MoveKind.Like && catalogue.Ids.TryIndex(move.Item!, out _)).Select(move => catalogue.Ids.Index(move.Item!, "item"));
        ChainPrompt prompt = PromptOf([.. history, .. liked], said, recalled, catalogue);
        Chain chain = Say([prompt])[0];
        return new Deliberation(
            [.. chain.Want.Select(token => _words.MoveOf(MoveKind.Want, token)), .. chain.Avoid.Select(token => _words.MoveOf(MoveKind.AvoidSoftly, token))],
            [.. chain.Places.Select(place => prompt.Places[place].Item)])
        {
            Why = chain.Why == TalkWords.Behaviour ? null : _words.MoveOf(MoveKind.Want, chain.Why),
        };
    }

    /// <inheritdoc/>
    public void TopK(ReadOnlySpan<Query> queries, Catalogue catalogue, TopKRequest request, TopKResult into)
    {
        ArgumentNullException.ThrowIfNull(catalogue);
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(into);
        int places = Math.Min(request.Count, into.Places), wanted = Math.Max(places, Depth);
        var found = new TopKResult(queries.Length, wanted);
        Finder.TopK(queries, catalogue, new TopKRequest(wanted, request.Excluded), found);
        for (int start = 0; start < queries.Length; start += AtOnce)
        {
            int count = Math.Min(AtOnce, queries.Length - start);
            var prompts = new ChainPrompt[count];
            for (int i = 0; i < count; i++) prompts[i] = PromptOf(queries[start + i].History.Items.ToArray(), [], DualView.ByBehaviour(found.Items(start + i)[..Math.Min(Depth, found.Length(start + i))], found.Scores(start + i)), catalogue);
            IReadOnlyList<Chain> chains = Say(prompts);
            for (int i = 0; i < count; i++)
            {
                int[] listed = [.. chains[i].Places.Select(place => prompts[i].Places[place].Item)];
                int[] all = [.. listed, .. found.Items(start + i).ToArray().Except(listed)];
                (Memory<int> items, Memory<float> scores) = into.Room(start + i);
                int length = Math.Min(places, all.Length);
                for (int place = 0; place < length; place++) (items.Span[place], scores.Span[place]) = (all[place], 1f / (place + 1));
                into.SetLength(start + i, length);
            }
        }
    }

    /// <summary>Why the finder recalled the item; what the decoder makes of it has no parts that add up.</summary>
    public IReadOnlyList<Reason> Explain(Query query, int item, Catalogue catalogue) =>
        Finder is IExplains finder ? [.. finder.Explain(query, item, catalogue).Select(reason => reason with { Contribution = null })] : [];

    /// <summary>Its decoders, to be trained further.</summary>
    internal (Decoder Person, Decoder Policy) Decoders() => (Decoder.Of(_person), Decoder.Of(_weights));

    /// <summary>The simulated person that the model was trained with.</summary>
    internal Simulator Person(ItemTable items) => new(_person, _words, LexiconOf(items));

    internal ItemLexicon LexiconOf(ItemTable items) => _lexicons.GetValue(items, table => new ItemLexicon(table));

    /// <summary>A prompt whose places are in the order of the catalogue, which tells nothing.</summary>
    private ChainPrompt PromptOf(IReadOnlyList<int> history, IReadOnlyList<Move> said, IEnumerable<DualScore> recalled, Catalogue catalogue) =>
        ChainPrompt.Of(history, said, [.. recalled.OrderBy(score => score.Item)], _words, LexiconOf(catalogue.Items));

    /// <summary>The likeliest chains within the grammar.</summary>
    /// <param name="prompts">What is read.</param>
    /// <param name="begun">How each chain begins, for a trial of what the rest makes of it; null leaves it to the model.</param>
    internal IReadOnlyList<Chain> Say(IReadOnlyList<ChainPrompt> prompts, IReadOnlyList<int[]>? begun = null)
    {
        int[] Begun(int place) => begun?[place] ?? [];
        IReadOnlyList<int[]> said = TextGenerator.Generate(_reader, [.. prompts.Select((prompt, place) => (int[])[.. prompt.Tokens, .. Begun(place)])], Likeliest, place => Begun(place).Aggregate(prompts[place].Grammar, (at, token) => at.After(token)!));
        return [.. said.Select((tokens, place) => Chain.Read([.. Begun(place), .. tokens], prompts[place].Grammar, _words)!)];
    }
}
