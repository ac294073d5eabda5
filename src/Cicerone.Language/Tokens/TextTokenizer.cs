using System.Text;
using System.Text.RegularExpressions;
using Microsoft.ML.Tokenizers;

namespace Cicerone.Language.Tokens;

/// <summary>
/// Makes tokens of texts and texts of tokens: byte-level BPE as GPT-2, Qwen and Llama 3 have it (Sennrich et al., ACL 2016, over bytes). Added
/// tokens are cut out first. A tokenizer that composes (NFC) does so as far as the host can: with <c>InvariantGlobalization</c> only
/// text that needs no composing comes out right, so compose it before.
/// </summary>
public sealed class TextTokenizer
{
    private static readonly TimeSpan LongestMatch = TimeSpan.FromSeconds(10);
    private readonly TokenizerParts _parts;
    private readonly BpeTokenizer _merging;
    private readonly Regex? _added;
    private readonly Dictionary<string, AddedToken> _addedByText;
    private readonly Dictionary<int, byte[]> _bytes = [];
    private readonly HashSet<int> _special;

    internal TextTokenizer(TokenizerParts parts)
    {
        _parts = parts;
        _merging = BpeTokenizer.Create(new BpeOptions(parts.Vocabulary)
        {
            Merges = parts.Merges.Select(merge => $"{merge.Left} {merge.Right}"),
            ByteLevel = true,
        });
        _addedByText = parts.Added.ToDictionary(token => token.Text, StringComparer.Ordinal);
        if (_addedByText.Count > 0) _added = new Regex(string.Join('|', _addedByText.Keys.OrderByDescending(text => text.Length).Select(Regex.Escape)), RegexOptions.CultureInvariant, LongestMatch);
        foreach ((string text, int id) in parts.Vocabulary) _bytes[id] = ByteCharacters.Bytes(text) ?? [];
        foreach (AddedToken token in parts.Added) _bytes[token.Id] = Encoding.UTF8.GetBytes(token.Text);
        _special = [.. parts.Added.Where(token => token.IsSpecial).Select(token => token.Id)];
        Count = _bytes.Keys.Max() + 1;
    }

    /// <summary>One more than the largest token.</summary>
    public int Count { get; }

    /// <summary>Tokens that stand for texts of their own.</summary>
    public IReadOnlyList<AddedToken> Added => _parts.Added;

    /// <summary>Reads a <c>tokenizer.json</c>.</summary>
    /// <exception cref="CiceroneException">The file is missing, damaged, or of another kind of tokenizer.</exception>
    public static TextTokenizer Load(string path) => new(TokenizerFile.Read(path));

    /// <summary>Writes a <c>tokenizer.json</c>.</summary>
    public void Save(string path) => TokenizerFile.Write(path, _parts);

    /// <summary>The token of an added text.</summary>
    /// <exception cref="CiceroneException">There is none; the message names the nearest.</exception>
    public int AddedId(string text) => _addedByText.TryGetValue(text, out AddedToken? token) ? token.Id : throw CiceroneException.UnknownName("added token", text, _addedByText.Keys);

    /// <summary>Whether a text is added as one token.</summary>
    public bool HasAdded(string text) => _addedByText.ContainsKey(text);

    /// <summary>The tokens of a text; nothing is put before or after it.</summary>
    public int[] Encode(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var tokens = new List<int>();
        int start = 0;
        foreach (Match match in _added?.Matches(text) ?? Enumerable.Empty<Match>())
        {
            EncodePlain(text[start..match.Index], tokens);
            tokens.Add(_addedByText[match.Value].Id);
            start = match.Index + match.Length;
        }
        EncodePlain(text[start..], tokens);
        return [.. tokens];
    }

    /// <summary>The text of tokens. Bytes that are no characters become U+FFFD.</summary>
    /// <param name="tokens">The tokens.</param>
    /// <param name="skipSpecial">Whether tokens that only steer are left out.</param>
    /// <exception cref="CiceroneException">A token is unknown.</exception>
    public string Decode(IEnumerable<int> tokens, bool skipSpecial = false)
    {
        ArgumentNullException.ThrowIfNull(tokens);
        var bytes = new List<byte>();
        foreach (int token in tokens)
        {
            if (!_bytes.TryGetValue(token, out byte[]? of)) throw new CiceroneException($"The tokenizer has no token {token}; it has {_bytes.Count}.");
            if (!skipSpecial || !_special.Contains(token)) bytes.AddRange(of);
        }
        return Encoding.UTF8.GetString([.. bytes]);
    }

    /// <summary>The pieces of a text before tokens are made of them.</summary>
    internal IEnumerable<string> Pieces(string text) => _parts.Split.Of(text).Select(range => text[range]);

    private void EncodePlain(string text, List<int> tokens)
    {
        if (_parts.Composes) text = text.Normalize(NormalizationForm.FormC);
        foreach (string piece in Pieces(text))
        {
            if (_parts.PrefersWhole && _parts.Vocabulary.TryGetValue(ByteCharacters.Of(piece), out int whole)) tokens.Add(whole);
            else tokens.AddRange(_merging.EncodeToIds(piece, considerPreTokenization: false, considerNormalization: false));
        }
    }
}
