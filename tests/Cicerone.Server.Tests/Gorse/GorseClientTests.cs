using System.Diagnostics;
using Cicerone.Contracts;

namespace Cicerone.Server.Tests.Gorse;

/// <summary>Gorse's own JavaScript client (npm <c>gorsejs</c>) runs its operations.</summary>
public sealed class GorseClientTests(RunningServer server) : IClassFixture<RunningServer>
{
    private static readonly TimeSpan LongestRun = TimeSpan.FromSeconds(60);
    private static readonly string Folder = Path.Combine(Checkout.Root, "tests", "Cicerone.Server.Tests", "Gorse", "client");

    [Fact]
    public async Task The_JavaScript_client_runs_its_operations()
    {
        Assert.SkipUnless(Directory.Exists(Path.Combine(Folder, "node_modules", "gorsejs")), $"gorsejs is not installed; ./test installs it, or: npm ci --prefix {Folder}");
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        patience.CancelAfter(LongestRun);
        using var node = Process.Start(new ProcessStartInfo("node", [Path.Combine(Folder, "operations.js"), server.Address.ToString().TrimEnd('/')]) { RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false })!;
        Task<string> output = node.StandardOutput.ReadToEndAsync(patience.Token), faults = node.StandardError.ReadToEndAsync(patience.Token);
        await node.WaitForExitAsync(patience.Token);
        Assert.True(node.ExitCode == 0, $"{await output}{await faults}");
        Assert.Equal(12, (await output).Split('\n', StringSplitOptions.RemoveEmptyEntries).Length);
    }
}
