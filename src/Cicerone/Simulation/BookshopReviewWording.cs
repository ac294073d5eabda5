namespace Cicerone.Simulation;

/// <summary>Words statements, and sentences that are none, in templates.</summary>
/// <param name="random">Chooses words and templates.</param>
/// <param name="wording">Which of them.</param>
internal sealed class BookshopReviewWording(RandomSource random, ReviewWording wording)
{
    private static readonly string[] Usual = ["The {a} {v} {o}{s}.", "The {a} {v} very {o}{s}.", "The {a} {f} {o}{s}.", "{O} {a}{s}.", "There {v} {art}{o} {a}{s}.", "What stands out {v} the {o} {a}{s}.", "The {a} {v} not {n}{s}."];
    private static readonly string[] Other = ["{O}, that is the word for the {a}{s}.", "As for the {a}{s}, {o} describes it best.", "One gets {art}{o} {a}{s}.", "The {a} turned out {o}{s}.", "The {a} could hardly be more {o}{s}."];

    private static readonly string[] HeldOut = ["The {a} comes across as {o}{s}.", "Readers will find the {a} {o}{s}.", "Such {art}{o} {a}{s}!", "The {a} {v} anything but {n}{s}.", "A book with {art}{o} {a}{s}.", "{A}: {o}{s}.", "The {a} strikes one as {o}{s}."];

    /// <summary>Kinds of sentences that are no statements on the book, with templates that hold an aspect and an opinion all the same.</summary>
    public static readonly (string Kind, string[] Templates)[] Distractors =
    [
        ("personal", ["My sister found that the {a} {v} {o}.", "I read it when my {a} needed something {o}.", "My husband says the {a} {v} {o}."]),
        ("delivery", ["The delivery was {o}.", "Slow shipping and a flimsy parcel.", "The postage is high and the box was weak."]),
        ("seller", ["The seller is charming.", "The shop has clumsy staff.", "The store was small and dull."]),
        ("advice", ["Everyone will recommend the {o} {a}.", "A witty gift for any reader.", "Buy it for the {o} {a}."]),
        ("comparison", ["The {a} {v} more {o} than in the first volume.", "The {a} {v} {o} compared to others.", "Other books have {art}{o} {a}."]),
        ("question", ["{V} the {a} really {o}?", "Who wants {art}{o} {a}?"]),
        ("return", ["The blurry copy was returned.", "A refund for the flimsy copy took long."]),
        ("wish", ["If only the {a} were {o}.", "The {a} would be {o} with more care."]),
        ("feeling", ["Love it.", "Simply great.", "Just loved it!"]),
    ];

    /// <summary>A statement as a sentence, and as extraction should give it.</summary>
    public (string Sentence, string Text) Tell(GoldStatement statement)
    {
        if (BookshopReviewWords.Aspects.FirstOrDefault(aspect => aspect.Name == statement.Topic) is { } aspect) return TellQuality(aspect, statement);
        return statement.Topic switch
        {
            "purpose" => (Any(ByWording(["It is suitable for {x}.", "Perfect for {x}.", "It is ideal for {x}."], ["It works well for {x}."], ["A fine companion for {x}."])).Replace("{x}", statement.Scope, StringComparison.Ordinal), statement.Text),
            "use" => TellUse(statement),
            _ => TellNumber(statement),
        };
    }

    /// <summary>A sentence that is no statement on the book.</summary>
    public string Distract(string[] templates)
    {
        BookshopReviewWords.Aspect aspect = Any(BookshopReviewWords.Aspects);
        (BookshopReviewWords.Side one, BookshopReviewWords.Side other) = Any(aspect.Qualities);
        return Fill(Any(templates), aspect, Any(aspect.Words), Any((random.NextInt(2) == 0 ? one : other).Words), opposite: "", scope: "");
    }

    private (string Sentence, string Text) TellQuality(BookshopReviewWords.Aspect aspect, GoldStatement statement)
    {
        (BookshopReviewWords.Side one, BookshopReviewWords.Side other) = aspect.Qualities[statement.Quality / 2];
        if (statement.Quality % 2 == 1) (one, other) = (other, one);
        string template = Any(ByWording(Usual, Other, HeldOut)), word = Any(aspect.Words), opinion = Any(wording != ReviewWording.Usual && random.NextInt(2) == 0 ? one.HeldOut : one.Words), opposite = Any(other.Words);
        bool negated = template.Contains("{n}", StringComparison.Ordinal);
        string told = negated ? $"not {opposite}" : opinion, verb = IsPlural(aspect, word) ? "are" : "is";
        return (Fill(template, aspect, word, opinion, opposite, statement.Scope), $"the product's {word} {verb} {told}{Scope(statement.Scope)}");
    }

    private (string Sentence, string Text) TellUse(GoldStatement statement)
    {
        BookshopReviewWords.Side side = statement.Quality % 2 == 0 ? BookshopReviewWords.Easy : BookshopReviewWords.Hard;
        string word = Any(side.Words), text = $"the product is {word} to {statement.Scope}";
        bool easy = side == BookshopReviewWords.Easy;
        string told = Any(ByWording([$"It is {word} to {{x}}.", $"{Capital(word)} to {{x}}."], [easy ? "It takes little effort to {x}." : "It takes much effort to {x}."], [easy ? "Nobody will struggle to {x}." : "Many will struggle to {x}."]));
        return (told.Replace("{x}", statement.Scope, StringComparison.Ordinal), wording == ReviewWording.Usual ? text : statement.Text);
    }

    private (string Sentence, string Text) TellNumber(GoldStatement statement)
    {
        int number = int.Parse(statement.Scope);
        string told = random.NextInt(2) == 0 ? statement.Scope : BookshopReviewWords.NumberWords[number], thing = statement.Topic;
        return (Any(ByWording([$"It has {told} {thing}.", $"There are {told} {thing} inside.", $"It comes with {told} {thing}."], [$"{Capital(told)} {thing} are bound in."], [$"One can count {told} {thing} in it.", $"Its {told} {thing} help."])), statement.Text);
    }

    private string[] ByWording(string[] usual, string[] other, string[] heldOut) => wording switch { ReviewWording.Usual => usual, ReviewWording.Other => other, _ => heldOut };

    private static string Fill(string template, BookshopReviewWords.Aspect aspect, string word, string opinion, string opposite, string scope)
    {
        bool plural = IsPlural(aspect, word);
        string article = plural ? "" : opinion[0] is 'a' or 'e' or 'i' or 'o' or 'u' ? "an " : "a ";
        return template.Replace("{A}", Capital(word), StringComparison.Ordinal).Replace("{a}", word, StringComparison.Ordinal).Replace("{v}", plural ? "are" : "is", StringComparison.Ordinal).Replace("{V}", plural ? "Are" : "Is", StringComparison.Ordinal)
            .Replace("{f}", plural ? "feel" : "feels", StringComparison.Ordinal).Replace("{o}", opinion, StringComparison.Ordinal).Replace("{O}", Capital(opinion), StringComparison.Ordinal)
            .Replace("{n}", opposite, StringComparison.Ordinal).Replace("{art}", article, StringComparison.Ordinal).Replace("{s}", Scope(scope), StringComparison.Ordinal);
    }

    private static bool IsPlural(BookshopReviewWords.Aspect aspect, string word) => aspect.IsPlural && word.EndsWith('s');

    private static string Scope(string scope) => scope.Length == 0 ? "" : " " + scope;

    private static string Capital(string word) => char.ToUpperInvariant(word[0]) + word[1..];

    private T Any<T>(IReadOnlyList<T> values) => values[random.NextInt(values.Count)];
}
