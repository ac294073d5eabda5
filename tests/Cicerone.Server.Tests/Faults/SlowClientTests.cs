using System.Diagnostics;
using System.Net.Sockets;
using System.Text;

namespace Cicerone.Server.Tests.Faults;

public sealed class SlowClientTests(RunningServer server) : IClassFixture<RunningServer>
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Clients_that_do_not_go_on_are_cut_off_and_keep_nobody_waiting()
    {
        const int Each = 100;
        string[] beginnings = ["", "GET /v1/mod", "POST /v1/events HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: 1000\r\n\r\n{\"user\":"];
        var slow = new List<TcpClient>();
        foreach (string beginning in beginnings.SelectMany(beginning => Enumerable.Repeat(beginning, Each)))
        {
            var client = new TcpClient();
            slow.Add(client);
            await client.ConnectAsync(server.Address.Host, server.Address.Port, Cancellation);
            await client.GetStream().WriteAsync(Encoding.ASCII.GetBytes(beginning), Cancellation);
        }
        var waited = Stopwatch.StartNew();
        for (int i = 0; i < 20; i++) await server.GetAsync("/v1/users/ada/recommendations");
        Assert.True(waited.Elapsed < TimeSpan.FromSeconds(20), $"Twenty answers took {waited.Elapsed}.");

        using var patience = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        patience.CancelAfter(TimeSpan.FromMinutes(2));
        foreach (TcpClient client in slow.Skip(Each)) // whoever has sent nothing at all is let be for longer
        {
            byte[] answer = new byte[4096];
            while (await ReadAsync(client, answer, patience.Token) > 0) { }
        }
        foreach (TcpClient client in slow) client.Dispose();
    }

    private static async Task<int> ReadAsync(TcpClient client, byte[] answer, CancellationToken cancellation)
    {
        try
        {
            return await client.GetStream().ReadAsync(answer, cancellation);
        }
        catch (IOException)
        {
            return 0; // reset: cut off too
        }
    }
}
