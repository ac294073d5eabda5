using System.Text.RegularExpressions;
using Cicerone.Data;
using Cicerone.Language.Paths.Search;
using Cicerone.Language.Tokens;

namespace Cicerone.Language.Paths.Writing;

/// <summary>
/// Prompts of the form <c>soft prompts &lt;item&gt; title &lt;said&gt; words of it &lt;reader&gt; words of the person &lt;path&gt; &lt;1&gt; &lt;alike&gt; what is the same &lt;explain&gt;</c>, which a sentence and
/// <c>&lt;end&gt;</c> follow. Items of paths are marks, in the prompt and in the sentence: the writer says <c>&lt;1&gt;</c>, and the title is put there. So it can name nothing that is not on a path it was given.
/// What the item's table has is a mark in the sentence, too: the writer says <c>&lt;has genre&gt;</c>, and the genre is put there, or <c>&lt;lower genre&gt;</c> for its small letters.
/// </summary>
internal sealed partial class WriterPrompts
{
    private const string Item = "<item>", Said = "<said>", Reader = "<reader>", Path = "<path>", People = "<people>", Alike = "<alike>", Explain = "<explain>", Ends = "<end>", Elsewhere = "<elsewhere>";
    private const string ElsewhereTold = "something you chose before";
    private const int MostMarks = 8, MostTitle = 16, MostWords = 40, MostCommon = 32, MostSentence = 96;
    private static readonly string[] Added = [Item, Said, Reader, Path, People, Alike, Explain, Ends, Elsewhere, .. Enumerable.Range(1, MostMarks).Select(Mark)];
    private static readonly TimeSpan LongestMatch = TimeSpan.FromSeconds(1);
    private readonly TextTokenizer _tokenizer;
    private readonly bool _tellsPaths;

    /// <param name="tokenizer">Of the reviews.</param>
    /// <param name="softPrompts">How many soft prompts come first.</param>
    /// <param name="tellsPaths">Whether paths are told.</param>
    public WriterPrompts(TextTokenizer tokenizer, int softPrompts, bool tellsPaths) => (_tokenizer, SoftPrompts, _tellsPaths, End) = (tokenizer, softPrompts, tellsPaths, tokenizer.AddedId(Ends));

    /// <summary>How many soft prompts come first: the tokens past the vocabulary.</summary>
    public int SoftPrompts { get; }

    /// <summary>Tokens in all, without the soft prompts.</summary>
    public int Vocabulary => _tokenizer.Count;

    /// <summary>The token that ends a sentence.</summary>
    public int End { get; }

    /// <summary>The most tokens of a sentence.</summary>
    public static int LongestSentence => MostSentence;

    /// <summary>The most tokens of a prompt and its sentence.</summary>
    public int MaxLength => SoftPrompts + 4 + MostTitle + 2 * MostWords + MostMarks * (MostCommon + 3) + MostSentence;

    /// <summary>Prompts whose tokens are learned from what reviews say and items are called.</summary>
    /// <param name="texts">These.</param>
    /// <param name="columns">The columns whose cells get a mark; those whose names have signs of marks get none.</param>
    /// <param name="vocabulary">How many tokens, beside marks.</param>
    /// <param name="softPrompts">How many soft prompts come first.</param>
    /// <param name="tellsPaths">Whether paths are told.</param>
    public static WriterPrompts Learn(IEnumerable<string> texts, IEnumerable<string> columns, int vocabulary, int softPrompts, bool tellsPaths)
    {
        string[] added = [.. Added, .. columns.Where(column => Plain(column) == column).SelectMany(column => (string[])[Has(column), Lower(column)])];
        return new WriterPrompts(TokenizerTrainer.Train(texts.Select(text => " " + Plain(text)), Math.Max(vocabulary, 256) + added.Length, added), softPrompts, tellsPaths);
    }

    /// <summary>A prompt.</summary>
    /// <param name="item">What is explained.</param>
    /// <param name="paths">Paths to it.</param>
    /// <param name="itemWords">What is written of it, in a few words.</param>
    /// <param name="personWords">What the person writes; empty for a stranger.</param>
    /// <param name="words">Tells what items have in common.</param>
    /// <param name="catalogue">The items.</param>
    public WriterPrompt Of(int item, IReadOnlyList<ChoicePath> paths, string itemWords, string personWords, PathWords words, Catalogue catalogue)
    {
        var tokens = new List<int>(Enumerable.Range(Vocabulary, SoftPrompts));
        Add(Item, catalogue.Title(item), MostTitle);
        Add(Said, itemWords, MostWords);
        Add(Reader, personWords, MostWords);
        var named = new List<int>();
        foreach (ChoicePath path in _tellsPaths ? paths : [])
        {
            if (named.Union(path.Items).Count() > MostMarks) break;
            tokens.Add(_tokenizer.AddedId(Path));
            for (int step = 0; step < path.People.Count; step++)
            {
                if (!named.Contains(path.Items[step])) named.Add(path.Items[step]);
                tokens.Add(_tokenizer.AddedId(Mark(named.IndexOf(path.Items[step]) + 1)));
                Add(path.People[step] == ChoicePath.Alike ? Alike : People, string.Join(' ', words.Common(path.Items[step], path.Items[step + 1]).Select(same => $"{same.Column} {same.Cell}")), MostCommon);
            }
        }
        tokens.Add(_tokenizer.AddedId(Explain));
        return new WriterPrompt([.. tokens], named, words.Columns.Where(column => _tokenizer.HasAdded(Has(column)) && catalogue.Items.Column(column)[item] is { Length: > 0 }).ToDictionary(column => column, column => catalogue.Items.Column(column)[item]!));

        void Add(string what, string text, int most)
        {
            tokens.Add(_tokenizer.AddedId(what));
            if (text.Length > 0) tokens.AddRange(_tokenizer.Encode(" " + Plain(text)).Take(most));
        }
    }

    /// <summary>The tokens of a sentence that a person wrote, and its end: titles of the prompt and what the item has as marks, other titles as one that names nothing, at most fifty words.</summary>
    public int[] Sentence(string text, WriterPrompt prompt, Catalogue catalogue, IReadOnlySet<string> titles)
    {
        string marked = Quotation.Any().Replace(FirstWords(Plain(text)), match =>
        {
            string title = match.Groups[Quotation.Inside].Value;
            int mark = prompt.Named.Select(item => Plain(catalogue.Title(item))).ToList().IndexOf(title);
            return mark >= 0 ? Mark(mark + 1) : titles.Contains(title) ? Elsewhere : title;
        });
        foreach ((string column, string cell) in prompt.Cells.OrderByDescending(one => one.Value.Length).ThenBy(one => one.Key, StringComparer.Ordinal))
        {
            marked = Marked(marked, cell, Has(column));
            marked = Marked(marked, cell.ToLowerInvariant(), Lower(column));
        }
        return [.. _tokenizer.Encode(" " + marked.Trim()).Take(MostSentence - 1), End];
    }

    /// <summary>A sentence that the writer made, with titles in the place of their marks.</summary>
    /// <returns>The sentence, and the items that it names.</returns>
    public (string Text, IReadOnlyList<int> Named) Tell(IEnumerable<int> tokens, WriterPrompt prompt, Catalogue catalogue)
    {
        var named = new List<int>();
        string text = Bracket().Replace(_tokenizer.Decode(tokens), match =>
        {
            if (match.Groups["column"] is { Success: true } column) return prompt.Cells.GetValueOrDefault(column.Value, "");
            if (match.Groups["lower"] is { Success: true } lower) return prompt.Cells.GetValueOrDefault(lower.Value, "").ToLowerInvariant();
            bool isMark = int.TryParse(match.Groups["inside"].Value, out int mark) && mark >= 1 && mark <= prompt.Named.Count;
            if (!isMark) return match.Value == Elsewhere || int.TryParse(match.Groups["inside"].Value, out _) ? ElsewhereTold : "";
            named.Add(prompt.Named[mark - 1]);
            return $"“{catalogue.Title(prompt.Named[mark - 1])}”";
        });
        return (text.Trim(), [.. named.Distinct()]);
    }

    /// <summary>A prompt as it can be read.</summary>
    public string Read(WriterPrompt prompt) => _tokenizer.Decode(prompt.Tokens.Where(token => token < Vocabulary));

    /// <summary>Writes the tokenizer.</summary>
    public void Save(string path) => _tokenizer.Save(path);

    /// <summary>The titles of all items as sentences are searched for them.</summary>
    public static IReadOnlySet<string> TitlesOf(Catalogue catalogue) => Enumerable.Range(0, catalogue.Count).Select(item => Plain(catalogue.Title(item))).ToHashSet(StringComparer.Ordinal);

    private static string Mark(int number) => $"<{number}>";

    private static string Has(string column) => $"<has {column}>";

    private static string Lower(string column) => $"<lower {column}>";

    /// <summary>A text with a mark in the place of each cell that stands in it as words of their own, outside of other marks.</summary>
    private static string Marked(string text, string cell, string mark) =>
        Regex.Replace(text, $@"(?<![\p{{L}}\p{{N}}]){Regex.Escape(Plain(cell))}(?![\p{{L}}\p{{N}}])(?![^<>]*>)", _ => mark, RegexOptions.CultureInvariant, LongestMatch);

    /// <summary>A text that cannot be taken for a mark.</summary>
    private static string Plain(string text) => text.Replace('<', ' ').Replace('>', ' ');

    /// <summary>The whole sentences among the first words, or these where the first sentence is longer.</summary>
    private static string FirstWords(string text)
    {
        Match cut = Words().Match(text);
        if (cut.Length == text.Length) return text;
        int end = cut.Value.LastIndexOfAny(['.', '!', '?']);
        return end < 0 ? cut.Value : cut.Value[..(end + 1)];
    }

    [GeneratedRegex("<(has (?<column>[^<>]+)|lower (?<lower>[^<>]+)|(?<inside>[a-z0-9]+))>", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Bracket();

    [GeneratedRegex(@"^(\s*\S+){0,50}\s*", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Words();
}
