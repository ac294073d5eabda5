using System.Collections.Concurrent;
using Microsoft.Playwright;

namespace Cicerone.Server.Tests.Pages;

/// <summary>Opens pages, none of which may complain: no error on the console, no request that failed.</summary>
public abstract class PageTest(Chromium chromium) : IAsyncDisposable
{
    /// <summary>The lowest contrast of text on the page with what lies behind it (WCAG 2.2, "relative luminance" and "contrast ratio"), and that text.</summary>
    private const string LowestContrast = """
        () => {
          const parts = color => color.match(/[\d.]+/g).map(Number);
          const light = color => parts(color).slice(0, 3).map(c => c / 255).map(c => c <= .04045 ? c / 12.92 : ((c + .055) / 1.055) ** 2.4).reduce((sum, c, i) => sum + c * [.2126, .7152, .0722][i], 0);
          const behind = e => { while (e && parts(getComputedStyle(e).backgroundColor)[3] === 0) e = e.parentElement; return getComputedStyle(e ?? document.body).backgroundColor; };
          const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT), found = [];
          while (texts.nextNode()) {
            const text = texts.currentNode.textContent.trim(), e = texts.currentNode.parentElement;
            if (!text || !e.checkVisibility()) continue;
            const [a, b] = [light(getComputedStyle(e).color), light(behind(e))];
            found.push([(Math.max(a, b) + .05) / (Math.min(a, b) + .05), text]);
          }
          found.sort((a, b) => a[0] - b[0]);
          return `${found[0][0].toFixed(2)} ${found[0][1]}`;
        }
        """;

    private readonly ConcurrentQueue<string> _complaints = [];
    private readonly List<IPage> _pages = [];

    public virtual async ValueTask DisposeAsync()
    {
        foreach (IPage page in _pages) await page.Context.CloseAsync();
        Assert.Empty(_complaints);
        GC.SuppressFinalize(this);
    }

    /// <summary>A page that must not complain.</summary>
    protected async Task<IPage> OpenAsync(Uri address, int width = 1280, ColorScheme scheme = ColorScheme.Light, bool scripts = false)
    {
        IPage page = await OpenAnyAsync(width, scheme, scripts);
        page.Console += (_, message) => { if (message.Type == "error") _complaints.Enqueue(message.Text); };
        page.PageError += (_, error) => _complaints.Enqueue(error);
        page.Response += (_, response) => { if (response.Status >= 400) _complaints.Enqueue($"{response.Status} {response.Url}"); };
        await page.GotoAsync(address.ToString());
        return page;
    }

    /// <summary>A tab, closed after the test.</summary>
    protected async Task<IPage> OpenAnyAsync(int width = 1280, ColorScheme scheme = ColorScheme.Light, bool scripts = false)
    {
        IPage page = await chromium.OpenAsync(width, scheme, scripts);
        _pages.Add(page);
        return page;
    }

    /// <summary>Text can be told from what lies behind it (WCAG 2.2, 1.4.3).</summary>
    protected static async Task AssertContrastAsync(IPage page)
    {
        string lowest = await page.EvaluateAsync<string>(LowestContrast);
        Assert.True(double.Parse(lowest.Split(' ')[0]) >= 4.5, lowest);
    }
}
