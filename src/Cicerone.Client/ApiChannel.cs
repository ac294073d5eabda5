using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Cicerone.Client;

/// <summary>Sends requests and reads answers; sends again what may be sent again.</summary>
internal sealed class ApiChannel(HttpClient http, CiceroneClientOptions options)
{
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(30);

    public Task<TAnswer> GetAsync<TAnswer>(string path, CancellationToken cancellation) => SendAsync<TAnswer>(HttpMethod.Get, path, content: null, isIdempotent: true, cancellation);

    public Task<TAnswer> DeleteAsync<TAnswer>(string path, CancellationToken cancellation) => SendAsync<TAnswer>(HttpMethod.Delete, path, content: null, isIdempotent: true, cancellation);

    public Task<TAnswer> PutAsync<TBody, TAnswer>(string path, TBody body, CancellationToken cancellation) => SendAsync<TAnswer>(HttpMethod.Put, path, () => Content(body), isIdempotent: true, cancellation);

    public Task<TAnswer> PostAsync<TBody, TAnswer>(string path, TBody body, bool isIdempotent, CancellationToken cancellation, string? key = null) => SendAsync<TAnswer>(HttpMethod.Post, path, () => Content(body), isIdempotent, cancellation, key);

    public Task<TAnswer> PostAsync<TAnswer>(string path, CancellationToken cancellation) => SendAsync<TAnswer>(HttpMethod.Post, path, content: null, isIdempotent: false, cancellation);

    /// <summary>An id as a part of a path.</summary>
    /// <exception cref="ArgumentException">It is empty, or "." or "..", which no path can hold.</exception>
    public static string Id(string id, string name = "id")
    {
        ArgumentException.ThrowIfNullOrEmpty(id, name);
        return id is "." or ".." ? throw new ArgumentException($"'{id}' cannot stand in a path; name it in a body.", name) : Uri.EscapeDataString(id);
    }

    /// <summary>A query of a path: the parameters that are given.</summary>
    public static string Query(params ReadOnlySpan<(string Name, string? Value)> parameters)
    {
        string query = "";
        foreach ((string name, string? value) in parameters)
            if (value is not null) query += $"{(query.Length == 0 ? '?' : '&')}{name}={Uri.EscapeDataString(value)}";
        return query;
    }

    private static JsonTypeInfo<T> TypeOf<T>() => (JsonTypeInfo<T>)ApiJson.Default.GetTypeInfo(typeof(T))!;

    private static JsonContent Content<T>(T body) => JsonContent.Create(body, TypeOf<T>());

    private async Task<T> SendAsync<T>(HttpMethod method, string path, Func<HttpContent>? content, bool isIdempotent, CancellationToken cancellation, string? key = null)
    {
        for (int attempt = 0; ; attempt++)
        {
            TimeSpan wait = options.FirstWait * Math.Pow(2, attempt);
            try
            {
                using var request = new HttpRequestMessage(method, new Uri(options.Address, path)) { Content = content?.Invoke() };
                if (options.Key is not null) request.Headers.TryAddWithoutValidation("X-API-Key", options.Key);
                if (key is not null) request.Headers.TryAddWithoutValidation("Idempotency-Key", key);
                using HttpResponseMessage response = await http.SendAsync(request, cancellation).ConfigureAwait(false);
                if (response.IsSuccessStatusCode) return await ReadAsync<T>(response, cancellation).ConfigureAwait(false);
                CiceroneApiException refusal = await RefusalAsync(response, cancellation).ConfigureAwait(false);
                bool mayBeSentAgain = refusal.IsBusy && (isIdempotent || response.StatusCode == HttpStatusCode.TooManyRequests); // where too many ask, nothing was done
                if (!mayBeSentAgain || attempt == options.Retries) throw refusal;
                wait = response.Headers.RetryAfter?.Delta ?? wait;
            }
            catch (HttpRequestException) when (isIdempotent && attempt < options.Retries)
            {
                // the server is out of reach: it may be back after the wait
            }
            await Task.Delay(wait < LongestWait ? wait : LongestWait, options.Clock, cancellation).ConfigureAwait(false);
        }
    }

    private static async Task<T> ReadAsync<T>(HttpResponseMessage response, CancellationToken cancellation)
    {
        try
        {
            return await response.Content.ReadFromJsonAsync(TypeOf<T>(), cancellation).ConfigureAwait(false) ?? throw new JsonException("it is null.");
        }
        catch (Exception fault) when (fault is JsonException or NotSupportedException)
        {
            throw new CiceroneApiException($"The server's answer is not what this client knows: {fault.Message} Use the client of the server's version.", fault);
        }
    }

    private static async Task<CiceroneApiException> RefusalAsync(HttpResponseMessage response, CancellationToken cancellation)
    {
        string text = await response.Content.ReadAsStringAsync(cancellation).ConfigureAwait(false);
        ProblemDocument? problem = null;
        try
        {
            problem = JsonSerializer.Deserialize(text, ApiJson.Default.ProblemDocument);
        }
        catch (JsonException)
        {
            // a proxy's answer: its status is all there is
        }
        return new CiceroneApiException(response.StatusCode, problem?.Detail ?? problem?.Title ?? $"The server has answered with {(int)response.StatusCode} ({response.ReasonPhrase}).");
    }
}
