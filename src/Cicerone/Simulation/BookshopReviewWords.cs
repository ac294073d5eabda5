namespace Cicerone.Simulation;

/// <summary>The words that reviews of the <see cref="Bookshop"/> are made of.</summary>
internal static class BookshopReviewWords
{
    /// <summary>Parts of a narrative of which something may be said for one half alone; empty is the whole.</summary>
    public static readonly string[] Scopes = ["", "in the first half", "in the second half"];

    /// <summary>What books are praised and blamed for: opposite sides of each quality.</summary>
    public static readonly Aspect[] Aspects =
    [
        new("plot", ["plot", "story", "storyline"], false, true,
        [
            (new("gripping", 1, ["gripping", "engrossing", "riveting"], ["spellbinding"]), new("dull", -1, ["dull", "boring", "tedious"], ["soporific"])),
            (new("original", 1, ["original", "inventive"], ["unhackneyed"]), new("predictable", -1, ["predictable", "formulaic"], ["cookie-cutter"])),
            (new("clear", 1, ["clear", "coherent"], ["lucid"]), new("confusing", -1, ["confusing", "muddled"], ["byzantine"])),
        ]),
        new("pace", ["pace", "pacing", "tempo"], false, true,
        [
            (new("fast", 0, ["fast", "quick", "brisk"], ["breakneck"]), new("slow", 0, ["slow", "sluggish", "leisurely"], ["glacial"])),
            (new("even", 1, ["even", "steady"], ["metronomic"]), new("uneven", -1, ["uneven", "erratic"], ["stop-start"])),
        ]),
        new("characters", ["characters", "cast"], true, true,
        [
            (new("believable", 1, ["believable", "convincing", "realistic"], ["true-to-life"]), new("flat", -1, ["flat", "wooden", "lifeless"], ["cardboard"])),
            (new("likeable", 1, ["likeable", "charming"], ["winsome"]), new("unlikeable", -1, ["unlikeable", "irritating"], ["insufferable"])),
        ]),
        new("prose", ["prose", "writing", "style"], false, true,
        [
            (new("elegant", 1, ["elegant", "graceful", "polished"], ["mellifluous"]), new("clumsy", -1, ["clumsy", "awkward"], ["ham-fisted"])),
            (new("plain", 0, ["plain", "unfussy"], ["unadorned"]), new("ornate", 0, ["ornate", "flowery"], ["baroque"])),
        ]),
        new("dialogue", ["dialogue", "conversation"], false, true, [(new("witty", 1, ["witty", "clever"], ["sparkling"]), new("stilted", -1, ["stilted", "unnatural"], ["leaden"]))]),
        new("setting", ["setting", "backdrop"], false, true, [(new("vivid", 1, ["vivid", "evocative", "atmospheric"], ["palpable"]), new("vague", -1, ["vague", "sketchy"], ["nebulous"]))]),
        new("ending", ["ending", "conclusion", "finale"], false, false,
        [
            (new("satisfying", 1, ["satisfying", "fulfilling"], ["gratifying"]), new("abrupt", -1, ["abrupt", "rushed"], ["precipitous"])),
            (new("surprising", 0, ["surprising", "unexpected"], ["unforeseeable"]), new("foreseeable", 0, ["foreseeable", "expected"], ["telegraphed"])),
        ]),
        new("cover", ["cover", "jacket"], false, false,
        [
            (new("sturdy", 1, ["sturdy", "robust", "durable"], ["rugged"]), new("flimsy", -1, ["flimsy", "fragile"], ["tissue-thin"])),
            (new("glossy", 0, ["glossy", "shiny"], ["lustrous"]), new("matte", 0, ["matte", "unglazed"], ["chalky"])),
        ]),
        new("paper", ["paper", "stock"], false, false,
        [
            (new("thick", 1, ["thick", "heavy"], ["hefty"]), new("thin", -1, ["thin", "light"], ["gossamer"])),
            (new("smooth", 1, ["smooth", "silky"], ["satiny"]), new("rough", -1, ["rough", "coarse"], ["sandpapery"])),
        ]),
        new("binding", ["binding", "spine"], false, false, [(new("strong", 1, ["strong", "solid"], ["bombproof"]), new("weak", -1, ["weak", "loose"], ["wobbly"]))]),
        new("print", ["print", "type", "lettering"], false, false,
        [
            (new("large", 1, ["large", "big"], ["generous"]), new("small", -1, ["small", "tiny"], ["minuscule"])),
            (new("sharp", 1, ["sharp", "crisp"], ["pin-sharp"]), new("blurry", -1, ["blurry", "smudged", "fuzzy"], ["bleary"])),
        ]),
        new("illustrations", ["illustrations", "drawings", "pictures"], true, false,
        [
            (new("detailed", 1, ["detailed", "intricate"], ["painstaking"]), new("crude", -1, ["crude", "amateurish"], ["slapdash"])),
            (new("colourful", 1, ["colourful", "vibrant"], ["kaleidoscopic"]), new("drab", -1, ["drab", "faded"], ["washed-out"])),
        ]),
        new("translation", ["translation"], false, false, [(new("accurate", 1, ["accurate", "faithful"], ["scrupulous"]), new("sloppy", -1, ["sloppy", "careless"], ["cavalier"]))]),
    ];

    /// <summary>Things that a book has a number of.</summary>
    public static readonly (string Thing, int[] Numbers)[] Counted = [("maps", [2, 3, 4, 5, 6]), ("photographs", [8, 12, 16, 24]), ("appendices", [2, 3, 4])];

    /// <summary>Numbers as words.</summary>
    public static readonly Dictionary<int, string> NumberWords = new() { [2] = "two", [3] = "three", [4] = "four", [5] = "five", [6] = "six", [8] = "eight", [12] = "twelve", [16] = "sixteen", [24] = "24" };

    /// <summary>What a book may be suitable for, like beside unlike.</summary>
    public static readonly (string One, string Other)[] Purposes = [("indoor reading", "outdoor reading"), ("young readers", "adult readers"), ("short trips", "long trips"), ("quiet evenings", "noisy trains")];

    /// <summary>What a book may be easy or hard to do with.</summary>
    public static readonly string[] Uses = ["follow", "hold", "carry", "skim"];

    public static readonly Side Easy = new("easy", 1, ["easy", "simple"], ["a doddle"]), Hard = new("hard", -1, ["hard", "difficult"], ["a slog"]);

    /// <summary>A quality of an aspect.</summary>
    /// <param name="Name">Its usual word.</param>
    /// <param name="Sentiment">1, 0 or −1.</param>
    /// <param name="Words">Words for it.</param>
    /// <param name="HeldOut">Words that only testing meets.</param>
    public sealed record Side(string Name, int Sentiment, string[] Words, string[] HeldOut);

    /// <summary>Something about a book that has qualities.</summary>
    /// <param name="Name">Its usual word.</param>
    /// <param name="Words">Words for it.</param>
    /// <param name="IsPlural">Whether it takes the plural of a verb.</param>
    /// <param name="IsScoped">Whether it may be told of one half alone.</param>
    /// <param name="Qualities">Opposite sides.</param>
    public sealed record Aspect(string Name, string[] Words, bool IsPlural, bool IsScoped, (Side One, Side Other)[] Qualities);
}
