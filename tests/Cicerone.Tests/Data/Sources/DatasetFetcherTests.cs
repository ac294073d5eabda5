using System.IO.Compression;
using System.Net;
using Cicerone.Data.Sources;

namespace Cicerone.Tests.Data.Sources;

public sealed class DatasetFetcherTests : IDisposable
{
    private static readonly PublicDataset Zip = new("small", "A small set.", "", new Uri("http://home.invalid/small.zip"));
    private readonly string _folder = Directory.CreateTempSubdirectory("cicerone-fetch-").FullName;

    private string Target => Path.Combine(_folder, "set");

    private string Pins => Path.Combine(_folder, "pins");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task An_archive_is_unpacked_flat_and_its_hash_is_pinned()
    {
        FetchReceipt first = await FetchAsync(Zip, Archive(("small/ratings.csv", "user,item\nann,a\n"), ("small/deep/README", "read me")));
        Assert.True(first.IsPinnedNow);
        Assert.Equal(["README", "ratings.csv"], first.Files);
        Assert.Equal("user,item\nann,a\n", await File.ReadAllTextAsync(Path.Combine(Target, "ratings.csv"), TestContext.Current.CancellationToken));
        Assert.Equal(2, Directory.GetFiles(Target).Length);
    }

    [Fact]
    public async Task What_differs_from_the_first_fetch_is_refused_and_nothing_is_left()
    {
        await FetchAsync(Zip, Archive(("ratings.csv", "user,item\nann,a\n")));
        Directory.Delete(Target, recursive: true);
        var fault = await Assert.ThrowsAsync<CiceroneException>(() => FetchAsync(Zip, Archive(("ratings.csv", "user,item\nbob,b\n"))));
        Assert.Contains(Pins, fault.Message, StringComparison.Ordinal);
        Assert.False(Directory.Exists(Target));
    }

    [Fact]
    public async Task An_archive_cannot_write_outside_of_its_folder()
    {
        await FetchAsync(Zip, Archive(("../../escaped.csv", "user,item\nann,a\n")));
        Assert.True(File.Exists(Path.Combine(Target, "escaped.csv")));
        Assert.False(File.Exists(Path.Combine(_folder, "escaped.csv")));
    }

    [Fact]
    public async Task Another_file_is_kept_as_it_is()
    {
        var set = new PublicDataset("lines", "", "", new Uri("http://home.invalid/lines.txt.gz"));
        Assert.Equal(["lines.txt.gz"], (await FetchAsync(set, [1, 2, 3])).Files);
    }

    [Fact]
    public async Task Without_a_network_the_fault_says_so()
    {
        using var client = new HttpClient(new Answer(_ => throw new HttpRequestException("No such host is known.")));
        var fault = await Assert.ThrowsAsync<CiceroneException>(() => new DatasetFetcher(client, new PinFile(Pins)).FetchAsync(Zip, Target, cancellation: TestContext.Current.CancellationToken));
        Assert.Contains("cannot be reached", fault.Message, StringComparison.Ordinal);
        Assert.False(Directory.Exists(Target));
    }

    [Fact]
    public async Task A_set_that_has_moved_is_told()
    {
        using var client = new HttpClient(new Answer(_ => new HttpResponseMessage(HttpStatusCode.NotFound)));
        var fault = await Assert.ThrowsAsync<CiceroneException>(() => new DatasetFetcher(client, new PinFile(Pins)).FetchAsync(Zip, Target, cancellation: TestContext.Current.CancellationToken));
        Assert.Contains("404", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_damaged_archive_is_told_and_is_not_pinned()
    {
        await Assert.ThrowsAsync<CiceroneException>(() => FetchAsync(Zip, [1, 2, 3, 4]));
        Assert.Null(new PinFile(Pins).Find(Zip.Name));
    }

    [Fact]
    public void Names_are_distinct_and_addresses_are_secure()
    {
        Assert.Equal(PublicDatasets.All.Count, PublicDatasets.All.Select(set => set.Name).Distinct().Count());
        Assert.All(PublicDatasets.All, set => Assert.Equal("https", set.Address.Scheme));
    }

    private async Task<FetchReceipt> FetchAsync(PublicDataset set, byte[] content)
    {
        using var client = new HttpClient(new Answer(_ => new HttpResponseMessage { Content = new ByteArrayContent(content) }));
        return await new DatasetFetcher(client, new PinFile(Pins)).FetchAsync(set, Target, cancellation: TestContext.Current.CancellationToken);
    }

    private static byte[] Archive(params (string Name, string Text)[] files)
    {
        using var bytes = new MemoryStream();
        using (var archive = new ZipArchive(bytes, ZipArchiveMode.Create))
            foreach ((string name, string text) in files)
            {
                using var writer = new StreamWriter(archive.CreateEntry(name).Open());
                writer.Write(text);
            }
        return bytes.ToArray();
    }

    private sealed class Answer(Func<HttpRequestMessage, HttpResponseMessage> answer) : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) => Task.FromResult(answer(request));
    }
}
