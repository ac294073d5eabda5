using System.Globalization;
using Microsoft.Playwright;

namespace Cicerone.Server.Tests.Pages;

public sealed class PageTests(RunningServer server, Chromium chromium) : PageTest(chromium), IClassFixture<RunningServer>, IClassFixture<Chromium>
{
    [Fact]
    public async Task A_person_is_picked_and_their_list_is_shown_with_reasons_that_add_up()
    {
        IPage page = await OpenAsync("/");
        await page.GetByLabel("The start of their id").FillAsync("ad");
        await page.GetByRole(AriaRole.Button, new() { Name = "Find" }).ClickAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "ada 8 events" }).ClickAsync();
        Assert.Equal("ada", await page.GetByRole(AriaRole.Heading, new() { Level = 1 }).InnerTextAsync());
        Assert.Equal(8, await page.Locator(".events tbody tr").CountAsync());
        Assert.Equal(10, await page.Locator(".list > li").CountAsync());
        for (int place = 0; place < 10; place++)
        {
            ILocator item = page.Locator(".list > li").Nth(place);
            string[] contributions = [.. await item.Locator(".reasons .number").AllInnerTextsAsync()];
            Assert.NotEmpty(contributions);
            Assert.Equal(Number(await item.Locator(".item .number").InnerTextAsync()), contributions.Sum(Number), 0.0005 * (contributions.Length + 1) + 1e-9);
        }
        await Chromium.PictureAsync(page, "reader");
    }

    [Fact]
    public async Task What_is_supposed_changes_the_list_and_records_nothing()
    {
        IPage page = await OpenAsync("/?user=barbara");
        string first = await FirstAsync(page);
        await page.GetByRole(AriaRole.Link, new() { Name = $"What if they chose {first}?" }).First.ClickAsync();
        Assert.NotEqual(first, await FirstAsync(page));
        Assert.Contains(first, await page.GetByRole(AriaRole.Status).InnerTextAsync(), StringComparison.Ordinal);
        await page.GetByLabel("A part of a title").FillAsync("moon");
        await page.GetByRole(AriaRole.Button, new() { Name = "Find" }).ClickAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "What if they chose The Moonstone?" }).First.ClickAsync();
        Assert.Contains("The Moonstone", await page.GetByRole(AriaRole.Status).InnerTextAsync(), StringComparison.Ordinal);
        Assert.True(await page.Locator(".move").CountAsync() > 0, "No item is said to have moved.");
        await Chromium.PictureAsync(page, "what-if");
        await page.GetByRole(AriaRole.Link, new() { Name = "Suppose The Moonstone no longer" }).ClickAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = $"Suppose {first} no longer" }).ClickAsync();
        Assert.Equal(first, await FirstAsync(page));
        Assert.Equal(8, (await server.GetAsync("/v1/users/barbara/events")).GetProperty("events").GetArrayLength());
    }

    [Fact]
    public async Task What_is_recorded_changes_the_list_and_stays_after_a_reload()
    {
        IPage page = await OpenAsync("/?user=grace");
        string first = await FirstAsync(page);
        await page.GetByRole(AriaRole.Button, new() { Name = $"Record that grace chose {first}" }).First.ClickAsync();
        Assert.Contains(first, await page.GetByRole(AriaRole.Status).InnerTextAsync(), StringComparison.Ordinal);
        Assert.Contains(first, await page.Locator(".events tbody tr").First.InnerTextAsync(), StringComparison.Ordinal);
        string next = await FirstAsync(page);
        Assert.NotEqual(first, next);
        await page.ReloadAsync();
        Assert.Equal(next, await FirstAsync(page));
        Assert.Equal(9, (await server.GetAsync("/v1/users/grace/events")).GetProperty("events").GetArrayLength());
    }

    [Fact]
    public async Task Somebody_new_starts_from_what_is_popular_and_leaves_no_trace()
    {
        IPage page = await OpenAsync("/");
        await page.GetByRole(AriaRole.Link, new() { Name = "try it as somebody new" }).ClickAsync();
        Assert.Contains("What is popular", await page.Locator(".source").InnerTextAsync(), StringComparison.Ordinal);
        string first = await FirstAsync(page);
        await page.GetByRole(AriaRole.Link, new() { Name = $"What if they chose {first}?" }).ClickAsync();
        Assert.Contains("Ranked by ease", await page.Locator(".source").InnerTextAsync(), StringComparison.Ordinal);
        Assert.Contains($"You chose “{first}”.", await page.Locator(".reasons").First.InnerTextAsync(), StringComparison.Ordinal);
        Assert.Equal(0, await page.GetByRole(AriaRole.Button, new() { Name = "Record" }).CountAsync());
    }

    [Theory]
    [InlineData(1280, ColorScheme.Light)]
    [InlineData(360, ColorScheme.Dark)]
    public async Task A_reader_talks_it_over_and_the_list_changes_with_a_reason(int width, ColorScheme scheme)
    {
        IPage page = await OpenAsync("/?user=barbara", width, scheme);
        await page.GetByRole(AriaRole.Button, new() { Name = "Talk it over" }).ClickAsync();
        string first = await FirstAsync(page);
        await page.GetByLabel("What would you like?").FillAsync("like the first");
        await page.GetByRole(AriaRole.Button, new() { Name = "Say", Exact = true }).ClickAsync();
        Assert.NotEqual(first, await FirstAsync(page));
        Assert.Contains($"Going by: like “{first}”", await page.Locator(".source").InnerTextAsync(), StringComparison.Ordinal);
        Assert.Contains("You chose", await page.Locator(".list").InnerTextAsync(), StringComparison.Ordinal);
        Assert.Equal(width, await page.EvaluateAsync<int>("document.documentElement.scrollWidth"));
        await AssertContrastAsync(page);
        await Chromium.PictureAsync(page, $"talk-{width}");
    }

    [Fact]
    public async Task The_tour_shows_ten_stops_and_which_are_not_yet_built()
    {
        IPage page = await OpenAsync("/");
        await page.GetByRole(AriaRole.Link, new() { Name = "Tour" }).ClickAsync();
        Assert.Equal("A Reader in the Bookshop", await page.GetByRole(AriaRole.Heading, new() { Level = 1 }).InnerTextAsync());
        Assert.Equal(["FLAME", "LIA", "FAERec", "JBM-Diff", "StaR", "MMP-Refer", "SMTPO", "TencentGR", "JKGE_ss", "CURE"], await page.GetByRole(AriaRole.Heading, new() { Level = 2 }).AllInnerTextsAsync());
        Assert.All(await page.Locator(".tour .dark .state").AllInnerTextsAsync(), state => Assert.Equal("not yet built", state));
        Assert.Equal(9, await page.Locator(".tour .dark").CountAsync()); // JKGE_ss shows no model of the host
        await Chromium.PictureAsync(page, "tour");
    }

    [Theory]
    [InlineData("/?user=nobody", 404, "There is nobody 'nobody'")]
    [InlineData("/?user=%07", 400, "U+0007")]
    [InlineData("/?people=xyz", 200, "starts with “xyz”")]
    [InlineData("/?user=ada&find=cookery", 200, "No title holds “cookery”")]
    [InlineData("/?user=%3Cscript%3Ealert(1)%3C/script%3E", 404, "<script>alert(1)</script>")]
    [InlineData("/?user=ada&with=%3Cimg%20src=x%3E", 200, "<img src=x>")]
    [InlineData("/?user=ada&recorded=ubik", 200, "Recorded: Ubik")]
    [InlineData("/items/dunes", 404, "There is no item 'dunes'")]
    [InlineData("/items?find=cookery", 200, "No title holds “cookery”")]
    [InlineData("/items/dune?user=nobody", 200, "There is nobody 'nobody'")]
    [InlineData("/models/000009", 404, "There is no run '000009'")]
    [InlineData("/experiments", 200, "There has been none")]
    [InlineData("/experiments/colours", 404, "There is no experiment 'colours'")]
    [InlineData("/rules", 200, "has no rules")]
    [InlineData("/talk/nothing", 404, "There is no such conversation")]
    [InlineData("/tour/flame", 404, "There is no such page")]
    public async Task What_is_not_there_is_said_on_the_page(string path, int status, string says)
    {
        IPage page = await OpenAnyAsync();
        IResponse? response = await page.GotoAsync(new Uri(server.Address, path).ToString());
        Assert.Equal(status, response!.Status);
        Assert.Contains(says, await page.Locator("main").InnerTextAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_link_cannot_make_the_page_say_that_something_was_recorded()
    {
        IPage page = await OpenAsync("/?user=ada&recorded=moonstone");
        Assert.Equal(0, await page.GetByText("Recorded").CountAsync());
    }

    [Theory]
    [InlineData("/")]
    [InlineData("/?user=ada&find=the&with=moonstone")]
    [InlineData("/tour")]
    [InlineData("/items")]
    [InlineData("/items/dune?user=ada")]
    [InlineData("/models")]
    [InlineData("/models/run")]
    [InlineData("/overview")]
    [InlineData("/forget?user=ada")]
    [InlineData("/data")]
    public async Task A_phone_needs_no_scrolling_sideways(string path)
    {
        IPage page = await OpenAsync(path, width: 360);
        Assert.Equal(360, await page.EvaluateAsync<int>("document.documentElement.scrollWidth"));
        await Chromium.PictureAsync(page, $"phone{NameOf(path)}");
    }

    [Theory]
    [InlineData("/", ColorScheme.Light)]
    [InlineData("/", ColorScheme.Dark)]
    [InlineData("/?user=ada&find=the&with=moonstone&recorded=ubik", ColorScheme.Light)]
    [InlineData("/?user=ada&find=the&with=moonstone&recorded=ubik", ColorScheme.Dark)]
    [InlineData("/tour", ColorScheme.Light)]
    [InlineData("/tour", ColorScheme.Dark)]
    [InlineData("/items/dune?user=ada", ColorScheme.Light)]
    [InlineData("/models/run", ColorScheme.Dark)]
    [InlineData("/overview", ColorScheme.Dark)]
    public async Task Text_can_be_told_from_what_lies_behind_it(string path, ColorScheme scheme)
    {
        IPage page = await OpenAsync(path, scheme: scheme);
        await AssertContrastAsync(page);
        if (scheme == ColorScheme.Dark) await Chromium.PictureAsync(page, $"dark{NameOf(path)}");
    }

    [Fact]
    public async Task An_item_tells_what_comes_after_it_and_why_somebody_would_get_it()
    {
        IPage page = await OpenAsync("/");
        await page.GetByRole(AriaRole.Link, new() { Name = "Items" }).ClickAsync();
        await page.GetByLabel("A part of a title or id").FillAsync("moon");
        await page.GetByRole(AriaRole.Button, new() { Name = "Find" }).ClickAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "The Moonstone" }).ClickAsync();
        Assert.Contains("Wilkie Collins", await page.Locator(".past").InnerTextAsync(), StringComparison.Ordinal);
        Assert.Equal(10, await page.Locator(".list > li").CountAsync());
        await page.GetByLabel("Their id").FillAsync("barbara");
        await page.GetByRole(AriaRole.Button, new() { Name = "Explain" }).ClickAsync();
        ILocator why = page.Locator("section[aria-labelledby=for] table");
        string[] contributions = [.. await why.Locator("tbody .number").AllInnerTextsAsync()];
        Assert.Equal(Number(await why.Locator("tfoot .number").InnerTextAsync()), contributions.Sum(Number), 0.0005 * (contributions.Length + 1) + 1e-9);
        await Chromium.PictureAsync(page, "item");
    }

    [Fact]
    public async Task The_overview_tells_where_answers_come_from()
    {
        await server.GetAsync("/v1/users/ada/recommendations");
        IPage page = await OpenAsync("/overview");
        Assert.Contains("ease", await page.Locator("section[aria-labelledby=answers]").InnerTextAsync(), StringComparison.Ordinal);
        Assert.Contains("100.0 %", await page.Locator("section[aria-labelledby=answers]").InnerTextAsync(), StringComparison.Ordinal);
        await Chromium.PictureAsync(page, "overview");
    }

    [Fact]
    public async Task The_keyboard_alone_leads_from_the_first_page_to_an_item_and_its_question()
    {
        IPage page = await OpenAsync("/");
        await TabToAsync(page, "Items");
        await EnterAsync(page, "/items");
        await TabToAsync(page, "find");
        await page.Keyboard.TypeAsync("solaris");
        await EnterAsync(page, "/items?find=solaris");
        await TabToAsync(page, "Solaris");
        await EnterAsync(page, "/items/solaris");
        await TabToAsync(page, "user");
        await page.Keyboard.TypeAsync("ada");
        await EnterAsync(page, "/items/solaris?user=ada");
        Assert.True(await page.Locator("section[aria-labelledby=for] tbody tr").CountAsync() > 0, "There are no reasons.");
    }

    [Fact]
    public async Task The_keyboard_reaches_the_content_first_and_every_field_has_a_label()
    {
        IPage page = await OpenAsync("/?user=ada");
        await page.Keyboard.PressAsync("Tab");
        Assert.Equal("Skip to the content", await page.EvaluateAsync<string>("document.activeElement.textContent"));
        Assert.Equal(0, await page.EvaluateAsync<int>("[...document.querySelectorAll('input:not([type=hidden])')].filter(input => input.labels.length === 0).length"));
        Assert.Equal(0, await page.EvaluateAsync<int>("[...document.querySelectorAll('table')].filter(table => !table.querySelector('thead th[scope=col]')).length"));
        Assert.Equal(0, await page.Locator("script").CountAsync());
    }

    private Task<IPage> OpenAsync(string path, int width = 1280, ColorScheme scheme = ColorScheme.Light) => OpenAsync(new Uri(server.Address, path), width, scheme);

    /// <summary>Presses Enter and waits until the page it leads to is there, down to its last line.</summary>
    private async Task EnterAsync(IPage page, string path)
    {
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(page).ToHaveURLAsync(new Uri(server.Address, path).ToString(), new() { Timeout = 20_000 }); // it asks again and again: an event of a page that was faster than the wait for it is missed
        await Assertions.Expect(page.Locator("footer")).ToBeVisibleAsync();
    }

    /// <summary>Presses Tab until what has the focus has this text or name.</summary>
    private static async Task TabToAsync(IPage page, string what)
    {
        for (int press = 0; press < 40; press++)
        {
            await page.Keyboard.PressAsync("Tab");
            if (await page.EvaluateAsync<string>("document.activeElement.name || document.activeElement.textContent.trim()") == what) return;
        }
        Assert.Fail($"The keyboard does not reach '{what}'.");
    }

    private static Task<string> FirstAsync(IPage page) => page.Locator(".list > li").First.Locator("h3").EvaluateAsync<string>("heading => heading.firstChild.textContent.trim()");

    private static string NameOf(string path) => path switch { "/" => "-everyone", ['/', '?', ..] => "-reader", _ => path.Split('?')[0].Replace('/', '-') };

    private static double Number(string text) => double.Parse(text.Replace("score", "", StringComparison.Ordinal).Replace('−', '-').Trim(), NumberStyles.Float, CultureInfo.InvariantCulture);
}
