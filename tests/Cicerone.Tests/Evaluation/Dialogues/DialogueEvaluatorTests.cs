using Cicerone.Data.Dialogues;
using Cicerone.Evaluation.Dialogues;

namespace Cicerone.Tests.Evaluation.Dialogues;

public sealed class DialogueEvaluatorTests
{
    private readonly DialogueItems _items = new();

    public DialogueEvaluatorTests()
    {
        for (int item = 0; item < 60; item++) _items.Add($"i{item}", $"Film number{item}");
    }

    [Fact]
    public void A_repeated_item_is_no_new_target()
    {
        Dialogue[] dialogues = [Of("d", (Speaker.Seeker, [1]), (Speaker.Recommender, [1, 2]), (Speaker.Seeker, [3]), (Speaker.Recommender, [2]))];
        DialogueCase one = Assert.Single(DialogueCase.Of(dialogues, onlyNew: true));
        Assert.Equal([1], one.Mentioned);
        Assert.Equal([2], one.Targets);
        Assert.Equal([[1, 2], [2]], DialogueCase.Of(dialogues, onlyNew: false).Select(all => all.Targets));
    }

    [Fact]
    public void Copying_earns_on_repetition_alone()
    {
        Dialogue[] test = [Of("d", (Speaker.Seeker, [1, 4]), (Speaker.Recommender, [4, 2]))];
        Assert.Equal(0.5, DialogueEvaluator.Evaluate(new CopyMentioned(), test, _items, onlyNew: false).Recall(1));
        Assert.Equal(0, DialogueEvaluator.Evaluate(new CopyMentioned(), test, _items, onlyNew: true).Recall(1));
    }

    [Fact]
    public void Co_mention_and_the_words_around_an_item_find_what_popularity_does_not()
    {
        Dialogue[] learned = [.. Enumerable.Range(0, 30).Select(number => Of($"t{number}", (Speaker.Seeker, [number % 10, number % 10 + 10]), (Speaker.Recommender, [number % 10 + 20])))];
        Dialogue[] test = [Of("test", (Speaker.Seeker, [3]), (Speaker.Recommender, [23]))];
        var training = new DialogueTraining(learned, test, _items);
        Assert.Equal(1, DialogueEvaluator.Evaluate(MentionRanker.CoMention(training), test, _items, onlyNew: true).Recall(5));
        Assert.True(DialogueEvaluator.Evaluate(MentionRanker.Popularity(training), test, _items, onlyNew: true).Recall(1) <= 1);
        Assert.All(DialogueRetriever.Fit(training), retriever => Assert.Equal(1, DialogueEvaluator.Evaluate(retriever, test, _items, onlyNew: true).Recall(5)));
    }

    [Fact]
    public void A_test_dialogue_in_the_training_is_refused_by_its_id_and_by_its_words()
    {
        Dialogue one = Of("a", (Speaker.Seeker, [1]), (Speaker.Recommender, [2]));
        Assert.Throws<CiceroneException>(() => new DialogueTraining([one], [Of("a", (Speaker.Seeker, [9]))], _items));
        Assert.Throws<CiceroneException>(() => new DialogueTraining([one], [one with { Id = "b" }], _items));
        Assert.Single(new DialogueTraining([one], [Of("b", (Speaker.Seeker, [9]))], _items).Dialogues);
    }

    private Dialogue Of(string id, params (Speaker Speaker, int[] Items)[] turns) =>
        new(id, [.. turns.Select(turn => new DialogueTurn(turn.Speaker, string.Join(' ', turn.Items.Select(_items.Title)), turn.Items))]);
}
