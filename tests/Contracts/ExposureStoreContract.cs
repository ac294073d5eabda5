using System.Text.Json;
using Cicerone.Server.Storage;
using Xunit;

namespace Cicerone.Contracts;

/// <summary>What every store must do with what people were shown.</summary>
public abstract class ExposureStoreContract(IStoreHome home) : StoreContract(home)
{
    private ExposureStore Exposures => Store.Exposures;

    [Fact]
    public async Task Reads_an_exposure_back_as_it_was_written()
    {
        await KnowAsync("ada");
        StoredExposure whole = new("request 'ï'", 1_700_000_000_123, "000002")
        {
            User = "ada",
            Merchandising = "default",
            Experiment = "colours",
            Arm = "b",
            Context = new Dictionary<string, string?> { ["device"] = "mobile", ["empty"] = null },
            Query = new ExposureQuery(3, ["ubik"], ["dune"], "author = \"Stanisław Lem\"", IsWhole: true),
            Milliseconds = 1.5,
            Items = [new ExposedItem("solaris", 0.1, "ease", 0.9), new ExposedItem("книга", -2, "exploration", 0.01)],
        };
        await Exposures.AppendAsync([whole, Of("second", user: null)], Cancellation);
        await ReopenAsync();
        IReadOnlyList<NumberedExposure> read = await Exposures.PageAsync(0, 10, Cancellation);
        Assert.Equal([Text(whole), Text(Of("second", user: null))], read.Select(stored => Text(stored.Exposure)));
        Assert.Equal("second", Assert.Single(await Exposures.PageAsync(read[0].Number, 10, Cancellation)).Exposure.Request);
        Assert.Single(await Exposures.PageAsync(0, 1, Cancellation));
    }

    [Fact]
    public async Task Stores_a_request_once()
    {
        await Exposures.AppendAsync([Of("a", user: null), Of("a", user: null) with { Time = 9 }], Cancellation);
        await Exposures.AppendAsync([Of("a", user: null), Of("b", user: null)], Cancellation);
        Assert.Equal([("a", 5L), ("b", 5L)], (await Exposures.PageAsync(0, 10, Cancellation)).Select(stored => (stored.Exposure.Request, stored.Exposure.Time)));
    }

    [Fact]
    public async Task Finds_what_a_person_and_the_people_of_an_experiment_were_shown()
    {
        await KnowAsync("ada", "bob");
        await Exposures.AppendAsync([Of("1", "ada"), Of("2", "bob") with { Experiment = "x", Arm = "a" }, Of("3", "ada") with { Experiment = "x", Arm = "b" }, Of("4", "ada") with { Experiment = "y", Arm = "b" }], Cancellation);
        Assert.Equal(["1", "3", "4"], (await Exposures.OfUserAsync("ada", Cancellation)).Select(stored => stored.Exposure.Request));
        Assert.Equal([("2", "bob"), ("3", "ada")], (await Exposures.OfExperimentAsync("x", Cancellation)).Select(stored => (stored.Exposure.Request, stored.Exposure.User)));
    }

    [Fact]
    public async Task Forgets_what_a_person_was_shown_and_does_not_bring_them_back()
    {
        await KnowAsync("ada", "bob");
        await Exposures.AppendAsync([Of("1", "ada"), Of("2", "bob")], Cancellation);
        await Store.People.DeleteAsync("ada", Cancellation);
        await Exposures.AppendAsync([Of("3", "ada")], Cancellation); // an answer that was still under way
        Assert.Equal([("2", "bob"), ("3", null)], (await Exposures.PageAsync(0, 10, Cancellation)).Select(stored => (stored.Exposure.Request, stored.Exposure.User)));
        Assert.Null(await Store.People.FindAsync("ada", Cancellation));
    }

    [Fact]
    public async Task Removes_what_is_older_than_a_moment()
    {
        await Exposures.AppendAsync([Of("old", user: null), Of("new", user: null) with { Time = 6 }], Cancellation);
        Assert.Equal(1, await Exposures.RemoveBeforeAsync(6, Cancellation));
        Assert.Equal("new", Assert.Single(await Exposures.PageAsync(0, 10, Cancellation)).Exposure.Request);
    }

    [Fact]
    public async Task Keeps_documents_by_kind_and_name()
    {
        await Store.Merchandising.PutAsync(new StoredDocument("b", "1"), Cancellation);
        await Store.Merchandising.PutAsync(new StoredDocument("a", "\"é\""), Cancellation);
        await Store.Merchandising.PutAsync(new StoredDocument("b", "[2]"), Cancellation);
        await Store.Experiments.PutAsync(new StoredDocument("a", "{}"), Cancellation);
        await ReopenAsync();
        Assert.Equal([new StoredDocument("a", "\"é\""), new StoredDocument("b", "[2]")], await Store.Merchandising.AllAsync(Cancellation));
        Assert.True(await Store.Merchandising.RemoveAsync("a", Cancellation));
        Assert.False(await Store.Merchandising.RemoveAsync("a", Cancellation));
        Assert.Equal([new StoredDocument("a", "{}")], await Store.Experiments.AllAsync(Cancellation));
    }

    private static StoredExposure Of(string request, string? user) => new(request, 5, "run")
    {
        User = user,
        Merchandising = "default",
        Query = ExposureQuery.Of(0, [], [], ""),
        Items = [new ExposedItem("dune", 1, "ease", 1)],
    };

    private static string Text(StoredExposure exposure) => JsonSerializer.Serialize(exposure);

    private Task KnowAsync(params string[] people) => Store.People.PutAsync([.. people.Select(person => new PersonProfile(person))], Cancellation);
}
