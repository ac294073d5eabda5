using System.Text.Json;
using Cicerone.Evaluation;
using Cicerone.Models;
using Cicerone.Protocols;

namespace Cicerone.Server.Tests.Tour;

/// <summary>A server that shows one stop of the tour, from a run of what stands for its method.</summary>
internal sealed class ShownStop : IAsyncDisposable
{
    private readonly string _folder;
    private readonly CiceroneServer _server;

    private ShownStop(string folder, CiceroneServer server) => (_folder, _server, Client) = (folder, server, new HttpClient { BaseAddress = server.Address });

    private HttpClient Client { get; }

    /// <summary>Fits what stands for a method and serves it.</summary>
    /// <param name="algorithm">What stands for it.</param>
    /// <param name="runs">Names of the runs in the tour's folder.</param>
    public static async Task<ShownStop> StartAsync(Algorithm algorithm, params string[] runs)
    {
        string folder = Directory.CreateTempSubdirectory("cicerone-stop-").FullName;
        foreach (string run in runs)
            RunFolder.Write(PathOf(folder, run), overwrite: false, new Experiment
            {
                Algorithm = algorithm,
                Split = new LeaveOneOut().Split(Shop.Log, seed: 1),
                Items = Shop.Recommender.Catalogue.Items,
                Provenance = new Provenance("shop", "", 0),
            }.Run());
        ServerOptions options = RunningServer.Options(folder) with { Algorithms = new AlgorithmTable(algorithm), Tour = Path.Combine(folder, "stops") };
        return new ShownStop(folder, await CiceroneServer.StartAsync(options, TestContext.Current.CancellationToken));
    }

    /// <summary>Where a run lies.</summary>
    public string PathOf(string run) => PathOf(_folder, run);

    public Task<HttpResponseMessage> GetAsync(string address) => Client.GetAsync(new Uri(address, UriKind.Relative), TestContext.Current.CancellationToken);

    public Task<string> TextAsync(string address) => Client.GetStringAsync(new Uri(address, UriKind.Relative), TestContext.Current.CancellationToken);

    public async Task<JsonElement> JsonAsync(string address) => JsonDocument.Parse(await TextAsync(address)).RootElement;

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await _server.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    private static string PathOf(string folder, string run) => Path.Combine(folder, "stops", run);
}
