using System.Text;

namespace Cicerone.Benchmarks.Load;

/// <summary>What the load consists of. Request number n is the same in every run of the same kind.</summary>
internal sealed class LoadRequests(string mix, int items, int batch)
{
    private const int Recommended = 10, Reasons = 3, StrangersHistory = 5;

    /// <summary>The filters that are asked for in turn: each lets through some 4 % to 60 % of the items.</summary>
    private static readonly string[] Filters =
    [
        .. Enumerable.Range(0, 8).Select(i => $"genre has \"g{i}\" and year >= {MadeUpShop.FirstYear + 5 * i}"),
        .. Enumerable.Range(0, 4).Select(i => $"year >= {1970 + 10 * i} and not genre has \"g{20 + i}\""),
        .. Enumerable.Range(0, 4).Select(i => $"genre has (\"g{8 + i}\", \"g{12 + i}\", \"g{16 + i}\")"),
    ];

    private static readonly string[] Escaped = [.. Filters.Select(Uri.EscapeDataString)];
    private static readonly byte[] Blank = [];

    /// <summary>The kinds of a mix, in the order of their numbers.</summary>
    public IReadOnlyList<string> Kinds { get; } = mix switch
    {
        "shop" => ["person", "stranger", "event"],
        "recommend" => ["person", "stranger"],
        "events" => ["event"],
        "batches" => ["batch"],
        "fresh" => ["fresh"],
        _ => throw CiceroneException.UnknownName("mix", mix, ["shop", "recommend", "events", "batches", "fresh"]),
    };

    /// <summary>How many events one request of the mix records; 0 where it asks.</summary>
    public int EventsOf(int kind) => Kinds[kind] switch { "event" or "fresh" => 1, "batch" => batch, _ => 0 };

    /// <summary>Which kind a request is: of ten of a shop, seven are for people it knows, two for strangers, and one records an event.</summary>
    public int KindOf(long number) => mix switch
    {
        "shop" => (number % 10) switch { 3 or 7 => 1, 9 => 2, _ => 0 },
        "recommend" => number % 10 is 3 or 7 ? 1 : 0,
        _ => 0,
    };

    /// <summary>The bytes of a request.</summary>
    public byte[] Of(long number)
    {
        var random = new RandomSource((ulong)number + 1);
        string person = MadeUpShop.Person(random.NextInt(MadeUpShop.People));
        return Kinds[KindOf(number)] switch
        {
            "person" => Get($"/v1/users/{person}/recommendations?count={Recommended}&reasons={Reasons}&filter={Escaped[random.NextInt(Escaped.Length)]}"),
            "stranger" => Post("/v1/recommendations", $$"""
                {"history":[{{string.Join(',', Enumerable.Range(0, StrangersHistory).Select(_ => Quoted(random)))}}],"count":{{Recommended}},"reasons":{{Reasons}},"filter":"{{Filters[random.NextInt(Filters.Length)].Replace("\"", "\\\"", StringComparison.Ordinal)}}"}
                """),
            "event" => Post("/v1/events", Event(random)),
            "batch" => Post("/v1/events", $"[{string.Join(',', Enumerable.Range(0, batch).Select(_ => Event(random)))}]"),
            _ => Get(Recommendations(number)),
        };
    }

    /// <summary>Whether the kind asks, records what was recommended, and asks again.</summary>
    public bool IsFresh => mix == "fresh";

    /// <summary>The event of a person who takes an item.</summary>
    public static byte[] Takes(long number, string item) => Post("/v1/events", $$"""{"user":"{{PersonOf(number)}}","item":"{{item}}"}""");

    /// <summary>Where the recommendations of the person of a request are.</summary>
    public static string Recommendations(long number) => $"/v1/users/{PersonOf(number)}/recommendations?count={Recommended}&reasons={Reasons}";

    public static byte[] Get(string path) => Bytes("GET", path, Blank);

    private static string PersonOf(long number) => MadeUpShop.Person((int)(number % MadeUpShop.People));

    private string Event(RandomSource random) => $$"""{"user":"{{MadeUpShop.Person(random.NextInt(MadeUpShop.People))}}","item":{{Quoted(random)}},"action":"view"}""";

    private string Quoted(RandomSource random) => $"\"{MadeUpShop.Item(random.NextInt(items))}\"";

    private static byte[] Post(string path, string body) => Bytes("POST", path, Encoding.UTF8.GetBytes(body));

    private static byte[] Bytes(string method, string path, byte[] body) =>
        [.. Encoding.ASCII.GetBytes($"{method} {path} HTTP/1.1\r\nHost: localhost\r\n{(body.Length > 0 ? $"Content-Type: application/json\r\nContent-Length: {body.Length}\r\n" : "")}\r\n"), .. body];
}
