namespace Cicerone.Language.Statements.Extraction;

/// <summary>One thing that a clause says: an opinion of an aspect, a number of things, a purpose or a use.</summary>
internal sealed record Reading
{
    /// <summary>What it is about, in the writer's word; empty for the product as a whole.</summary>
    public string AspectWord { get; init; } = "";

    /// <summary>The usual word for it.</summary>
    public string Aspect { get; init; } = "";

    /// <summary>What is said of it, in the writer's word: an adjective, a verb, a number, or "suitable".</summary>
    public string OpinionWord { get; init; } = "";

    /// <summary>The usual word for it; of the opposite where it is negated.</summary>
    public string Class { get; init; } = "";

    /// <summary>Whether it is negated.</summary>
    public bool IsNegated { get; init; }

    /// <summary>When or where it holds; empty for always.</summary>
    public string Scope { get; init; } = "";

    /// <summary>What follows "to" or "for", or the things that are counted; empty for the others.</summary>
    public string Rest { get; init; } = "";

    /// <summary>Whether it is said by a verb.</summary>
    public bool IsVerb { get; init; }

    /// <summary>Of what is said, negation included.</summary>
    public Sentiment Sentiment { get; init; }

    /// <summary>What two statements that mean the same have in common.</summary>
    public (string Aspect, string Class, string Scope, string Object) Meaning => (Aspect, Class, Scope, Rest);

    /// <summary>It as a statement in the present tense whose subject is the product.</summary>
    public string Render()
    {
        string subject = AspectWord.Length == 0 ? "the product" : $"the product's {AspectWord}", scope = Scope.Length == 0 ? "" : " " + Scope;
        bool plural = AspectWord.Length > 0 && Lexicon.IsPlural(AspectWord);
        if (Class == Grammar.Counts) return $"the product has {OpinionWord} {Rest}";
        if (IsVerb) return IsNegated ? $"{subject} does not {Bare(OpinionWord)}{scope}" : $"{subject} {OpinionWord}{scope}";
        string verb = plural ? "are" : "is", negation = IsNegated ? "not " : "";
        string end = Rest.Length == 0 ? scope : OpinionWord == Grammar.Suitable ? $" for {Rest}" : $" to {Rest}";
        return $"{subject} {verb} {negation}{OpinionWord}{end}";
    }

    private static string Bare(string verb) => verb.EndsWith("sses", StringComparison.Ordinal) || verb.EndsWith("ches", StringComparison.Ordinal) ? verb[..^2] : verb[..^1];
}
