using System.Net;
using Cicerone.Cluster;

namespace Cicerone.Server.Tests.Cluster;

public sealed class ClusterOptionsTests
{
    [Fact]
    public void Reads_what_is_typed()
    {
        ClusterOptions options = ClusterOptions.Parse("redis://:s%2Fcret@redis.shop/books", "10.0.0.5:11111");
        Assert.Equal(new DnsEndPoint("redis.shop", 6379), options.Redis);
        Assert.Equal("books", options.Name);
        Assert.Equal((null, "s/cret"), (options.Account, options.Password));
        Assert.Equal(("shop", "secret"), ClusterOptions.Parse("redis://shop:secret@127.0.0.1/books", "127.0.0.1:0") is var named ? (named.Account, named.Password) : default);
        Assert.Equal(new IPEndPoint(IPAddress.Parse("10.0.0.5"), 11111), options.Here);
        Assert.Equal(new IPEndPoint(IPAddress.Loopback, 7000), ClusterOptions.Parse("redis://127.0.0.1:7000/books", "127.0.0.1:0").Redis);
    }

    [Theory]
    [InlineData("127.0.0.1:6379", "127.0.0.1:0", "no address of a cluster")]
    [InlineData("redis://127.0.0.1:6379", "127.0.0.1:0", "no address of a cluster")]
    [InlineData("redis://:secret@127.0.0.1", "127.0.0.1:0", "'127.0.0.1' is no address of a cluster")]
    [InlineData("redis://127.0.0.1/books", "0.0.0.0:11111", "could reach this one")]
    [InlineData("redis://127.0.0.1/books", "10.0.0.5", "could reach this one")]
    public void Refuses_what_leads_nowhere(string redis, string here, string says) => Assert.Contains(says, Assert.Throws<CiceroneException>(() => ClusterOptions.Parse(redis, here)).Message, StringComparison.Ordinal);

    [Fact]
    public async Task Refuses_a_store_that_is_a_file_and_a_Redis_that_is_not_there()
    {
        ServerOptions file = RunningServer.Options("/tmp");
        ClusterOptions nowhere = ClusterOptions.Parse("redis://127.0.0.1:1/books", "127.0.0.1:0");
        Assert.Contains("cannot share", (await Assert.ThrowsAsync<CiceroneException>(() => file.InClusterAsync(nowhere))).Message, StringComparison.Ordinal);
        Assert.Contains("127.0.0.1:1 cannot be reached", (await Assert.ThrowsAsync<CiceroneException>(() => (file with { Store = "postgres://127.0.0.1/shop" }).InClusterAsync(nowhere))).Message, StringComparison.Ordinal);
    }
}
