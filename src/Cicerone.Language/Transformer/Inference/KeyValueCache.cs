using System.Collections.Concurrent;

namespace Cicerone.Language.Transformer.Inference;

/// <summary>
/// What a decoder keeps of a text it has read, so that it never reads it again. Other texts may go on from where it ends,
/// without a copy; then it may no longer grow. Its pages return to their pool when it is disposed of.
/// </summary>
internal sealed class KeyValueCache : IDisposable
{
    private readonly DecoderShape _shape;
    private readonly ConcurrentBag<KeyValuePage> _pool;
    private readonly KeyValueCache? _beginning;
    private readonly List<KeyValuePage> _pages = [];
    private bool _isFrozen;

    /// <param name="shape">Of the decoder.</param>
    /// <param name="pool">Pages that nobody uses.</param>
    /// <param name="beginning">What the text begins with; null when it begins here.</param>
    public KeyValueCache(DecoderShape shape, ConcurrentBag<KeyValuePage> pool, KeyValueCache? beginning = null)
    {
        (_shape, _pool, _beginning, Length) = (shape, pool, beginning, beginning?.Length ?? 0);
        if (beginning is not null) beginning._isFrozen = true;
    }

    /// <summary>Tokens read so far, the beginning's included.</summary>
    public int Length { get; private set; }

    private int Own => Length - (_beginning?.Length ?? 0);

    /// <summary>A text that goes on from here; this one must outlive it.</summary>
    public KeyValueCache Continue() => new(_shape, _pool, this);

    /// <summary>Makes room for tokens after those read.</summary>
    public void Reserve(int tokens)
    {
        if (_isFrozen) throw new InvalidOperationException("Other texts go on from here, so this one may not grow.");
        if (Length + tokens > _shape.MaxLength) throw new CiceroneException($"A text of {Length + tokens} tokens is longer than the {_shape.MaxLength} that the model reads. Shorten it.");
        while (_pages.Count * KeyValuePage.Tokens < Own + tokens) _pages.Add(_pool.TryTake(out KeyValuePage? page) ? page : new KeyValuePage(_shape));
    }

    /// <summary>Writes the key and value of a token after those read, in one layer.</summary>
    public void Set(int layer, int ahead, ReadOnlySpan<float> key, ReadOnlySpan<float> value)
    {
        (int page, int token) = Math.DivRem(Own + ahead, KeyValuePage.Tokens);
        _pages[page].Set(layer, token, key, value);
    }

    /// <summary>Counts tokens as read, once every layer has them.</summary>
    public void Advance(int tokens) => Length += tokens;

    /// <summary>Appends the pages that hold the first tokens of the text, each with how many of them it holds.</summary>
    public void PagesOf(int tokens, List<(KeyValuePage Page, int Tokens)> into)
    {
        int before = _beginning?.Length ?? 0;
        _beginning?.PagesOf(Math.Min(tokens, before), into);
        int left = tokens - before;
        for (int page = 0; left > 0; page++, left -= KeyValuePage.Tokens) into.Add((_pages[page], Math.Min(left, KeyValuePage.Tokens)));
    }

    public void Dispose()
    {
        foreach (KeyValuePage page in _pages) _pool.Add(page);
        _pages.Clear();
    }
}
