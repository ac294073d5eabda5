using System.Net;
using System.Text.Json.Nodes;
using Cicerone.Evaluation;
using Cicerone.Server.Tour;

namespace Cicerone.Cli.Tour;

/// <summary>Tries each stop through library, command, API and page.</summary>
internal sealed class TourCheck(TourWorld world)
{
    /// <summary>Tries every stop, in order.</summary>
    public async Task<IReadOnlyList<TourFinding>> RunAsync(CancellationToken cancellation)
    {
        var findings = new List<TourFinding>();
        foreach (TourTrial trial in TourTrial.All) findings.Add(await TryAsync(trial, cancellation));
        return findings;
    }

    private async Task<TourFinding> TryAsync(TourTrial trial, CancellationToken cancellation) => new(trial.Stop,
    [
        new TourAttempt("library", TryLibrary(trial.Stop)),
        new TourAttempt("command", await TryCommandAsync(trial, cancellation)),
        new TourAttempt("API", await TryApiAsync(trial, cancellation)),
        new TourAttempt("page", await TryPageAsync(trial.Stop, cancellation)),
    ]);

    private static string? TryLibrary(TourStop stop)
    {
        try
        {
            if (!stop.IsModel) return TourTrial.TrySeries();
            _ = Known.Algorithms[stop.Algorithm];
            return null;
        }
        catch (CiceroneException fault)
        {
            return fault.Message;
        }
    }

    private async Task<string?> TryCommandAsync(TourTrial trial, CancellationToken cancellation)
    {
        if (!RunFolder.IsRun(world.FolderOf(trial.Stop)) && await CallAsync(trial.Prepare, trial.Stop, world.Progress, cancellation) is { } fault) return fault;
        if (trial.Use.Contains("{copy}", StringComparison.Ordinal)) world.Copy(trial.Stop);
        using var silence = new StringWriter();
        return await CallAsync(trial.Use, trial.Stop, silence, cancellation);
    }

    private async Task<string?> CallAsync(string command, TourStop stop, TextWriter progress, CancellationToken cancellation)
    {
        using StringWriter output = new(), error = new();
        string[] arguments = [.. command.Split(' ').Select(word => world.Fill(word, stop))];
        int code = await CommandLine.RunAsync(arguments, output, new EchoWriter(error, progress), cancellation);
        return code == CommandLine.Done ? null : $"exit code {code}, {FirstLine(error.ToString())}";
    }

    private async Task<string?> TryApiAsync(TourTrial trial, CancellationToken cancellation)
    {
        (string? fault, string body) = await GetAsync($"/v1/tour/{trial.Stop.Name}", cancellation);
        if (fault is not null) return fault;
        JsonNode exhibit = JsonNode.Parse(body)!;
        return trial.Fault(exhibit) is { } lacks ? $"GET /v1/tour/{trial.Stop.Name}: {lacks}" : await TrySourcesAsync($"/v1/tour/{trial.Stop.Name}", exhibit, cancellation);
    }

    /// <summary>Every review and every item of a path that an exhibit quotes must be there, and hold what is quoted.</summary>
    private async Task<string?> TrySourcesAsync(string address, JsonNode exhibit, CancellationToken cancellation)
    {
        if (exhibit["lists"] is not JsonArray lists) return null;
        foreach (JsonNode evidence in lists.SelectMany(list => list!["items"]!.AsArray()).SelectMany(item => item!["reasons"]!.AsArray()).SelectMany(reason => reason!["evidence"]!.AsArray().OfType<JsonNode>().Where(evidence => evidence["kind"]!.GetValue<string>() == "review" || reason["kind"]!.GetValue<string>() == "path")))
        {
            (string? fault, string body) = await GetAsync($"{address}/sources/{evidence["id"]!.GetValue<string>()}", cancellation);
            if (fault is not null) return fault;
            JsonNode source = JsonNode.Parse(body)!;
            if (source["text"]!.GetValue<string>().Substring(source["start"]!.GetValue<int>(), source["length"]!.GetValue<int>()) != evidence["title"]!.GetValue<string>()) return $"{address}: the source {evidence["id"]} does not hold what is quoted of it";
        }
        return null;
    }

    private async Task<string?> TryPageAsync(TourStop stop, CancellationToken cancellation)
    {
        (string? fault, string body) = await GetAsync($"/tour/{stop.Name}", cancellation);
        if (fault is not null || !body.Contains($"<h1>{stop.Method}</h1>", StringComparison.Ordinal)) return fault ?? $"GET /tour/{stop.Name} does not show {stop.Method}";
        int link = body.IndexOf($"/tour/{stop.Name}/sources/", StringComparison.Ordinal);
        return link < 0 ? null : (await GetAsync(body[link..body.IndexOf('"', link)], cancellation)).Fault;
    }

    private async Task<(string? Fault, string Body)> GetAsync(string address, CancellationToken cancellation)
    {
        using HttpResponseMessage answer = await world.Client.GetAsync(new Uri(address, UriKind.Relative), cancellation);
        string body = await answer.Content.ReadAsStringAsync(cancellation);
        return (answer.StatusCode == HttpStatusCode.OK ? null : $"GET {address} answers {(int)answer.StatusCode}", body);
    }

    private static string FirstLine(string text) => text.Split('\n').FirstOrDefault(line => line.StartsWith("cicerone: ", StringComparison.Ordinal))?.Trim() ?? "without a word";
}
