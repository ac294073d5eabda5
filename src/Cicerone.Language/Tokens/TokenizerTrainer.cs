namespace Cicerone.Language.Tokens;

/// <summary>
/// Learns a byte-level tokenizer from texts: the pair of neighbouring tokens that is met most often becomes a token, until there are
/// enough (Sennrich et al., ACL 2016). Of pairs met equally often the alphabetically first is taken, and none whose text is a token already.
/// </summary>
internal sealed class TokenizerTrainer
{
    private readonly List<string> _texts = [.. ByteCharacters.All.Select(character => character.ToString())];
    private readonly List<(string Left, string Right)> _merges = [];
    private readonly List<(int[] Tokens, long Count)> _words = [];
    private readonly Dictionary<(int Left, int Right), long> _counts = [];
    private readonly Dictionary<(int Left, int Right), HashSet<int>> _wordsOf = [];
    private readonly PriorityQueue<(int Left, int Right), (long Count, string Left, string Right)> _queue = new(Comparer<(long Count, string Left, string Right)>.Create(Compare));
    private readonly HashSet<string> _made = [];

    private TokenizerTrainer(IEnumerable<string> texts, TextSplit split)
    {
        var counts = new Dictionary<string, long>(StringComparer.Ordinal);
        foreach (string text in texts)
            foreach (Range range in split.Of(text))
            {
                string piece = ByteCharacters.Of(text.AsSpan(range));
                counts[piece] = counts.GetValueOrDefault(piece) + 1;
            }
        Dictionary<char, int> bytes = Enumerable.Range(0, ByteCharacters.All.Count).ToDictionary(token => ByteCharacters.All[token]);
        foreach ((string piece, long count) in counts) _words.Add(([.. piece.Select(character => bytes[character])], count));
        for (int word = 0; word < _words.Count; word++) Count(word, 1);
        foreach (((int, int) pair, _) in _counts) Enqueue(pair);
    }

    /// <summary>Learns a tokenizer.</summary>
    /// <param name="texts">What to learn from.</param>
    /// <param name="tokens">How many tokens there shall be at most, the added ones included; at least 256 and the added ones.</param>
    /// <param name="added">Texts of added tokens, which come last.</param>
    /// <param name="split">How texts fall into pieces; null for GPT-2's way.</param>
    /// <exception cref="CiceroneException">There is no room for all bytes and the added tokens.</exception>
    public static TextTokenizer Train(IEnumerable<string> texts, int tokens, IReadOnlyList<string> added, TextSplit? split = null)
    {
        int learned = tokens - added.Count;
        if (learned < ByteCharacters.All.Count) throw new CiceroneException($"A tokenizer of {tokens} tokens has no room for {ByteCharacters.All.Count} bytes and {added.Count} added tokens.");
        var trainer = new TokenizerTrainer(texts, split ?? TextSplit.Gpt2);
        while (trainer._texts.Count < learned && trainer.MergeNext()) { }
        var vocabulary = new Dictionary<string, int>(StringComparer.Ordinal);
        for (int token = 0; token < trainer._texts.Count; token++) vocabulary.Add(trainer._texts[token], token);
        AddedToken[] last = [.. added.Select((text, place) => new AddedToken(text, vocabulary.Count + place))];
        return new TextTokenizer(new TokenizerParts(vocabulary, trainer._merges, last, split ?? TextSplit.Gpt2));
    }

    /// <summary>Makes a token of the pair met most often; false when none is met twice.</summary>
    private bool MergeNext()
    {
        while (_queue.TryDequeue(out (int Left, int Right) pair, out (long Count, string, string) priority))
        {
            if (_counts[pair] != priority.Count || _made.Contains(_texts[pair.Left] + _texts[pair.Right])) continue; // it has been counted anew since
            if (priority.Count < 2) return false;
            Merge(pair);
            return true;
        }
        return false;
    }

    private void Merge((int Left, int Right) pair)
    {
        _merges.Add((_texts[pair.Left], _texts[pair.Right]));
        string text = _texts[pair.Left] + _texts[pair.Right];
        int token = _texts.Count;
        _texts.Add(text);
        _made.Add(text);
        var changed = new HashSet<(int, int)>();
        foreach (int word in _wordsOf[pair].Order())
        {
            changed.UnionWith(Count(word, -1));
            _words[word] = _words[word] with { Tokens = Merged(_words[word].Tokens, pair, token) };
            changed.UnionWith(Count(word, 1));
        }
        foreach ((int, int) other in changed) Enqueue(other);
    }

    private static int[] Merged(int[] tokens, (int Left, int Right) pair, int merged)
    {
        var made = new List<int>(tokens.Length);
        for (int i = 0; i < tokens.Length; i++)
        {
            bool meets = i + 1 < tokens.Length && tokens[i] == pair.Left && tokens[i + 1] == pair.Right;
            made.Add(meets ? merged : tokens[i]);
            if (meets) i++;
        }
        return [.. made];
    }

    /// <summary>Adds the pairs of a word to the counts, or takes them away; returns the pairs.</summary>
    private (int, int)[] Count(int word, int sign)
    {
        (int[] tokens, long count) = _words[word];
        (int, int)[] pairs = [.. tokens.Zip(tokens.Skip(1))];
        foreach ((int, int) pair in pairs)
        {
            _counts[pair] = _counts.GetValueOrDefault(pair) + sign * count;
            if (!_wordsOf.TryGetValue(pair, out HashSet<int>? words)) _wordsOf.Add(pair, words = []);
            if (sign > 0) words.Add(word);
            else words.Remove(word);
        }
        return pairs;
    }

    private void Enqueue((int Left, int Right) pair)
    {
        if (_counts[pair] > 0) _queue.Enqueue(pair, (_counts[pair], _texts[pair.Left], _texts[pair.Right]));
    }

    private static int Compare((long Count, string Left, string Right) one, (long Count, string Left, string Right) other)
    {
        int order = other.Count.CompareTo(one.Count);
        if (order == 0) order = string.CompareOrdinal(one.Left, other.Left);
        return order != 0 ? order : string.CompareOrdinal(one.Right, other.Right);
    }
}
