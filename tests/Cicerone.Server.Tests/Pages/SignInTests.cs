using Cicerone.Server.Security;
using Cicerone.Server.Tests.Security;
using Microsoft.Playwright;

namespace Cicerone.Server.Tests.Pages;

public sealed class SignInTests(KeyedServer server, Chromium chromium) : PageTest(chromium), IClassFixture<KeyedServer>, IClassFixture<Chromium>
{
    [Fact]
    public async Task A_key_opens_the_page_that_was_asked_for_and_what_its_scopes_allow()
    {
        IPage page = await OpenAsync(new Uri(server.Client.BaseAddress!, "/?user=ada"));
        Assert.Equal("Sign in", await page.GetByRole(AriaRole.Heading, new() { Level = 1 }).InnerTextAsync());
        await SignInAsync(page, server.OfOne[Scope.Read]);
        Assert.Equal("ada", await page.GetByRole(AriaRole.Heading, new() { Level = 1 }).InnerTextAsync());
        Assert.Equal(["Readers", "Items", "Models", "Experiments", "Tour", "API"], await page.GetByRole(AriaRole.Navigation).GetByRole(AriaRole.Link).AllInnerTextsAsync());
        Assert.Equal(0, await page.GetByRole(AriaRole.Button, new() { Name = "Record" }).CountAsync());
        Assert.Equal(0, await page.GetByText("Forget them").CountAsync());
        await page.GetByRole(AriaRole.Button, new() { Name = "Sign out" }).ClickAsync();
        await page.GotoAsync(new Uri(server.Client.BaseAddress!, "/items").ToString());
        Assert.Equal("Sign in", await page.GetByRole(AriaRole.Heading, new() { Level = 1 }).InnerTextAsync());
    }

    [Fact]
    public async Task What_a_key_may_not_is_refused_on_a_page()
    {
        IPage page = await OpenAnyAsync();
        await page.GotoAsync(new Uri(server.Client.BaseAddress!, "/overview").ToString());
        await SignInAsync(page, server.OfAllOthers[Scope.Admin]);
        Assert.Equal("Your key does not allow this", await page.GetByRole(AriaRole.Heading, new() { Level = 1 }).InnerTextAsync());
        Assert.Contains("'admin'", await page.GetByRole(AriaRole.Alert).InnerTextAsync(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("nonsense")]
    [InlineData("cicerone_AAAAAAAAAAA_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    public async Task A_wrong_key_is_not_taken(string key)
    {
        IPage page = await OpenAnyAsync();
        await page.GotoAsync(new Uri(server.Client.BaseAddress!, "/").ToString());
        await SignInAsync(page, key);
        Assert.Contains("wrong, revoked or expired", await page.GetByRole(AriaRole.Alert).InnerTextAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_key_that_is_revoked_leads_back_to_the_sign_in()
    {
        string key = await server.AddAsync(Scope.Read);
        IPage page = await OpenAsync(new Uri(server.Client.BaseAddress!, "/items"));
        await SignInAsync(page, key);
        Assert.Equal("Items", await page.GetByRole(AriaRole.Heading, new() { Level = 1 }).InnerTextAsync());
        await server.RevokeAsync(key);
        await page.GotoAsync(new Uri(server.Client.BaseAddress!, "/items").ToString());
        Assert.Equal("Sign in", await page.GetByRole(AriaRole.Heading, new() { Level = 1 }).InnerTextAsync());
    }

    [Theory]
    [InlineData("https://example.org/")]
    [InlineData("//example.org/")]
    [InlineData("/\\example.org/")]
    public async Task Nobody_is_sent_to_another_site(string to)
    {
        IPage page = await OpenAsync(new Uri(server.Client.BaseAddress!, $"/sign-in?to={Uri.EscapeDataString(to)}"));
        await SignInAsync(page, server.OfOne[Scope.Read]);
        Assert.Equal(new Uri(server.Client.BaseAddress!, "/").ToString(), page.Url);
    }

    private static async Task SignInAsync(IPage page, string key)
    {
        await page.GetByLabel("Key").FillAsync(key);
        await page.GetByRole(AriaRole.Button, new() { Name = "Sign in" }).ClickAsync();
    }
}
