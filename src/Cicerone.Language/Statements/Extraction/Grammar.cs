using System.Globalization;

namespace Cicerone.Language.Statements.Extraction;

/// <summary>
/// Reads what clauses say of a product, by patterns over the words of <see cref="Lexicon"/>: "ASPECT is OPINION and OPINION", "OPINION ASPECT", a verb,
/// "easy to USE", "suitable for PURPOSE", "has NUMBER THINGS". A negation up to three words before turns an opinion round; words of degree are passed over.
/// </summary>
internal static class Grammar
{
    /// <summary>The class of a number of things.</summary>
    public const string Counts = "#";

    /// <summary>The word for what is good for a purpose.</summary>
    public const string Suitable = "suitable";

    private const int NegationWindow = 3, LongestPurpose = 3, LongestUse = 2;
    private static readonly string[] Joins = ["and", "or", ",", "/"], Articles = ["a", "an", "the"], Having = ["has", "have", "had", "with", "contains", "includes", "are", "is"],
        ForPurpose = ["suitable", "perfect", "ideal", "great", "good", "excellent", "wonderful", "made", "designed", "meant", "works"], Units = ["%", "percent", "stars", "star", "times", "days", "weeks", "months", "years", "hours", "minutes", "dollars", "bucks", "oz", "ounces"];

    /// <summary>Everything that a clause says.</summary>
    public static IReadOnlyList<Reading> Read(Clause clause)
    {
        IReadOnlyList<Token> tokens = clause.Tokens;
        string scope = ScopeOf(tokens, out int scopeAt, out int scopeLength);
        var readings = new List<Reading>();
        for (int i = 0; i < tokens.Count; i++)
        {
            if (i >= scopeAt && i < scopeAt + scopeLength) continue;
            string word = tokens[i].Word;
            if ((Purpose(tokens, i) ?? Use(tokens, i)) is { } whole)
            {
                readings.Add(whole);
                break; // its words are its own, and what follows hangs on it
            }
            if (Lexicon.Opinions.TryGetValue(word, out Lexicon.Opinion? opinion)) readings.AddRange(Said(tokens, i, opinion, scope));
            else if (Lexicon.Verbs.TryGetValue(word, out Lexicon.Opinion? verb)) readings.AddRange(Done(tokens, i, verb, scope));
            else if (Number(tokens, i) is { } number) readings.Add(number);
        }
        return readings;
    }

    /// <summary>What a sentence says that no pattern fits: its one opinion of its one aspect; null where it has none or several of either.</summary>
    public static Reading? ReadLoosely(IEnumerable<Clause> sentence)
    {
        Token[] tokens = [.. sentence.SelectMany(clause => clause.Tokens)];
        int[] aspects = [.. Enumerable.Range(0, tokens.Length).Where(i => Lexicon.Aspects.ContainsKey(tokens[i].Word))], opinions = [.. Enumerable.Range(0, tokens.Length).Where(i => Lexicon.Opinions.ContainsKey(tokens[i].Word))];
        return aspects.Length == 1 && opinions.Length == 1 ? Of(tokens, opinions[0], Lexicon.Opinions[tokens[opinions[0]].Word], tokens[aspects[0]].Word, ScopeOf(tokens, out _, out _)) : null;
    }

    /// <summary>What a statement says, when it is one thing; null when it is none or several.</summary>
    public static Reading? ReadOne(string statement)
    {
        Reading[] all = [.. Clause.Of(statement).SelectMany(Read).DistinctBy(reading => reading.Meaning)];
        return all.Length == 1 ? all[0] : null;
    }

    /// <summary>An opinion of what stands after it, or before it and a verb of being; of the product where that is the subject.</summary>
    private static IEnumerable<Reading> Said(IReadOnlyList<Token> tokens, int at, Lexicon.Opinion opinion, string scope)
    {
        foreach (string aspect in After(tokens, at) is { } after ? [after] : Before(tokens, at)) yield return Of(tokens, at, opinion, aspect, scope);
    }

    private static Reading Of(IReadOnlyList<Token> tokens, int at, Lexicon.Opinion opinion, string aspect, string scope)
    {
        bool negated = IsNegated(tokens, at);
        return new Reading
        {
            AspectWord = aspect,
            Aspect = Lexicon.Aspects.TryGetValue(aspect, out Lexicon.Aspect? known) ? known.Name : aspect,
            OpinionWord = tokens[at].Word,
            Class = negated ? Turned(opinion) : opinion.Name,
            IsNegated = negated,
            Scope = scope,
            Sentiment = negated ? (Sentiment)(-(int)opinion.Sentiment) : opinion.Sentiment,
        };
    }

    /// <summary>What a verb says of the aspect, or the product, right before it.</summary>
    private static IEnumerable<Reading> Done(IReadOnlyList<Token> tokens, int at, Lexicon.Opinion verb, string scope)
    {
        int subject = at - 1;
        while (subject >= 0 && (Lexicon.Intensifiers.Contains(tokens[subject].Word) || Lexicon.Negations.Contains(tokens[subject].Word) || tokens[subject].Word is "does" or "did" or "do")) subject--;
        if (subject < 0) yield break;
        string word = tokens[subject].Word;
        bool isProduct = Lexicon.Subjects.Contains(word), negated = IsNegated(tokens, at);
        if (!isProduct && !Lexicon.Aspects.ContainsKey(word)) yield break;
        yield return new Reading
        {
            AspectWord = isProduct ? "" : word,
            Aspect = isProduct ? "" : Lexicon.Aspects[word].Name,
            OpinionWord = verb.Name,
            Class = negated ? "not " + verb.Name : verb.Name,
            IsNegated = negated,
            IsVerb = true,
            Scope = scope,
            Sentiment = negated ? (Sentiment)(-(int)verb.Sentiment) : verb.Sentiment,
        };
    }

    /// <summary>"Easy to USE" and its like.</summary>
    private static Reading? Use(IReadOnlyList<Token> tokens, int at)
    {
        if (!Lexicon.Opinions.TryGetValue(tokens[at].Word, out Lexicon.Opinion? opinion) || opinion.Name is not ("easy" or "hard") || at + 2 >= tokens.Count || tokens[at + 1].Word != "to" || !tokens[at + 2].IsWord) return null;
        bool negated = IsNegated(tokens, at);
        return new Reading
        {
            OpinionWord = tokens[at].Word,
            Class = negated ? Turned(opinion) : opinion.Name,
            IsNegated = negated,
            Rest = Words(tokens, at + 2, LongestUse),
            Sentiment = negated ? (Sentiment)(-(int)opinion.Sentiment) : opinion.Sentiment,
        };
    }

    /// <summary>"Suitable for PURPOSE" and its like.</summary>
    private static Reading? Purpose(IReadOnlyList<Token> tokens, int at)
    {
        int until = at + 1 < tokens.Count && tokens[at + 1].Word is "well" or "great" ? at + 2 : at + 1;
        if (!ForPurpose.Contains(tokens[at].Word) || until + 1 >= tokens.Count || tokens[until].Word != "for") return null;
        string purpose = Words(tokens, until + 1, LongestPurpose);
        bool negated = IsNegated(tokens, at);
        return purpose.Length == 0 ? null : new Reading
        {
            OpinionWord = Suitable,
            Class = negated ? "unsuitable" : Suitable,
            IsNegated = negated,
            Rest = purpose,
            Sentiment = negated ? Sentiment.Negative : Sentiment.Positive,
        };
    }

    /// <summary>"Has NUMBER THINGS" and its like.</summary>
    private static Reading? Number(IReadOnlyList<Token> tokens, int at)
    {
        string word = tokens[at].Word;
        if (!Lexicon.Numbers.TryGetValue(word, out int number) && !(word.Length <= 4 && int.TryParse(word, NumberStyles.None, CultureInfo.InvariantCulture, out number))) return null;
        if (at == 0 || at + 1 >= tokens.Count || !Having.Contains(tokens[at - 1].Word)) return null;
        string thing = tokens[at + 1].Word;
        return !tokens[at + 1].IsWord || !Lexicon.IsPlural(thing) || Units.Contains(thing) || Lexicon.NoNouns.Contains(thing) ? null
            : new Reading { OpinionWord = $"{number}", Class = Counts, Rest = thing, Scope = $"{number}", Sentiment = Sentiment.Neutral };
    }

    /// <summary>The aspect that an opinion stands before, other opinions in between; null where there is none.</summary>
    private static string? After(IReadOnlyList<Token> tokens, int at)
    {
        int next = at + 1;
        while (next < tokens.Count && (Lexicon.Opinions.ContainsKey(tokens[next].Word) || tokens[next].Word is "and" or ",") && !(tokens[next].Word == "and" && next + 1 < tokens.Count && !Lexicon.Opinions.ContainsKey(tokens[next + 1].Word))) next++;
        if (next >= tokens.Count || !tokens[next].IsWord) return null;
        string word = tokens[next].Word;
        if (Lexicon.Aspects.ContainsKey(word)) return next + 1 < tokens.Count && Lexicon.Aspects.ContainsKey(tokens[next + 1].Word) ? tokens[next + 1].Word : word;
        bool begins = at == 0 || Articles.Contains(tokens[at - 1].Word) || Having.Contains(tokens[at - 1].Word) || Lexicon.Intensifiers.Contains(tokens[at - 1].Word);
        bool ends = next + 1 == tokens.Count || !tokens[next + 1].IsWord || tokens[next + 1].Word is "for" or "in" or "on" or "with" or "at" or "and";
        return begins && ends && IsNoun(word) ? word : null;
    }

    /// <summary>The aspects that stand before an opinion and a verb of being; an empty one for the product.</summary>
    private static List<string> Before(IReadOnlyList<Token> tokens, int at)
    {
        int left = at - 1;
        bool copula = false;
        while (left >= 0 && (Passes(tokens[left].Word) || Lexicon.Copulas.Contains(tokens[left].Word)))
        {
            copula |= Lexicon.Copulas.Contains(tokens[left].Word);
            left--;
        }
        var aspects = new List<string>();
        if (left < 0 || !copula) return aspects;
        string word = tokens[left].Word;
        if (Lexicon.Aspects.ContainsKey(word))
        {
            aspects.Add(word);
            for (int other = left - 1; other > 0 && (Joins.Contains(tokens[other].Word) || Articles.Contains(tokens[other].Word)); other--)
                if (Lexicon.Aspects.ContainsKey(tokens[other - 1].Word)) aspects.Add(tokens[other - 1].Word);
        }
        else if (Lexicon.Subjects.Contains(word)) aspects.Add("");
        else if (left > 0 && tokens[left - 1].Word is "the" or "its" or "their" or "product's" && IsNoun(word)) aspects.Add(word);
        return aspects;
    }

    /// <summary>Whether a word may stand between a verb of being and an opinion.</summary>
    private static bool Passes(string word) => Lexicon.Intensifiers.Contains(word) || Lexicon.Negations.Contains(word) || Lexicon.Opinions.ContainsKey(word) || Joins.Contains(word);

    private static bool IsNegated(IReadOnlyList<Token> tokens, int at)
    {
        for (int i = Math.Max(0, at - NegationWindow); i < at; i++)
            if (Lexicon.Negations.Contains(tokens[i].Word)) return !tokens.Skip(i + 1).Take(at - i - 1).Any(token => token.Word is "only" or "but");
        return false;
    }

    private static string Turned(Lexicon.Opinion opinion) => opinion.Opposite == "." ? "not " + opinion.Name : opinion.Opposite;

    private static bool IsNoun(string word) => word.Length > 2 && char.IsLetter(word[0]) && !Lexicon.NoNouns.Contains(word) && !Lexicon.Intensifiers.Contains(word) && !Lexicon.Copulas.Contains(word)
        && !Lexicon.Negations.Contains(word) && !Lexicon.Verbs.ContainsKey(word) && !word.EndsWith("ly", StringComparison.Ordinal) && !word.EndsWith("ing", StringComparison.Ordinal);

    /// <summary>Up to some words from a place on, articles left out, to the first mark or joining word.</summary>
    private static string Words(IReadOnlyList<Token> tokens, int from, int most)
    {
        var words = new List<string>();
        for (int i = from; i < tokens.Count && words.Count < most && tokens[i].IsWord && !Joins.Contains(tokens[i].Word); i++)
            if (!Articles.Contains(tokens[i].Word)) words.Add(tokens[i].Word);
        return string.Join(' ', words);
    }

    private static string ScopeOf(IReadOnlyList<Token> tokens, out int at, out int length)
    {
        foreach (string[] scope in Lexicon.Scopes)
            for (at = 0; at + scope.Length <= tokens.Count; at++)
            {
                int matched = 0;
                while (matched < scope.Length && tokens[at + matched].Word == scope[matched]) matched++;
                if (matched == scope.Length) return string.Join(' ', scope[..(length = matched)]);
            }
        (at, length) = (tokens.Count, 0);
        return "";
    }
}
