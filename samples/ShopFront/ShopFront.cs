using Cicerone.Client;

namespace Cicerone.Samples;

/// <summary>A visit to a shop: somebody new looks at two items, is shown a list with reasons, does not want its first item, and is forgotten.</summary>
public static class ShopFront
{
    /// <summary>Visits.</summary>
    public static async Task VisitAsync(Uri address, TextWriter output)
    {
        using var client = new CiceroneClient(new CiceroneClientOptions { Address = address });
        IReadOnlyList<Item> popular = await client.Items.FindAsync(limit: 2);
        await client.Events.RecordAsync([.. popular.Select(item => new UserEvent("a visitor", item.Id, Action: "view"))]);

        var query = new RecommendationQuery { User = "a visitor", Count = 3, Context = new Dictionary<string, string?> { ["device"] = "mobile" } };
        RecommendationList list = await client.Recommendations.RecommendAsync(query);
        await PrintAsync(list, output);

        await output.WriteLineAsync($"Not interested in {list.Items[0].Title}:");
        await client.Events.RecordAsync([new UserEvent("a visitor", list.Items[0].Item, Action: "not-interested")]);
        await PrintAsync(await client.Recommendations.RecommendAsync(query), output);

        ForgetReceipt receipt = await client.People.ForgetAsync("a visitor");
        await output.WriteLineAsync($"Forgotten, with {receipt.Events} events.");
        try
        {
            await client.People.GetAsync("a visitor");
        }
        catch (CiceroneApiException refusal) when (refusal.IsNotFound)
        {
            await output.WriteLineAsync(refusal.Message);
        }
    }

    private static async Task PrintAsync(RecommendationList list, TextWriter output)
    {
        foreach (RecommendedItem item in list.Items)
            await output.WriteLineAsync($"{item.Title}: {string.Join(" ", item.Reasons.Select(reason => reason.Text))}");
    }
}
