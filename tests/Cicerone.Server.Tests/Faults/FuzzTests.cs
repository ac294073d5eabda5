using System.Globalization;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text;

namespace Cicerone.Server.Tests.Faults;

/// <summary>
/// Requests that are damaged at random. CICERONE_FUZZ sets how many, CICERONE_FUZZ_SEED which ones:
/// <c>CICERONE_FUZZ=1000000 dotnet test --project tests/Cicerone.Server.Tests -c Release --filter-class '*Faults.FuzzTests'</c>.
/// </summary>
public sealed class FuzzTests(RunningServer server) : IClassFixture<RunningServer>
{
    private const int Workers = 8;
    private static readonly int Requests = (int)Number("CICERONE_FUZZ", 100_000);
    private static readonly ulong Seed = Number("CICERONE_FUZZ_SEED", 1);

    private static readonly (string Method, string Path, string Body)[] Sound =
    [
        ("POST", "/v1/events", """[{"user":"ada","item":"dune","time":"2026-11-24T20:15:00Z","value":4.5,"action":"view","id":"k1"}]"""),
        ("POST", "/v1/recommendations", """{"history":["dune","ubik"],"session":["solaris"],"count":5,"reasons":2,"exclude":["rose"],"filter":"author = \"Frank Herbert\" or not (year >= 1960)","diversity":0.3,"context":{"device":"mobile"}}"""),
        ("PUT", "/v1/items", """[{"item":"x","hidden":false,"time":"2015-06-04T00:00:00Z","categories":["new"],"columns":{"title":"Children of Time"}}]"""),
        ("PUT", "/v1/merchandising/fuzzed", """{"stock":"title exists","pins":[{"item":"dune","position":2,"when":"hour >= 6"}],"boosts":[{"filter":"author exists","by":0.5}],"caps":[{"column":"author","most":2}],"explorations":[{"probability":0.1,"positions":[3],"among":10}]}"""),
        ("POST", "/v1/experiments", """{"name":"f","arms":[{"name":"a","share":0.5},{"name":"b","share":0.5,"merchandising":"fuzzed"}],"outcome":"view","windowHours":1.5,"effect":0.1}"""),
        ("PUT", "/v1/users/visitor", """{"labels":{"city":"Delft"},"comment":"reads at night"}"""),
        ("GET", "/v1/users/ada/recommendations?count=5&reasons=2&filter=author%20exists&diversity=0.5", ""),
        ("GET", "/v1/users?prefix=a&limit=5&after=ada", ""),
        ("GET", "/v1/items/dune/similar?count=3", ""),
        ("POST", "/api/feedback", """[{"FeedbackType":"like","UserId":"bob","ItemId":"dune","Value":1,"Timestamp":"2022-08-07T00:26:46Z"}]"""),
        ("POST", "/api/item", """{"ItemId":"y","IsHidden":true,"Categories":["d"],"Timestamp":"2022-08-07","Labels":["a"],"Comment":"c"}"""),
        ("POST", "/api/session/recommend?n=3", """[{"FeedbackType":"like","UserId":"","ItemId":"dune","Timestamp":""}]"""),
        ("GET", "/api/recommend/ada/sand?n=3&offset=2&write-back-type=seen&write-back-delay=10m", ""),
        ("GET", "/api/feedback?n=5&cursor=eyJJdGVtIjoiZHVuZSIsIlVzZXIiOiJhZGEiLCJTa2lwIjowfQ", ""),
    ];

    private static readonly string[] Strange = ["\"", "{", "}", "[", "]", "null", "-1", "1e999", "\\u0000", "\\ud800", "%", "%00", "%2F", "../", "\u0000", "\uFFFF", "é", "'; DROP TABLE event; --", "((((((((", "99999999999999999999", ",", ":", "=", " not ", "\\"];

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task No_damaged_request_is_the_servers_fault()
    {
        using var client = new HttpClient(new SocketsHttpHandler { MaxConnectionsPerServer = Workers });
        int[] kinds = new int[6];
        await Parallel.ForAsync(0, Workers, new ParallelOptions { MaxDegreeOfParallelism = Workers, CancellationToken = Cancellation }, async (worker, cancellation) =>
        {
            for (int number = worker; number < Requests; number += Workers)
            {
                int status = await SendAsync(client, number, cancellation);
                Interlocked.Increment(ref kinds[status / 100]);
            }
        });
        Assert.True(kinds[4] > Requests / 2, $"Only {kinds[4]} of {Requests} requests were refused.");
        Assert.Equal("live", (await server.GetAsync("/health/live")).GetProperty("status").GetString());
    }

    [Fact]
    public async Task Bytes_that_are_no_request_end_their_connection_alone()
    {
        for (int number = 0; number < 500; number++)
        {
            RandomSource chance = RandomSource.For(Seed, (ulong)number);
            byte[] bytes = [.. Encoding.ASCII.GetBytes(number % 2 == 0 ? "GET /v1/model HTTP/1.1\r\nHost: localhost\r\n" : ""), .. Enumerable.Range(0, 1 + chance.NextInt(2000)).Select(_ => (byte)chance.NextInt(256))];
            using var connection = new TcpClient();
            await connection.ConnectAsync(server.Address.Host, server.Address.Port, Cancellation);
            try
            {
                await connection.GetStream().WriteAsync(bytes, Cancellation);
            }
            catch (IOException)
            {
                // cut off before all of it was sent
            }
        }
        Assert.Equal("live", (await server.GetAsync("/health/live")).GetProperty("status").GetString());
    }

    private async Task<int> SendAsync(HttpClient client, int number, CancellationToken cancellation)
    {
        RandomSource chance = RandomSource.For(Seed, (ulong)number);
        (string method, string path, string body) = Sound[chance.NextInt(Sound.Length)];
        if (body.Length == 0 || chance.NextInt(4) == 0) path = path[..1] + Damaged(path[1..], chance);
        if (body.Length > 0) body = Damaged(body, chance);
        if (!Uri.TryCreate(server.Address, path, out Uri? uri) || uri.Host != server.Address.Host || uri.Port != server.Address.Port) return 400; // no client could send it
        using var request = new HttpRequestMessage(new HttpMethod(method), uri);
        if (body.Length > 0)
        {
            request.Content = new ByteArrayContent(Encoding.Latin1.GetBytes(body)); // also bytes that are no UTF-8
            request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        }
        using HttpResponseMessage response = await client.SendAsync(request, cancellation);
        Assert.True((int)response.StatusCode < 500, $"Request {number} of seed {Seed} ({method} {path} {body}) was answered with {(int)response.StatusCode}.");
        return (int)response.StatusCode;
    }

    private static string Damaged(string text, RandomSource chance)
    {
        for (int damage = 1 + chance.NextInt(3); damage > 0 && text.Length > 0; damage--)
        {
            int at = chance.NextInt(text.Length), length = Math.Min(text.Length - at, 1 + chance.NextInt(8));
            text = chance.NextInt(5) switch
            {
                0 => text[..at],
                1 => text[..at] + text[(at + length)..],
                2 => text[..at] + Strange[chance.NextInt(Strange.Length)] + text[at..],
                3 => text[..at] + (char)chance.NextInt(256) + text[(at + 1)..],
                _ => text[..at] + text[at..(at + length)] + text[at..],
            };
        }
        return text;
    }

    private static ulong Number(string variable, ulong absent) => ulong.TryParse(Environment.GetEnvironmentVariable(variable), NumberStyles.None, CultureInfo.InvariantCulture, out ulong number) ? number : absent;
}
