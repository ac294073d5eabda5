using Cicerone.Server.Storage;
using CsCheck;
using Xunit;

namespace Cicerone.Contracts;

/// <summary>What every store must do with feedback.</summary>
public abstract class FeedbackStoreContract(IStoreHome home) : StoreContract(home)
{
    [Fact]
    public async Task Puts_together_what_one_person_did_to_one_item_by_one_action()
    {
        await Store.Events.AppendAsync(
        [
            new StoredEvent("ada", "dune") { Action = "like", Value = 2, Time = 30, Details = "{}" }, new StoredEvent("ada", "dune") { Action = "read", Time = 5 },
            new StoredEvent("ada", "dune") { Action = "like", Value = 0.5f, Time = 10, Details = "[1]" }, new StoredEvent("ada", "dune"),
        ], Cancellation);
        IReadOnlyList<StoredFeedback> all = await Store.Feedback.BetweenAsync("ada", "dune", action: null, Cancellation);
        Assert.Equal([null, "read", "like"], all.Select(feedback => feedback.Action));
        Assert.Equal(new StoredFeedback("like", "ada", "dune", 2.5, 10, 30, "{}"), Assert.Single(await Store.Feedback.BetweenAsync("ada", "dune", "like", Cancellation)));
        Assert.Equal(new StoredFeedback(null, "ada", "dune", 0, null, null, null), all[0]);
    }

    [Fact]
    public async Task Replaces_what_there_is_of_the_same()
    {
        await Store.Events.AppendAsync([Like("ada", "dune", 1), Like("ada", "dune", 2), Like("bob", "dune", 3)], Cancellation);
        await Store.Feedback.ReplaceAsync([Like("ada", "dune", 7), Like("ada", "ubik", 4), Like("ada", "dune", 9)], Cancellation);
        Assert.Equal(9, Assert.Single(await Store.Feedback.BetweenAsync("ada", "dune", "like", Cancellation)).Value);
        Assert.Equal(["dune", "ubik"], (await Store.Feedback.OfUserAsync("ada", "like", Cancellation)).Select(feedback => feedback.Item).Order());
        Assert.Equal(3, Assert.Single(await Store.Feedback.OfUserAsync("bob", action: null, Cancellation)).Value);
    }

    [Fact]
    public async Task Deletes_what_a_person_did_to_an_item()
    {
        await Store.Events.AppendAsync([Like("ada", "dune", 1), Like("ada", "dune", 1) with { Action = "read" }, Like("ada", "dune", 1), Like("bob", "dune", 1), Like("ada", "ubik", 1)], Cancellation);
        Assert.Equal(1, await Store.Feedback.DeleteAsync("ada", "dune", "read", Cancellation));
        Assert.Equal(1, await Store.Feedback.DeleteAsync("ada", "dune", action: null, Cancellation));
        Assert.Equal(0, await Store.Feedback.DeleteAsync("ada", "dune", action: null, Cancellation));
        Assert.Equal(["ubik"], (await Store.Feedback.OfUserAsync("ada", action: null, Cancellation)).Select(feedback => feedback.Item));
        Assert.Equal(["bob"], (await Store.Feedback.OfItemAsync("dune", action: null, Cancellation)).Select(feedback => feedback.User));
    }

    [Fact]
    public async Task Pages_through_all_of_it_whatever_the_size_of_a_page() =>
        await Gen.Select(Gen.Int[0, 2], Gen.Int[0, 2], Gen.Int[0, 2]).List[0, 25].SampleAsync(async drawn =>
        {
            await RenewAsync();
            StoredEvent[] events = [.. drawn.Select(one => new StoredEvent($"user {one.Item1}", $"item {one.Item2}") { Action = one.Item3 == 0 ? null : $"action {one.Item3}" })];
            await Store.Events.AppendAsync(events, Cancellation);
            foreach (string? action in (string?[])[null, "action 1"])
            {
                var expected = events.Where(stored => action is null || stored.Action == action).Select(stored => (stored.User, stored.Item, stored.Action)).Distinct().OrderBy(one => one);
                foreach (int size in (int[])[1, 2, 3, 100]) Assert.Equal(expected, (await AllAsync(action, size)).OrderBy(one => one));
            }
        }, iter: 6, threads: 1);

    private async Task<List<(string User, string Item, string? Action)>> AllAsync(string? action, int size)
    {
        var all = new List<(string, string, string?)>();
        for (FeedbackPlace? next = null; ;)
        {
            (IReadOnlyList<StoredFeedback> page, next) = await Store.Feedback.PageAsync(action, next, size, Cancellation);
            Assert.True(page.Count <= size);
            all.AddRange(page.Select(feedback => (feedback.User, feedback.Item, feedback.Action)));
            if (next is null) return all;
            Assert.NotEmpty(page);
        }
    }

    private static StoredEvent Like(string user, string item, float value) => new(user, item) { Action = "like", Value = value };
}
