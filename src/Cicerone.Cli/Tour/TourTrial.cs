using System.Text.Json.Nodes;
using Cicerone.Metrics.Series;
using Cicerone.Server.Tour;

namespace Cicerone.Cli.Tour;

/// <summary>A stop of the tour and what is tried to tell whether it works.</summary>
/// <param name="Stop">The stop.</param>
/// <param name="Prepare">A call that makes the stop's run, once. <c>{shop}</c> is the Bookshop's folder, <c>{out}</c> the stop's own.</param>
/// <param name="Use">A call that uses the method; <c>{run}</c> is a run of EASE on the Bookshop.</param>
/// <param name="Fault">What the API's answer fails to show; null when it shows what the stop promises.</param>
internal sealed record TourTrial(TourStop Stop, string Prepare, string Use, Func<JsonNode, string?> Fault)
{
    private static readonly Dictionary<string, (string Prepare, string Use, Func<JsonNode, string?> Fault)> Known = new()
    {
        ["flame"] = ("fit flame --data {shop} --no-time-column --set epochs=3 width=32 max-length=20 batch-size=128 --resume --out {out}", "recommend {out} --user ada", OrderMatters),
        ["lia"] = ("fit lia --data {shop} --no-time-column --set rules=120 epochs=1 batch-size=40 --resume --out {out}", "rules {out} --json", RulesAddUp),
        ["faerec"] = ("fit faerec --data {shop} --item-text {shop}/announced.csv --no-time-column --set epochs=4 width=32 max-length=20 text-width=64 loss=sampled-softmax negatives=128 unique-pool=true period=4 --resume --out {out}", "recommend {out} --user ada --explain", ShowsTheUnbought),
        ["jbm-diff"] = ("fit jbm-diff --data {shop} --features text --features cover={shop}/covers.csv --no-time-column --set epochs=12 validate-every=12 width=32 batch-size=2048 learning-rate=0.01 warmup-epochs=3 --resume --out {out}", "credibility {out} --user ada", TheSlipIsDoubted),
        ["star"] = ("fit star --data {shop} --reviews {shop}/reviews/reviews.jsonl --no-time-column --set epochs=4 width=32 negatives=5 item-layers=2 --resume --out {out}", "statements rank {out} --user ada --json", StatementsHaveSources),
        ["mmp-refer"] = ("fit mmp-refer --data {shop} --features text --features cover={shop}/covers.csv --reviews {shop}/reviews/reasons.jsonl --no-time-column --set epochs=4 width=32 max-length=20 code-epochs=20 writer-reviews=4000 writer-epochs=3 writer-width=32 --resume --out {out}", "recommend {out} --user ada --explain", PathsLeadHere),
        ["smtpo"] = ("fit smtpo --data {shop} --no-time-column --set searches=200 depth=10 turns=1 epochs=3 person-epochs=1 rounds=1 people=2 group=4 --resume --out {out}", "recommend {out} --user ada", WhatIsSaidIsHeard),
        ["tencentgr"] = ("fit tencentgr --data {shop} --no-time-column --set epochs=3 width=32 layers=1 max-length=20 fields=author,genre,mood,series history-actions=false time=false profile=false negatives=128 --resume --out {out}", "recommend {out} --user ada --action click:1,purchase:2.5 --explain", SlotIsWeighed),
        ["jkge-ss"] = ("fit ease --data {shop} --protocol global-time(test=0.5,validation=0) --no-time-column --out {out}", "evaluate {out} --over-time --category genre --json", SeasonIsSeen),
        ["cure"] = ("fit llm-yes-no --data {shop}/circle/events.csv --item-text {shop}/circle/books.csv --no-time-column --set epochs=20 patience=1000 validate-every=20 width=48 heads=4 dropout=0 learn-from=10 negatives=1 fixed-negatives=true batch-size=64 learning-rate=0.003 depth=20 --resume --out {out}", "forget {copy} --users {shop}/circle/forget.txt --json", AdaIsForgotten),
    };

    /// <summary>One trial for each stop, in order.</summary>
    public static IReadOnlyList<TourTrial> All { get; } = [.. TourStops.All.Select(Of)];

    private static TourTrial Of(TourStop stop)
    {
        (string prepare, string use, Func<JsonNode, string?> fault) = Known[stop.Name];
        return new TourTrial(stop, prepare, use, fault);
    }

    /// <summary>The same books in another order must give another list.</summary>
    private static string? OrderMatters(JsonNode exhibit)
    {
        string[][] lists = [.. exhibit["lists"]!.AsArray().Select(list => list!["items"]!.AsArray().Select(item => item!["item"]!.GetValue<string>()).ToArray())];
        return lists is not [{ Length: > 0 }, { Length: > 0 }] ? "it does not show two lists"
            : lists[0].SequenceEqual(lists[1]) ? "the order of what was read changes nothing"
            : null;
    }

    /// <summary>Both lists rest on rules, and their contributions add up to the scores.</summary>
    private static string? RulesAddUp(JsonNode exhibit)
    {
        JsonNode[] items = [.. exhibit["lists"]!.AsArray().SelectMany(list => list!["items"]!.AsArray()).Select(item => item!)];
        return exhibit["lists"]!.AsArray().Count != 2 || items.Length == 0 ? "it does not show two lists"
            : !items.Any(item => item["reasons"]!.AsArray().Any(reason => reason!["kind"]!.GetValue<string>() == "rule")) ? "no rule is among the reasons"
            : items.Any(item => Math.Abs(item["reasons"]!.AsArray().Sum(reason => reason!["contribution"]!.GetValue<double>()) - item["score"]!.GetValue<double>()) > 1e-4) ? "the reasons do not add up to the score"
            : !exhibit["lists"]![1]!["told"]!.GetValue<string>().Contains("on validation", StringComparison.Ordinal) ? "the price of readability is not told"
            : null;
    }

    /// <summary>There must be books nobody has bought, each with its share of text and of behaviour.</summary>
    private static string? ShowsTheUnbought(JsonNode exhibit)
    {
        JsonArray books = exhibit["lists"]!.AsArray().Last()!["items"]!.AsArray();
        return books.Count == 0 ? "no book that nobody has bought is listed"
            : books.All(book => ((string[])["text", "behaviour"]).All(kind => book!["reasons"]!.AsArray().Any(reason => reason!["kind"]!.GetValue<string>() == kind))) ? null
            : "a book lacks its share of text or of behaviour";
    }

    /// <summary>A book must have three statements, each with a review to read it in.</summary>
    private static string? StatementsHaveSources(JsonNode exhibit)
    {
        JsonArray books = exhibit["lists"]![0]!["items"]!.AsArray();
        return books.Count == 0 ? "no book is listed"
            : !books.Any(book => book!["reasons"]!.AsArray().Count == 3) ? "no book has three statements"
            : books.All(book => book!["reasons"]!.AsArray().All(reason => reason!["kind"]!.GetValue<string>() == "statement" && reason["evidence"]!.AsArray().Any(evidence => evidence!["kind"]!.GetValue<string>() == "review"))) ? null
            : "a statement leads to no review";
    }

    /// <summary>Most books must have a path that begins with something Ada chose, and every book that a reason names must be there to look up.</summary>
    private static string? PathsLeadHere(JsonNode exhibit)
    {
        JsonArray books = exhibit["lists"]![0]!["items"]!.AsArray();
        HashSet<string> chosen = [.. exhibit["history"]!.AsArray().Select(title => title!.GetValue<string>())];
        JsonNode[][] paths = [.. books.Select(book => book!["reasons"]!.AsArray().Where(reason => reason!["kind"]!.GetValue<string>() == "path").Select(reason => reason!["evidence"]!.AsArray()).ToArray<JsonNode>())];
        return books.Count == 0 ? "no book is listed"
            : paths.Any(ofBook => ofBook.Length == 0) ? "a book has no path"
            : paths.All(ofBook => ofBook.Any(path => path.AsArray().Any(evidence => chosen.Contains(evidence!["title"]!.GetValue<string>())))) ? null
            : "a path begins with nothing that Ada chose";
    }

    /// <summary>After "not so dark" the list must be another, and its first book be there for what was said.</summary>
    private static string? WhatIsSaidIsHeard(JsonNode exhibit)
    {
        JsonNode[][] lists = [.. exhibit["lists"]!.AsArray().Select(list => list!["items"]!.AsArray().Select(item => item!).ToArray())];
        if (lists is not [{ Length: > 0 } before, { Length: > 0 } after]) return "it does not show two lists";
        JsonArray reasons = after[0]["reasons"]!.AsArray();
        return before.Select(item => item["item"]!.GetValue<string>()).SequenceEqual(after.Select(item => item["item"]!.GetValue<string>())) ? "what is said changes nothing"
            : !exhibit["lists"]![1]!["told"]!.GetValue<string>().Contains("Less dark, then.", StringComparison.Ordinal) ? "it does not tell what was understood"
            : !reasons.Any(reason => reason!["kind"]!.GetValue<string>() == "said" && reason["text"]!.GetValue<string>().Contains("less dark", StringComparison.Ordinal)) ? "the first book is not there for what was said"
            : null;
    }

    /// <summary>A click and a purchase lead to different scores, and the slot's are what both come to, each by its worth.</summary>
    private static string? SlotIsWeighed(JsonNode exhibit)
    {
        JsonNode[][] lists = [.. exhibit["lists"]!.AsArray().Select(list => list!["items"]!.AsArray().Select(item => item!).ToArray())];
        if (lists is not [{ Length: > 0 } clicked, { Length: > 0 } bought, { Length: > 0 } slot]) return "it does not show three lists";
        double ScoreOf(JsonNode item) => item["score"]!.GetValue<double>();
        return ScoreOf(clicked[0]) * 2.5 == ScoreOf(bought[0]) ? "a click and a purchase lead to the same"
            : slot.Any(item => item["reasons"]!.AsArray().Count != 2) ? "a place of the slot lacks its reasons, one for a click and one for a purchase"
            : slot.Any(item => Math.Abs(item["reasons"]!.AsArray().Sum(reason => reason!["contribution"]!.GetValue<double>()) - ScoreOf(item)) > 1e-6) ? "the reasons do not add up to the score"
            : null;
    }

    /// <summary>Ada's last click, which was an accident, must be doubted and most of what she chose must not; without it the list must be another.</summary>
    private static string? TheSlipIsDoubted(JsonNode exhibit)
    {
        double[] credibility = [.. exhibit["credibility"]?.AsArray().Select(one => one?.GetValue<double>()).OfType<double>() ?? []];
        string[][] lists = [.. exhibit["lists"]!.AsArray().Select(list => list!["items"]!.AsArray().Select(item => item!["item"]!.GetValue<string>()).ToArray())];
        return credibility.Length == 0 ? "no credibility is told"
            : credibility[^1] >= 0.5 ? $"the accidental last click is believed ({credibility[^1]:0.00})"
            : credibility.Average() < 0.5 ? $"nearly everything is doubted (mean credibility {credibility.Average():0.00})"
            : lists is not [{ Length: > 0 }, { Length: > 0 }] ? "it does not show two lists"
            : lists[0].SequenceEqual(lists[1]) ? "without the accidental click the list is the same"
            : null;
    }

    /// <summary>A simulation of four fifths of what was observed has an error of a fifth in level and in variability, and none in timing.</summary>
    public static string? TrySeries()
    {
        double[] observed = [.. Enumerable.Range(0, 200).Select(step => 2 + Math.Sin(step))];
        JkgeScore score = Jkge.Of(observed, [.. observed.Select(value => 0.8 * value)], new JkgeOptions());
        return Math.Abs(score.Level - 0.04) < 1e-9 && Math.Abs(score.Variability - 0.04) < 1e-9 && score.Timing < 1e-9 ? null : $"four fifths of a series score level {score.Level}, variability {score.Variability}, timing {score.Timing}";
    }

    /// <summary>After the break timing is worse, an alarm fires, not before it and not where nothing changed, and what is learned anew takes over.</summary>
    private static string? SeasonIsSeen(JsonNode exhibit)
    {
        DateTime changed = exhibit["break"]!.GetValue<DateTime>();
        JsonNode[] alarms = [.. exhibit["alarms"]!.AsArray().Select(alarm => alarm!)];
        DateTime[] fired = [.. alarms.Select(alarm => alarm["firedAt"]?.GetValue<DateTime>()).OfType<DateTime>()];
        return exhibit["after"]!["timing"]!.GetValue<double>() <= exhibit["before"]!["timing"]!.GetValue<double>() ? "the season has moved, and timing is as good as before"
            : fired.Length == 0 ? "no alarm fired"
            : fired.Any(moment => moment < changed) ? "an alarm fired before anything had changed"
            : alarms.Any(alarm => alarm["inTwin"]!.GetValue<bool>()) ? "an alarm fired where nothing changed"
            : exhibit["retrained"]?["promoted"]?.GetValue<bool>() != true ? "the model that was learned anew was not promoted"
            : null;
    }

    /// <summary>Readers were forgotten, circuits are shown, every check holds, and most of what was recommended to those who stay still is.</summary>
    private static string? AdaIsForgotten(JsonNode exhibit)
    {
        JsonNode receipt = exhibit["receipt"]!;
        string[][] lists = [.. exhibit["lists"]!.AsArray().Select(list => list!["items"]!.AsArray().Select(item => item!["item"]!.GetValue<string>()).ToArray())];
        return receipt["circuits"]?["parts"] is not JsonArray { Count: > 0 } parts ? $"no circuits are shown: {receipt["how"]}"
            : parts.All(part => part!["group"]!.GetValue<string>() == "inert") ? "no part of the model serves anything"
            : receipt["checks"]!.AsArray() is not { Count: > 0 } checks || checks.Any(check => !check!["holds"]!.GetValue<bool>()) ? "a check of forgetting does not hold"
            : exhibit["reader"]!.GetValue<string>() != "ada" ? "Ada was not forgotten"
            : lists is not [{ Length: > 0 }, { Length: > 0 }] ? "it does not show two lists"
            : receipt["lists"]!["same"]!.GetValue<double>() < 0.5 ? "most of what was recommended to those who stay has changed"
            : null;
    }
}
