using System.Text.Json;
using Cicerone.Conversations;
using Cicerone.Data;
using Cicerone.Models;

namespace Cicerone.Tests.Conversations;

public sealed class GuideTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Not_so_dark_changes_the_list_and_says_why()
    {
        Guide guide = SmallShop.Guide();
        Conversation before = await guide.OpenAsync(["moor"], candidates: null, Cancellation), after = await guide.SayAsync(before, "not so dark", candidates: null, Cancellation);
        Assert.Contains(before.Reply.Items[0].Item, (string[])["night", "clue", "star"]);
        Assert.DoesNotContain(after.Reply.Items[0].Item, (string[])["night", "clue", "star"]);
        Assert.Contains(after.Reply.Items[0].Reasons, reason => reason.Kind == ReasonKind.Said && reason.Text.Contains("less dark: its mood is", StringComparison.Ordinal));
        Assert.Contains("Less dark, then.", after.Reply.Text, StringComparison.Ordinal);
        Assert.Equal(["less dark"], after.Reply.GoesBy);
    }

    [Fact]
    public async Task Contributions_add_up_to_the_score_and_the_best_comes_first()
    {
        Conversation talk = await SmallShop.TalkAsync(SmallShop.Guide(), "I loved The Last Clue", "not so dark", "a detective by the sea");
        Assert.All(talk.Reply.Items, item => Assert.Equal(item.Score, item.Reasons.Sum(reason => reason.Contribution!.Value), 1e-4));
        Assert.Equal(talk.Reply.Items.Select(item => item.Score).OrderDescending(), talk.Reply.Items.Select(item => item.Score));
        Assert.Equal([ReasonKind.Said, ReasonKind.Text, ReasonKind.Behaviour], talk.Reply.Items.SelectMany(item => item.Reasons).Select(reason => reason.Kind).Distinct().OrderBy(kind => kind == ReasonKind.Behaviour ? 2 : kind == ReasonKind.Text ? 1 : 0));
    }

    [Fact]
    public async Task What_must_not_be_there_is_not()
    {
        Guide guide = SmallShop.Guide();
        Assert.DoesNotContain("dragon", SmallShop.ItemsOf(await SmallShop.TalkAsync(guide, "no fantasy")));
        string[] without = SmallShop.ItemsOf(await SmallShop.TalkAsync(guide, "something about the sea", "without dragons"));
        Assert.DoesNotContain("dragon", without);
        Assert.DoesNotContain("dune", without);
        Assert.Equal(["lamp", "moor"], SmallShop.ItemsOf(await SmallShop.TalkAsync(guide, "mystery", "I have read The Broken Lamp", "undo", "shorter")).Order(StringComparer.Ordinal).Where(item => item is "lamp" or "moor"));
        Conversation nothing = await SmallShop.TalkAsync(guide, "no mystery", "no romance", "no fantasy or science fiction");
        Assert.Empty(nothing.Reply.Items);
        Assert.Contains("undo", nothing.Reply.Text, StringComparison.Ordinal);
        Assert.NotEmpty((await guide.SayAsync(nothing, "undo", candidates: null, Cancellation)).Reply.Items);
    }

    [Fact]
    public async Task What_is_liked_or_known_leaves_the_list_and_what_is_refused_too()
    {
        Guide guide = SmallShop.Guide();
        string first = (await guide.OpenAsync([], candidates: null, Cancellation)).Reply.Items[0].Item;
        foreach (string said in (string[])["like the first", "I have read the first", "not the first", "something else"])
            Assert.DoesNotContain(first, SmallShop.ItemsOf(await SmallShop.TalkAsync(guide, said)));
    }

    [Fact]
    public async Task Undo_takes_back_one_wish_and_starting_over_takes_back_all()
    {
        Guide guide = SmallShop.Guide();
        Conversation romance = await SmallShop.TalkAsync(guide, "romance"), dark = await guide.SayAsync(romance, "not so dark", candidates: null, Cancellation);
        Conversation undone = await guide.SayAsync(await guide.SayAsync(dark, "why the first?", candidates: null, Cancellation), "undo", candidates: null, Cancellation);
        Assert.Equal(romance.Reply.Items.Select(item => (item.Item, item.Score)), undone.Reply.Items.Select(item => (item.Item, item.Score)));
        Assert.Contains("Taken back: less dark.", undone.Reply.Text, StringComparison.Ordinal);
        Conversation over = await guide.SayAsync(dark, "start over", candidates: null, Cancellation);
        Assert.Empty(over.Reply.GoesBy);
        Assert.Contains("nothing to take back", (await guide.SayAsync(over, "undo", candidates: null, Cancellation)).Reply.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_change_of_mind_counts_and_a_list_of_values_is_kept()
    {
        Guide guide = SmallShop.Guide();
        Assert.Equal(["hopeful"], (await SmallShop.TalkAsync(guide, "something dark", "rather hopeful")).Reply.GoesBy);
        Assert.Equal(["dark"], (await SmallShop.TalkAsync(guide, "not so dark", "dark after all")).Reply.GoesBy);
        Assert.Equal(["Mystery", "Nature"], (await SmallShop.TalkAsync(guide, "mystery", "nature")).Reply.GoesBy);
    }

    [Fact]
    public async Task It_asks_while_little_is_known_and_each_thing_once()
    {
        Guide guide = SmallShop.Guide();
        Conversation opened = await guide.OpenAsync([], candidates: null, Cancellation);
        string first = opened.Reply.Asked!.Column;
        Conversation answered = await guide.SayAsync(opened, "I don't mind", candidates: null, Cancellation);
        Assert.NotEqual(first, answered.Reply.Asked!.Column);
        Assert.Contains("As you like.", answered.Reply.Text, StringComparison.Ordinal);
        Assert.Null((await guide.SayAsync(answered, "whatever", candidates: null, Cancellation)).Reply.Asked);
        Assert.Null((await SmallShop.TalkAsync(guide, "a hopeful mystery")).Reply.Asked);
        Assert.Null((await guide.OpenAsync(SmallShop.Ids[..5], candidates: null, Cancellation)).Reply.Asked);
    }

    [Fact]
    public async Task Candidates_bound_every_list_and_a_conversation_survives_being_kept()
    {
        Guide guide = SmallShop.Guide();
        Recommender recommender = SmallShop.Recommender();
        await Assert.ThrowsAsync<ArgumentException>(async () => await guide.OpenAsync([], recommender.Catalogue, Cancellation)); // another catalogue
        var own = SmallShop.Recommender();
        var over = new Guide(own, options: new ConversationOptions { ListLength = 5 });
        Catalogue stock = own.Catalogue.Restrict([1, 4]);
        Conversation talk = await over.SayAsync(await over.OpenAsync(["gone", "night"], stock, Cancellation), "dark mystery", stock, Cancellation);
        Assert.All(SmallShop.ItemsOf(talk), item => Assert.Contains(item, (string[])["lamp", "letter"]));
        Conversation kept = JsonSerializer.Deserialize<Conversation>(JsonSerializer.Serialize(talk))!;
        Conversation one = await over.SayAsync(talk, "undo", stock, Cancellation), other = await over.SayAsync(kept, "undo", stock, Cancellation);
        Assert.Equal(JsonSerializer.Serialize(one), JsonSerializer.Serialize(other));
    }

    [Fact]
    public async Task Limits_are_told_and_leave_the_conversation_as_it_is()
    {
        var guide = new Guide(SmallShop.Recommender(), options: new ConversationOptions { MostCharacters = 20, MostTurns = 2 });
        Conversation opened = await guide.OpenAsync([], candidates: null, Cancellation);
        Assert.Contains("20", (await Assert.ThrowsAsync<CiceroneException>(async () => await guide.SayAsync(opened, new string('x', 21), candidates: null, Cancellation))).Message, StringComparison.Ordinal);
        Conversation full = await SmallShop.TalkAsync(guide, "dark", "mystery");
        Assert.Contains("begin another", (await Assert.ThrowsAsync<CiceroneException>(async () => await guide.SayAsync(full, "undo", candidates: null, Cancellation))).Message, StringComparison.Ordinal);
        Assert.Throws<CiceroneException>(() => new ConversationOptions { ListLength = 0 });
        Assert.Throws<CiceroneException>(() => new ConversationOptions { MostTurns = 1_001 });
    }

    [Fact]
    public async Task Items_without_text_are_talked_about_by_the_model_alone()
    {
        var guide = new Guide(SmallShop.Recommender(ItemTable.Without(new Vocabulary(SmallShop.Ids))));
        Conversation talk = await SmallShop.TalkAsync(guide, "like the first", "not so dark");
        Assert.NotEmpty(talk.Reply.Items);
        Assert.Contains("did not understand", talk.Reply.Text, StringComparison.Ordinal);
        Assert.All(talk.Reply.Items, item => Assert.DoesNotContain(item.Reasons, reason => reason.Kind == ReasonKind.Text));
    }
}
