using System.Globalization;
using System.Runtime.CompilerServices;
using Cicerone.Data;
using Cicerone.Language.Tokens;

namespace Cicerone.Language.Questions;

/// <summary>
/// Prompts of the form <c>&lt;history&gt; item rating; item rating; … &lt;target&gt; item &lt;answer&gt;</c>, whose next token is
/// <c>&lt;yes&gt;</c> or <c>&lt;no&gt;</c>. Who asks is not told.
/// </summary>
internal sealed class YesNoPrompts
{
    private const string HistoryText = "<history>", TargetText = "<target>", AnswerText = "<answer>", YesText = "<yes>", NoText = "<no>", AnyItem = "<item>";
    private const int MostNameTokens = 32, MostRatingTokens = 8;
    private static readonly string[] Steering = [HistoryText, TargetText, AnswerText, YesText, NoText, AnyItem];
    private readonly TextTokenizer _tokenizer;
    private readonly YesNoOptions _options;
    private readonly int _history, _target, _answer;
    private readonly int[] _separator;
    private readonly ConditionalWeakTable<Catalogue, int[][]> _names = [];

    public YesNoPrompts(TextTokenizer tokenizer, YesNoOptions options)
    {
        (_tokenizer, _options) = (tokenizer, options);
        (_history, _target, _answer) = (tokenizer.AddedId(HistoryText), tokenizer.AddedId(TargetText), tokenizer.AddedId(AnswerText));
        (Yes, No) = (tokenizer.AddedId(YesText), tokenizer.AddedId(NoText));
        _separator = options.Items == ItemNames.Titles ? tokenizer.Encode(";") : [];
    }

    /// <summary>The token of the answer yes.</summary>
    public int Yes { get; }

    /// <summary>The token of the answer no.</summary>
    public int No { get; }

    /// <summary>Tokens in all.</summary>
    public int Vocabulary => _tokenizer.Count;

    /// <summary>The most tokens that a prompt with its answer can have.</summary>
    public int MaxLength => 2 + _options.History * (MostNameTokens + MostRatingTokens + _separator.Length) + MostNameTokens + 2;

    /// <summary>Prompts for some items: their tokenizer is learned from the titles, or has a token for each item.</summary>
    public static YesNoPrompts Learn(ItemTable items, YesNoOptions options)
    {
        if (options.Items == ItemNames.Tokens) return new YesNoPrompts(TokenizerTrainer.Train([], ItemToken(items.Items.Count), [.. Steering, .. Enumerable.Range(0, items.Items.Count).Select(Token)]), options);
        IEnumerable<string> titles = Enumerable.Range(0, items.Items.Count).Select(item => " " + items.Title(item));
        return new YesNoPrompts(TokenizerTrainer.Train(titles, Math.Max(options.Vocabulary, 256) + Steering.Length, Steering), options);
    }

    /// <summary>What a prompt of a history begins with, up to the item that is asked about.</summary>
    public int[] Beginning(History history, Catalogue catalogue)
    {
        int[][] names = NamesOf(catalogue);
        var tokens = new List<int> { _history };
        for (int i = Math.Max(0, history.Count - _options.History); i < history.Count; i++)
        {
            tokens.AddRange(names[history.Items.Span[i]]);
            if (!history.Values.IsEmpty) tokens.AddRange(Short(_tokenizer.Encode(" " + history.Values.Span[i].ToString("0.##", CultureInfo.InvariantCulture)), MostRatingTokens));
            tokens.AddRange(_separator);
        }
        tokens.Add(_target);
        return [.. tokens];
    }

    /// <summary>What follows the beginning, up to the answer.</summary>
    public int[] Question(int item, Catalogue catalogue) => [.. NamesOf(catalogue)[item], _answer];

    /// <summary>A whole prompt, up to the answer.</summary>
    public int[] Of(Question question, Catalogue catalogue) => [.. Beginning(question.History, catalogue), .. Question(question.Item, catalogue)];

    /// <summary>A prompt as it can be read.</summary>
    public string Said(IEnumerable<int> tokens) => _tokenizer.Decode(tokens);

    /// <summary>Writes the tokenizer.</summary>
    public void Save(string path) => _tokenizer.Save(path);

    /// <summary>The token of an item that has one of its own; the bytes and the steering tokens come first.</summary>
    public static int ItemToken(int item) => 256 + Steering.Length + item;

    private static string Token(int item) => $"<item {item}>";

    private static int[] Short(int[] tokens, int most) => tokens.Length <= most ? tokens : tokens[..most];

    private int[][] NamesOf(Catalogue catalogue) => _names.GetValue(catalogue, _ => [.. Enumerable.Range(0, catalogue.Count).Select(item => Name(item, catalogue))]);

    private int[] Name(int item, Catalogue catalogue)
    {
        if (_options.Items == ItemNames.Titles) return Short(_tokenizer.Encode(" " + catalogue.Title(item)), MostNameTokens);
        int token = ItemToken(item);
        return [token < Vocabulary ? token : _tokenizer.AddedId(AnyItem)];
    }
}
