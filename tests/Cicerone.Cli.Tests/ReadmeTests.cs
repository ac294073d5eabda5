using Cicerone.Contracts;

namespace Cicerone.Cli.Tests;

/// <summary>The documentation holds commands that the command line accepts.</summary>
public sealed class ReadmeTests
{
    public static TheoryData<string> Pages =>
        [.. Directory.EnumerateFiles(Checkout.Root, "*.md").Concat(Directory.EnumerateFiles(Path.Combine(Checkout.Root, "docs"), "*.md", SearchOption.AllDirectories))
            .Select(path => Path.GetRelativePath(Checkout.Root, path))];

    [Theory, MemberData(nameof(Pages))]
    public void Every_command_in_a_block_of_code_is_accepted(string page)
    {
        bool code = false;
        foreach (string line in File.ReadLines(Path.Combine(Checkout.Root, page)))
        {
            if (line.StartsWith("```", StringComparison.Ordinal)) code = !code;
            if (!code || !line.StartsWith("./cicerone ", StringComparison.Ordinal)) continue;
            string typed = line["./cicerone ".Length..].Split(" #")[0].Split(" | ")[0].TrimEnd('&', ' ');
            Assert.True(CommandLine.Check(typed).Count == 0, $"{page} has '{line}': {string.Join(' ', CommandLine.Check(typed))}");
        }
    }
}
