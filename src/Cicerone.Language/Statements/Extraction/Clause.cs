namespace Cicerone.Language.Statements.Extraction;

/// <summary>A part of a sentence that says things by itself.</summary>
/// <param name="Tokens">Its words and marks.</param>
/// <param name="Sentence">The number of its sentence.</param>
/// <param name="IsQuestion">Whether its sentence ends with a question mark.</param>
internal sealed record Clause(IReadOnlyList<Token> Tokens, int Sentence, bool IsQuestion)
{
    private static readonly string[] Divide = ["but", "although", "though", "because", "while", "whereas", "however", "yet", ";", ":", "(", ")", "—", "–"];
    private static readonly string[] Begin = ["the", "it", "its", "this", "they", "there"];

    /// <summary>Where it begins in the text.</summary>
    public int Start => Tokens[0].Start;

    /// <summary>Where it ends.</summary>
    public int End => Tokens[^1].End;

    /// <summary>
    /// The clauses of a text: its sentences, divided at conjunctions that oppose or give grounds, at commas outside of lists of opinions, and at an
    /// "and" before what begins a clause once something has been said.
    /// </summary>
    public static IEnumerable<Clause> Of(string text)
    {
        var sentence = new List<Token>();
        int number = 0;
        foreach (Token token in Token.Of(text))
        {
            if (!token.EndsSentence)
            {
                sentence.Add(token);
                continue;
            }
            foreach (Clause clause in Split(sentence, number, token.Word == "?")) yield return clause;
            sentence.Clear();
            number++;
        }
        foreach (Clause clause in Split(sentence, number, isQuestion: false)) yield return clause;
    }

    private static IEnumerable<Clause> Split(List<Token> sentence, int number, bool isQuestion)
    {
        int from = 0;
        bool told = false;
        for (int i = 0; i < sentence.Count; i++)
        {
            told |= Lexicon.Opinions.ContainsKey(sentence[i].Word);
            if (!Divides(sentence, i, told)) continue;
            if (Part(sentence, from, i, number, isQuestion) is { } clause) yield return clause;
            (from, told) = (i + 1, false);
        }
        if (Part(sentence, from, sentence.Count, number, isQuestion) is { } last) yield return last;
    }

    private static bool Divides(List<Token> sentence, int at, bool told)
    {
        string word = sentence[at].Word;
        if (Divide.Contains(word)) return true;
        if (at + 1 == sentence.Count || at == 0) return false;
        if (word == ",") return !Lexicon.Opinions.ContainsKey(sentence[at - 1].Word) || (Begin.Contains(sentence[at + 1].Word) && told);
        return word == "and" && told && Begin.Contains(sentence[at + 1].Word);
    }

    private static Clause? Part(List<Token> sentence, int from, int to, int number, bool isQuestion)
    {
        while (from < to && !sentence[from].IsWord) from++;
        while (to > from && !sentence[to - 1].IsWord) to--;
        return to > from ? new Clause(sentence[from..to], number, isQuestion) : null;
    }
}
