using System.Net;
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
        new TourAttempt("API", await TryAddressAsync($"/v1/tour/{trial.Stop.Name}", trial.Stop, cancellation)),
        new TourAttempt("page", await TryAddressAsync($"/tour/{trial.Stop.Name}", trial.Stop, cancellation)),
    ]);

    private static string? TryLibrary(TourStop stop)
    {
        try
        {
            _ = Known.Algorithms[stop.Name];
            return null;
        }
        catch (CiceroneException fault)
        {
            return fault.Message;
        }
    }

    private async Task<string?> TryCommandAsync(TourTrial trial, CancellationToken cancellation)
    {
        using StringWriter output = new(), error = new();
        string[] arguments = [.. trial.Command.Split(' ').Select(world.Fill)];
        int code = await CommandLine.RunAsync(arguments, output, error, cancellation);
        return code == CommandLine.Done ? null : $"exit code {code}, {FirstLine(error.ToString())}";
    }

    private async Task<string?> TryAddressAsync(string address, TourStop stop, CancellationToken cancellation)
    {
        using HttpResponseMessage answer = await world.Client.GetAsync(new Uri(address, UriKind.Relative), cancellation);
        if (answer.StatusCode != HttpStatusCode.OK) return $"GET {address} answers {(int)answer.StatusCode}";
        string body = await answer.Content.ReadAsStringAsync(cancellation);
        return body.Contains(stop.Method, StringComparison.Ordinal) ? null : $"GET {address} does not show {stop.Method}";
    }

    private static string FirstLine(string text) => text.Split('\n').FirstOrDefault(line => line.StartsWith("cicerone: ", StringComparison.Ordinal))?.Trim() ?? "without a word";
}
