using System.Globalization;

namespace Cicerone.Conversations;

/// <summary>The English that <see cref="PhraseReader"/> knows beside the item table.</summary>
internal static class Phrases
{
    private static readonly string[] Places = ["first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth"];
    private static readonly string[] Numbers = ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"];
    private static readonly string[] Length = ["length", "pages", "words", "minutes", "runtime", "duration"], Age = ["year", "published", "release_year", "date"], Price = ["price", "cost"];

    /// <summary>What is a command when nothing else is said.</summary>
    public static IReadOnlyDictionary<string, MoveKind> Commands { get; } = Named<MoveKind>(
        (MoveKind.Undo, "undo|undo that|take that back|go back|back"),
        (MoveKind.Restart, "start over|start again|restart|reset|from the beginning"),
        (MoveKind.Others, "something else|anything else|others|show me others|other ones|something different|next|none of these|none of those|none of them"),
        (MoveKind.NoPreference, "any|anything|whatever|no|none|i don't know|no idea|no preference|i don't mind|i don't care|it doesn't matter|all the same"),
        (MoveKind.Help, "help|what can i say|commands"),
        (MoveKind.Why, "why"));

    public static IReadOnlyDictionary<string, Attitude> Attitudes { get; } = Named<Attitude>(
        (Attitude.NotSo, "not so|not too|not as|not that|not very|isn't so|less|too|a bit too|a little too|much too|far too|a bit less|little less"),
        (Attitude.Not, "not|no|no more|without|never|nothing|nothing like|nothing with|except|except for|avoid|other than|anything but|don't|do not|don't want|do not want|don't like|do not like|didn't like|did not like|dislike|hate|hated|isn't|aren't|wasn't|not like|can't stand|neither|nor"),
        (Attitude.Positive, "more|i want|i'd like|i would like|want|give me|show me|prefer|i prefer|looking for|in the mood for|rather"));

    public static IReadOnlyDictionary<string, Verb> Verbs { get; } = Named<Verb>(
        (Verb.Like, "like|likes|liked|love|loved|enjoy|enjoyed|similar to|more like|more of|close to|fan of|as good as"),
        (Verb.Know, "read|have read|i've read|already read|seen|have seen|already seen|watched|i've seen|know|already know|own|already have|have heard"));

    /// <summary>What ends an attitude.</summary>
    public static IReadOnlySet<string> Turns { get; } = Set("but|instead|though|however|and i|although|yet");

    public static IReadOnlySet<string> Indifference { get; } = Set("no preference|don't mind|don't care|doesn't matter|whatever|up to you");

    public static IReadOnlyDictionary<string, Comparison> Comparisons { get; } = new Dictionary<string, Comparison>(StringComparer.Ordinal)
    {
        ["shorter"] = new(true, Length),
        ["less long"] = new(true, Length),
        ["not so long"] = new(true, Length),
        ["too long"] = new(true, Length),
        ["longer"] = new(false, Length),
        ["too short"] = new(false, Length),
        ["not so short"] = new(false, Length),
        ["newer"] = new(false, Age),
        ["more recent"] = new(false, Age),
        ["too old"] = new(false, Age),
        ["not so old"] = new(false, Age),
        ["older"] = new(true, Age),
        ["not so new"] = new(true, Age),
        ["cheaper"] = new(true, Price),
        ["less expensive"] = new(true, Price),
        ["not so expensive"] = new(true, Price),
        ["too expensive"] = new(true, Price),
        ["more expensive"] = new(false, Price),
    };

    /// <summary>Words that describe nothing.</summary>
    public static IReadOnlySet<string> Fillers { get; } = Set(
        "a|an|the|i|i'm|i'd|i've|me|my|you|your|we|us|it|its|it's|he|she|they|them|their|this|that|these|those|is|are|was|were|be|been|am|do|does|did|have|has|had|will|would|could|should|can|may|might|" +
        "and|or|of|in|on|at|by|for|from|to|with|about|as|if|so|than|then|there|here|what|which|who|how|when|where|why|some|any|something|anything|someone|all|also|just|really|very|quite|please|thanks|thank|hi|hello|hey|" +
        "ok|okay|yes|yeah|no|not|one|ones|book|books|movie|movies|film|films|item|items|list|recommend|recommendation|recommendations|suggest|suggestion|find|get|show|see|think|feel|feels|little|bit|lot|much|many|good|great|nice|" +
        "tonight|today|now|again|else|other|another|kind|sort|kinds|type|set|having|being|let|let's|maybe|perhaps|well|only|even|same|new");

    /// <summary>Whether a phrase is one of those that only stand before others.</summary>
    public static bool IsCue(string phrase) => Attitudes.ContainsKey(phrase) || Verbs.ContainsKey(phrase) || Turns.Contains(phrase);

    /// <summary>The place of a list that a phrase points at, from 0; null where it points at none.</summary>
    /// <param name="phrase">The phrase.</param>
    /// <param name="count">How many places there are.</param>
    public static int? PlaceOf(string phrase, int count)
    {
        string[] words = phrase.Split(' ');
        if (words is ["the", .. var rest]) words = rest;
        if (words is [.. var before, "one" or "book" or "movie" or "film" or "item"] && before.Length > 0) words = before;
        bool isNoun = words.Length < phrase.Split(' ').Length; // "the second", never "second" alone
        return words switch
        {
            ["number" or "nr", var number] => Number(number),
            ["last"] when isNoun => count - 1,
            [var place] when isNoun && Array.IndexOf(Places, place) is >= 0 and int named => named,
            [var place] when place.Length > 2 && place[^2..] is "st" or "nd" or "rd" or "th" => Number(place[..^2]),
            ["this" or "that"] when isNoun => 0,
            _ => null,
        };
    }

    private static int? Number(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int number) ? number - 1
        : Array.IndexOf(Numbers, text) is >= 0 and int named ? named
        : null;

    private static Dictionary<string, T> Named<T>(params (T Value, string Phrases)[] named) =>
        named.SelectMany(one => one.Phrases.Split('|').Select(phrase => KeyValuePair.Create(phrase, one.Value))).ToDictionary(StringComparer.Ordinal);

    private static HashSet<string> Set(string phrases) => [.. phrases.Split('|')];
}
