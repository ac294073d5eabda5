namespace Cicerone.Server.Tests.Security;

public sealed class SecurityTests(RunningServer server) : IClassFixture<RunningServer>
{
    [Theory]
    [InlineData("/v1/model")]
    [InlineData("/v1/nothing")]
    [InlineData("/health/live")]
    public async Task Every_answer_tells_browsers_to_be_careful(string path)
    {
        using HttpResponseMessage response = await server.SendAsync("GET", path);
        Assert.Equal(["nosniff"], response.Headers.GetValues("X-Content-Type-Options"));
        Assert.Contains("default-src 'none'", response.Headers.GetValues("Content-Security-Policy").Single(), StringComparison.Ordinal);
        Assert.Equal("no-store", response.Headers.CacheControl?.ToString());
        Assert.False(response.Headers.Contains("Server"));
        Assert.False(response.Headers.Contains("Access-Control-Allow-Origin"));
    }

    [Theory]
    [InlineData("Sec-Fetch-Site", "cross-site")]
    [InlineData("Sec-Fetch-Site", "same-site")]
    [InlineData("Origin", "http://evil.example")]
    [InlineData("Origin", "null")]
    public async Task A_page_of_another_site_cannot_record_events(string header, string value)
    {
        using HttpResponseMessage response = await server.SendAsync("POST", "/v1/events", """{"user":"ada","item":"dune"}""", headers: (header, value));
        Assert.Equal(403, (int)response.StatusCode);
    }

    [Theory]
    [InlineData("Sec-Fetch-Site", "same-origin")]
    [InlineData("Sec-Fetch-Site", "none")]
    public async Task The_own_page_can(string header, string value)
    {
        using HttpResponseMessage response = await server.SendAsync("POST", "/v1/events", """{"user":"own page","item":"dune"}""", headers: (header, value));
        Assert.Equal(200, (int)response.StatusCode);
    }

    [Theory]
    [InlineData("rebound.example", 400)]
    [InlineData("localhost", 200)]
    [InlineData("127.0.0.1:1234", 200)]
    public async Task On_loopback_only_the_names_of_loopback_are_answered(string host, int status)
    {
        using HttpResponseMessage response = await server.SendAsync("GET", "/v1/model", headers: ("Host", host));
        Assert.Equal(status, (int)response.StatusCode);
    }
}
