using System.Net.Http.Json;
using Cicerone.Evaluation;
using Cicerone.Server.Learning;
using Microsoft.Playwright;

namespace Cicerone.Server.Tests.Pages;

/// <summary>The pages on which something is done: models are exchanged, experiments ended, people forgotten.</summary>
public sealed class WorkPageTests(Chromium chromium) : PageTest(chromium), IClassFixture<Chromium>, IAsyncLifetime
{
    private const int People = 240;
    private readonly string _folder = Directory.CreateTempSubdirectory("cicerone-work-").FullName;
    private CiceroneServer? _server;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() =>
        _server = await CiceroneServer.StartAsync(RunningServer.Options(_folder) with { Learning = new LearningOptions { Folder = Path.Combine(_folder, "models"), FewestPeople = 5, Threads = 1 } }, Cancellation);

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        if (_server is not null) await _server.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task A_model_is_learned_put_in_service_and_taken_out_again()
    {
        await ReadAsync(People);
        IPage page = await OpenAsync("/models");
        await page.GetByRole(AriaRole.Button, new() { Name = "Learn a new model now" }).ClickAsync();
        Assert.Equal("The new model is not worse. Version 000001 is in service.", await page.GetByRole(AriaRole.Status).InnerTextAsync());
        Assert.Contains("000001 in service", await page.Locator("tbody tr").First.InnerTextAsync(), StringComparison.Ordinal);
        Assert.Contains("NDCG@10 of", await page.Locator("tbody tr").First.InnerTextAsync(), StringComparison.Ordinal);
        await Chromium.PictureAsync(page, "models");
        await page.GetByRole(AriaRole.Button, new() { Name = "Go back to the one before" }).ClickAsync();
        Assert.Equal("Version run is in service again.", await page.GetByRole(AriaRole.Status).InnerTextAsync());
        await page.GetByRole(AriaRole.Button, new() { Name = "Put in service: version 000001" }).ClickAsync();
        Assert.Equal("Version 000001 is in service.", await page.GetByRole(AriaRole.Status).InnerTextAsync());
        await page.GetByRole(AriaRole.Link, new() { Name = "000001" }).ClickAsync();
        await page.GetByLabel("Beside which other?").SelectOptionAsync("run");
        await page.GetByRole(AriaRole.Button, new() { Name = "Compare" }).ClickAsync();
        Assert.Equal(["ndcg@10 — 0.5000"], (await page.Locator("section[aria-labelledby=figures] tbody tr").AllInnerTextsAsync()).Select(row => string.Join(' ', row.Split('\t'))));
    }

    [Fact]
    public async Task A_run_has_its_report_and_what_was_learned_since_has_none()
    {
        const string Report = "<!doctype html><html lang=\"en\"><head><title>ease on shop</title><style>h1 { color: #1d2430; }</style></head><body><h1>ease on shop</h1></body></html>";
        string run = Path.Combine(_folder, "run");
        await File.WriteAllTextAsync(Path.Combine(Directory.CreateDirectory(run).FullName, RunFolder.ReportFile), Report, Cancellation);
        await _server!.DisposeAsync();
        _server = await CiceroneServer.StartAsync(RunningServer.Options(_folder) with { Run = run, Learning = new LearningOptions { Folder = Path.Combine(_folder, "models"), FewestPeople = 5, Threads = 1 } }, Cancellation);
        await ReadAsync(People);
        IPage page = await OpenAsync("/models");
        await page.GetByRole(AriaRole.Button, new() { Name = "Learn a new model now" }).ClickAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "000001" }).ClickAsync();
        Assert.Equal(0, await page.GetByRole(AriaRole.Link, new() { Name = "Its whole report" }).CountAsync());
        await page.GotoAsync(new Uri(_server.Address, "/models/run").ToString());
        await page.GetByRole(AriaRole.Link, new() { Name = "Its whole report" }).ClickAsync();
        Assert.Equal("ease on shop", await page.GetByRole(AriaRole.Heading, new() { Level = 1 }).InnerTextAsync());
    }

    [Fact]
    public async Task An_experiment_says_in_words_what_is_decided_and_is_ended()
    {
        await SendAsync(HttpMethod.Post, "/v1/experiments", new { name = "halves", arms = new[] { new { name = "as it is", share = 0.5 }, new { name = "the same", share = 0.5 } }, outcome = "bought" });
        IPage page = await OpenAsync("/experiments");
        await page.GetByRole(AriaRole.Link, new() { Name = "halves" }).ClickAsync();
        Assert.StartsWith("Too early to say: 0 people", await page.GetByRole(AriaRole.Status).InnerTextAsync(), StringComparison.Ordinal);
        await page.GetByRole(AriaRole.Button, new() { Name = "End it" }).ClickAsync();
        Assert.Contains("It was ended by hand.", await page.Locator(".lead").InnerTextAsync(), StringComparison.Ordinal);
        Assert.Equal(0, await page.GetByRole(AriaRole.Button).CountAsync());
        await Chromium.PictureAsync(page, "experiment");
    }

    [Fact]
    public async Task Somebody_is_forgotten_with_a_receipt_that_names_nobody()
    {
        IPage page = await OpenAsync("/?user=ada");
        await page.GetByRole(AriaRole.Link, new() { Name = "Forget them …" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Forget ada" }).ClickAsync();
        Assert.Equal("Forgotten", await page.GetByRole(AriaRole.Heading, new() { Level = 1 }).InnerTextAsync());
        string receipt = await page.Locator("main").InnerTextAsync();
        Assert.Contains("000001", receipt, StringComparison.Ordinal);
        Assert.DoesNotContain("ada", receipt, StringComparison.Ordinal);
        await Chromium.PictureAsync(page, "forgotten");
        IPage gone = await OpenAnyAsync();
        IResponse? response = await gone.GotoAsync(new Uri(_server!.Address, "/?user=ada").ToString());
        Assert.Equal(404, response!.Status);
    }

    [Fact]
    public async Task A_file_is_looked_into_taken_over_and_adds_nothing_when_it_is_sent_again()
    {
        string file = Path.Combine(_folder, "visits.csv");
        await File.WriteAllTextAsync(file, "user,item,time\nmary,dune,2026-02-03T10:00:00Z\nmary,wool,2026-02-04T10:00:00Z\nmary,,2026-02-05T10:00:00Z\n", Cancellation);
        IPage page = await OpenAsync("/data");
        await LookIntoAsync(page, file);
        Assert.Contains("2 events of 1 person with 2 items", await page.Locator(".lead").InnerTextAsync(), StringComparison.Ordinal);
        Assert.Contains("4", await page.Locator("section[aria-labelledby=rejected] tbody tr").InnerTextAsync(), StringComparison.Ordinal);
        await Chromium.PictureAsync(page, "import");
        await page.GetByRole(AriaRole.Button, new() { Name = "Store 2 events" }).ClickAsync();
        Assert.Equal("visits.csv: 2 events stored, 0 left out that were stored before. Unknown to the model in service: 1 item; one that is learned anew knows them.", await page.GetByRole(AriaRole.Status).InnerTextAsync());
        await LookIntoAsync(page, file);
        await page.GetByRole(AriaRole.Button, new() { Name = "Store 2 events" }).ClickAsync();
        Assert.StartsWith("visits.csv: 0 events stored, 2 left out", await page.GetByRole(AriaRole.Status).InnerTextAsync(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(new byte[] { 0x1F, 0x8B, 8, 0 }, "is no text")]
    [InlineData(new byte[] { (byte)'a', 0, (byte)'b' }, "is no text")]
    [InlineData(new byte[] { (byte)'x', (byte)'\n' }, "events.bin")]
    public async Task A_file_that_is_none_of_events_is_refused_on_a_page(byte[] bytes, string says)
    {
        string file = Path.Combine(_folder, "events.bin");
        await File.WriteAllBytesAsync(file, bytes, Cancellation);
        IPage page = await OpenAnyAsync();
        await page.GotoAsync(new Uri(_server!.Address, "/data").ToString());
        await LookIntoAsync(page, file);
        string fault = await page.GetByRole(AriaRole.Alert).InnerTextAsync();
        Assert.Contains(says, fault, StringComparison.Ordinal);
        Assert.DoesNotContain("/tmp", fault, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_page_stays_when_its_server_goes_away_and_goes_on_when_it_is_back()
    {
        string address = new Uri(_server!.Address, "/?user=ada").ToString();
        IPage page = await OpenAnyAsync();
        await page.GotoAsync(address);
        string before = await page.Locator("main").InnerTextAsync();
        string urls = _server.Address.GetLeftPart(UriPartial.Authority);
        await _server.DisposeAsync();
        Assert.Equal(before, await page.Locator("main").InnerTextAsync());
        IPage another = await page.Context.NewPageAsync(); // a page that is refused becomes the browser's own some time later, so that it cannot be looked at again safely
        await Assert.ThrowsAsync<PlaywrightException>(() => another.GotoAsync(address));
        _server = await CiceroneServer.StartAsync(RunningServer.Options(_folder) with { Urls = urls }, Cancellation);
        await page.ReloadAsync();
        Assert.Equal(before, await page.Locator("main").InnerTextAsync());
    }

    [Fact]
    public async Task The_model_is_judged_over_time_on_a_page()
    {
        IPage page = await OpenAsync("/drift");
        Assert.Contains("there is nothing to judge it by yet", await page.GetByRole(AriaRole.Alert).InnerTextAsync(), StringComparison.Ordinal);
        await ReadAsync(People);
        await page.GotoAsync(new Uri(_server!.Address, "/overview").ToString());
        await page.GetByRole(AriaRole.Button, new() { Name = "Judge it now" }).ClickAsync();
        Assert.NotEqual("", await page.GetByRole(AriaRole.Status).InnerTextAsync());
        await page.Locator("section[aria-labelledby=hits] tbody tr").First.WaitForAsync(); // where the report takes long, the page says so and looks again
        await Chromium.PictureAsync(page, "drift");
    }

    private static async Task LookIntoAsync(IPage page, string file)
    {
        await page.Locator("#file").SetInputFilesAsync(file);
        await page.GetByRole(AriaRole.Button, new() { Name = "Look into it" }).ClickAsync();
    }

    private Task<IPage> OpenAsync(string path) => OpenAsync(new Uri(_server!.Address, path));

    /// <summary>New people read three books of a shelf each, one a week.</summary>
    private async Task ReadAsync(int people)
    {
        string[][] shelves = [["dune", "solaris", "ubik", "neuromancer", "hyperion"], ["moonstone", "styles", "big-sleep", "falcon", "gaudy-night"]];
        var start = new DateTime(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc);
        await SendAsync(HttpMethod.Post, "/v1/events", Enumerable.Range(0, 3).SelectMany(book => Enumerable.Range(0, people).Select(person =>
            new { user = $"person {person}", item = shelves[person % 2][(person / 2 + book) % 5], time = start.AddDays(7 * book).AddMinutes(person) })));
    }

    private async Task SendAsync(HttpMethod method, string path, object body)
    {
        using var client = new HttpClient { BaseAddress = _server!.Address };
        using var request = new HttpRequestMessage(method, path) { Content = JsonContent.Create(body) };
        using HttpResponseMessage response = await client.SendAsync(request, Cancellation);
        Assert.True(response.IsSuccessStatusCode, await response.Content.ReadAsStringAsync(Cancellation));
    }
}
