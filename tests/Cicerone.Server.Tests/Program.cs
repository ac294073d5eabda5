using Cicerone.Server.Tests.Faults;
using Xunit.MicrosoftTestingPlatform;
using Xunit.Runner.InProc.SystemConsole;

namespace Cicerone.Server.Tests;

/// <summary>Runs the tests, or the server that one of them has started in a process of its own.</summary>
internal static class Program
{
    public static async Task<int> Main(string[] arguments)
    {
        if (ServerProcess.ServesUntilKilled()) return 0;
        return arguments.Contains("--server") || arguments.Contains("--internal-msbuild-node")
            ? await TestPlatformTestFramework.RunAsync(arguments, SelfRegisteredExtensions.AddSelfRegisteredExtensions)
            : await ConsoleRunner.Run(arguments);
    }
}
