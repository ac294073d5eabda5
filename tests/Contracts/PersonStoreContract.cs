using Cicerone.Server.Storage;
using Xunit;

namespace Cicerone.Contracts;

/// <summary>What every store must do with people.</summary>
public abstract class PersonStoreContract(IStoreHome home) : StoreContract(home)
{
    [Fact]
    public async Task Reads_a_profile_back_as_it_was_written()
    {
        var ada = new PersonProfile("ada") { Labels = """{"tastes":["sea","ïrony"],"age":36}""", Comment = "two\nlines" };
        await Store.People.PutAsync([new PersonProfile("ada") { Comment = "older" }, ada, new PersonProfile("bob")], Cancellation);
        await ReopenAsync();
        Assert.Equal(ada, await Store.People.FindAsync("ada", Cancellation));
        Assert.Equal(new PersonProfile("bob"), await Store.People.FindAsync("bob", Cancellation));
        Assert.Null(await Store.People.FindAsync("Ada", Cancellation));
    }

    [Fact]
    public async Task Knows_whoever_did_something()
    {
        await Store.Events.AppendAsync([new StoredEvent("ada", "dune")], Cancellation);
        Assert.Equal(new PersonProfile("ada"), await Store.People.FindAsync("ada", Cancellation));
        await Store.People.PutAsync([new PersonProfile("ada") { Comment = "reader" }, new PersonProfile("bob")], Cancellation);
        Assert.Single(await Store.Events.HistoryAsync("ada", Cancellation));
        Assert.Equal(new StoreCounts(1, 1), await Store.Events.CountAsync(Cancellation));
        Assert.Equal(["ada"], (await Store.Events.PeopleAsync("", after: null, limit: 10, Cancellation)).Select(person => person.Id));
    }

    [Fact]
    public async Task Changes_who_is_there()
    {
        await Store.People.PutAsync([new PersonProfile("ada") { Labels = "[1]", Comment = "reader" }], Cancellation);
        Assert.True(await Store.People.ChangeAsync("ada", profile => profile with { Labels = "[2]" }, Cancellation));
        Assert.False(await Store.People.ChangeAsync("bob", profile => profile, Cancellation));
        Assert.Equal(new PersonProfile("ada") { Labels = "[2]", Comment = "reader" }, await Store.People.FindAsync("ada", Cancellation));
    }

    [Fact]
    public async Task Pages_through_everyone_in_the_order_of_code_points()
    {
        await Store.People.PutAsync([.. ((string[])["zoë", "B", "a", "\U0001F600", "\uFFFD"]).Select(id => new PersonProfile(id))], Cancellation);
        IReadOnlyList<PersonProfile> first = await Store.People.PageAsync("", 2, Cancellation), rest = await Store.People.PageAsync(first[^1].Id, 10, Cancellation);
        Assert.Equal(["B", "a", "zoë", "\uFFFD", "\U0001F600"], first.Concat(rest).Select(profile => profile.Id));
    }

    [Fact]
    public async Task Deletes_a_person_with_all_they_did()
    {
        await Store.Events.AppendAsync([new StoredEvent("ada", "dune"), new StoredEvent("bob", "dune"), new StoredEvent("ada", "ubik")], Cancellation);
        Assert.Equal(2, await Store.People.DeleteAsync("ada", Cancellation));
        await Store.ScrubAsync(Cancellation);
        Assert.Null(await Store.People.DeleteAsync("ada", Cancellation));
        Assert.Null(await Store.People.FindAsync("ada", Cancellation));
        Assert.Empty(await Store.Events.HistoryAsync("ada", Cancellation));
        Assert.Equal(new StoreCounts(1, 1), await Store.Events.CountAsync(Cancellation));
    }

    [Fact]
    public async Task Finds_who_chose_the_same_by_the_cosine_of_their_sets()
    {
        await Store.Events.AppendAsync(
        [
            .. Of("ada", "a", "b", "c", "c"), .. Of("same", "c", "b", "a"), .. Of("half", "a", "b", "b", "x", "y"), .. Of("as half", "b", "c", "x", "y"), .. Of("none", "x", "y"),
        ], Cancellation);
        IReadOnlyList<(string Id, double Cosine)> nearest = await Store.People.NearestAsync("ada", 3, Cancellation);
        Assert.Equal(["same", "as half", "half"], nearest.Select(person => person.Id));
        Assert.Equal([1, 2 / Math.Sqrt(12), 2 / Math.Sqrt(12)], nearest.Select(person => person.Cosine), (one, other) => Math.Abs(one - other) < 1e-6);
        Assert.Empty(await Store.People.NearestAsync("nobody", 3, Cancellation));
    }

    private static IEnumerable<StoredEvent> Of(string user, params string[] items) => items.Select(item => new StoredEvent(user, item));
}
