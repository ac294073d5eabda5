using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;

namespace Cicerone.Server.Tests.Pages;

/// <summary>What axe-core finds on the pages.</summary>
public sealed class AccessibilityTests(RunningServer server, Chromium chromium) : PageTest(chromium), IClassFixture<RunningServer>, IClassFixture<Chromium>
{
    public static TheoryData<string> Pages =>
    [
        "/", "/?user=ada&find=the&with=moonstone&recorded=ubik", "/items", "/items/dune?user=ada", "/rules", "/models", "/models/run", "/experiments", "/data", "/overview", "/forget?user=ada", "/sign-in", "/tour", "/drift",
    ];

    [Theory]
    [MemberData(nameof(Pages))]
    public async Task A_page_has_no_finding(string path)
    {
        IPage page = await OpenAsync(new Uri(server.Address, path), scripts: true);
        AxeResult found = await page.RunAxe();
        Assert.Equal("", string.Join('\n', found.Violations.SelectMany(rule => rule.Nodes.Select(node => $"{rule.Impact} {rule.Id}: {node.Html}"))));
    }

    /// <summary>What a screen reader is told: where it is, one heading of the first level, and a name for everything that can be used; and the keyboard comes to all of it, in the order of the page, with the way past the menu first.</summary>
    [Theory]
    [MemberData(nameof(Pages))]
    public async Task A_page_can_be_walked_through_by_ear_and_by_keyboard(string path)
    {
        IPage page = await OpenAsync(new Uri(server.Address, path), scripts: true);
        string tree = await page.Locator("body").AriaSnapshotAsync();
        Assert.Contains("- main", tree, StringComparison.Ordinal);
        Assert.Single(tree.Split('\n'), line => line.Contains("[level=1]", StringComparison.Ordinal));
        Assert.DoesNotMatch(@"- (link|button|textbox|combobox|checkbox|spinbutton)(:|$| \[)", string.Join('\n', tree.Split('\n').Select(line => line.TrimEnd())));
        string[] usable = await page.EvaluateAsync<string[]>("() => [...document.querySelectorAll('a[href], button, input:not([type=hidden]), select, textarea, summary')].filter(e => e.checkVisibility() && !e.disabled).map((e, i) => { e.dataset.place = i; return `${i}`; })");
        var reached = new List<string>();
        for (int key = 0; key < usable.Length; key++)
        {
            await page.Keyboard.PressAsync("Tab");
            reached.Add(await page.EvaluateAsync<string>("() => document.activeElement.dataset.place ?? document.activeElement.outerHTML"));
        }
        Assert.Equal(usable, reached);
        Assert.Equal("Skip to the content", await page.Locator("[data-place='0']").InnerTextAsync());
    }

    [Fact]
    public async Task What_can_be_found_is_found()
    {
        IPage page = await OpenAnyAsync(scripts: true);
        await page.SetContentAsync("<html><body><img src='data:,'><p style='color:#ccc;background:#fff'>pale</p></body></html>");
        AxeResult found = await page.RunAxe();
        Assert.Contains(found.Violations, rule => rule.Id == "image-alt");
        Assert.Contains(found.Violations, rule => rule.Id == "color-contrast");
    }
}
