using System.Globalization;
using Cicerone.Contracts;
using Cicerone.Data;
using Cicerone.Language.Questions;
using Cicerone.Models;

namespace Cicerone.Language.Tests.Questions;

public class YesNoTests : ModelContract
{
    protected override string Name => "llm-yes-no";

    protected override AlgorithmTable Algorithms { get; } = new(LanguageAlgorithms.All);

    /// <summary>It learns in these few steps to answer, not to tell tastes apart; <see cref="Learns_who_likes_what"/> gives it longer.</summary>
    protected override bool LearnsTaste => false;

    protected override IReadOnlyDictionary<string, string> Settings { get; } = new Dictionary<string, string>
    {
        ["width"] = "16",
        ["layers"] = "1",
        ["heads"] = "2",
        ["history"] = "3",
        ["epochs"] = "1",
        ["learn-from"] = "2",
        ["depth"] = "7",
    };

    [Fact]
    public void Learns_who_likes_what()
    {
        InteractionLog log = EvenAndOdd();
        var options = new YesNoOptions { Width = 32, Layers = 2, Heads = 2, History = 4, Epochs = 12, BatchSize = 32, LearningRate = 5e-3, Dropout = 0, Candidates = "" };
        var table = ItemTable.Without(log.Items);
        YesNoModel model = YesNo.Fit(new TrainingData(log, table), options, new FitContext { Seed = 3, Threads = 1 });
        var catalogue = Catalogue.Of(log, table);
        Histories histories = Histories.Of(log);
        int right = 0, asked = 0;
        for (int person = 0; person < log.Users.Count; person++)
        {
            int[] unmet = [.. Enumerable.Range(0, catalogue.Count).Except(histories[person].Items.ToArray())];
            float[] margins = model.Margins(Query.OfPerson(log.Users, person, histories[person], 1), catalogue, unmet);
            bool IsLiked(int item) => int.Parse(log.Items[item], CultureInfo.InvariantCulture) % 2 == person % 2;
            float[] liked = [.. margins.Where((_, i) => IsLiked(unmet[i]))], others = [.. margins.Where((_, i) => !IsLiked(unmet[i]))];
            right += liked.Sum(one => others.Count(other => other < one));
            asked += liked.Length * others.Length;
        }
        Assert.True(right > 0.97 * asked, $"Of {asked} pairs, {right} are in the order of the people's taste.");
    }

    [Fact]
    public void Judges_the_best_of_another_model_and_lets_the_others_follow()
    {
        var all = new TopKResult(1, Catalogue.Count);
        Query query = Query.OfStranger(Catalogue.Ids, History.Of(2, 4, 6), seed: 1);
        Model.TopK([query], Catalogue, new TopKRequest(Catalogue.Count), all);
        var model = (YesNoModel)Model;
        float[] margins = model.Margins(query, Catalogue, all.Items(0)[..7]);
        Assert.Equal(margins, all.Scores(0)[..7].ToArray());
        Assert.Equal(all.Scores(0)[6] - 1, all.Scores(0)[7]);
        Assert.NotEqual(margins, model.Margins(Query.OfStranger(Catalogue.Ids, History.Of(3, 5, 7), seed: 1), Catalogue, all.Items(0)[..7]));
    }

    /// <summary>Even people chose 14 of 20 even items, odd people as many odd ones, in any order.</summary>
    private static InteractionLog EvenAndOdd()
    {
        var log = new InteractionLogBuilder();
        for (int person = 0; person < 40; person++)
        {
            int[] items = [.. Enumerable.Range(0, 20).Select(item => 2 * item + person % 2)];
            RandomSource.For(7, (ulong)person).Shuffle(items.AsSpan());
            for (int i = 0; i < 14; i++) log.Add($"{person}", $"{items[i]}", time: i);
        }
        return log.Build();
    }
}

/// <summary>The same over titles, with ratings told and every item judged.</summary>
public sealed class YesNoTitlesTests : ModelContract
{
    protected override string Name => "llm-yes-no";

    protected override AlgorithmTable Algorithms { get; } = new(LanguageAlgorithms.All);

    protected override bool LearnsTaste => false;

    protected override IReadOnlyDictionary<string, string> Settings { get; } = new Dictionary<string, string>
    {
        ["items"] = "titles",
        ["candidates"] = "",
        ["vocabulary"] = "280",
        ["width"] = "16",
        ["layers"] = "1",
        ["heads"] = "2",
        ["history"] = "3",
        ["epochs"] = "1",
        ["learn-from"] = "2",
    };

    protected override ItemTable ItemsOf(Vocabulary items) =>
        new(items, new Dictionary<string, string?[]> { ["title"] = [.. Enumerable.Range(0, items.Count).Select(item => $"The {(item % 2 == 0 ? "silent" : "golden")} harbour {item}")] });

    [Fact]
    public void An_item_that_joins_later_is_read_by_its_title()
    {
        var catalogue = new Catalogue(ItemsOf(Catalogue.Ids), Catalogue.TrainingCounts.ToArray());
        Catalogue more = catalogue.With([new NewItem("new", new Dictionary<string, string?> { ["title"] = catalogue.Title(4) })]);
        float[] margins = ((YesNoModel)Model).Margins(Query.OfStranger(Catalogue.Ids, History.Of(2, 4), seed: 1), more, [4, more.Count - 1, 5]);
        Assert.Equal(margins[0], margins[1]);
        Assert.NotEqual(margins[0], margins[2]);
    }

    [Fact]
    public void Ratings_are_told_and_decide_the_answer()
    {
        var log = new InteractionLogBuilder();
        for (int person = 0; person < 4; person++)
            for (int item = 0; item < 4; item++) log.Add($"{person}", $"{item}", time: item, value: item % 2 == 0 ? 5 : 1.5f);
        InteractionLog events = log.Build();
        var options = new YesNoOptions { Items = ItemNames.Titles, Negatives = 0 };
        var table = ItemTable.Without(events.Items);
        YesNoPrompts prompts = YesNoPrompts.Learn(table, options);
        var texts = new YesNoExamples(events, Catalogue.Of(events, table), prompts, options, seed: 1).Texts(1);
        Assert.Equal(12, texts.Count);
        Assert.Equal([prompts.No, prompts.Yes, prompts.No], texts.Take(3).Select(text => text.Tokens[^1]));
        Assert.Equal("<history> 0 5; 1 1.5;<target> 2<answer><yes>", prompts.Said(texts[1].Tokens));
    }
}
