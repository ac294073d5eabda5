using System.CommandLine;
using Cicerone.Cli.Tour;

namespace Cicerone.Cli.Commands;

/// <summary><c>cicerone tour</c>: the ten stops of <em>A Reader in the Bookshop</em>, each tried before it is called lit.</summary>
internal sealed class TourCommand : CiceroneCommand
{
    private readonly Option<bool> _check = new("--check") { Description = "Only try the stops and print each as lit, or dark and why; the exit code tells whether every stop that is built works." };
    private readonly Option<string> _out = new("--out") { Description = "Folder of the tour's world.", DefaultValueFactory = _ => Path.Combine("runs", "tour"), HelpName = "FOLDER" };

    public TourCommand() : base("tour", "Walks through ten stops, one for each method, and tries each through library, command, API and page.",
        "cicerone tour", "cicerone tour --check --json")
    {
        Add(_check);
        Add(_out);
    }

    protected override async Task<int> RunAsync(Invocation call)
    {
        await using TourWorld world = await TourWorld.MakeAsync(call.Value(_out)!, call);
        IReadOnlyList<TourFinding> findings = await new TourCheck(world).RunAsync(call.Cancellation);
        if (call.Json) call.Terminal.Document(TourText.Document(findings));
        else
        {
            if (!call.Value(_check)) ReaderStory.Print(call.Terminal, world);
            TourText.Print(call.Terminal, findings);
        }
        return findings.All(finding => finding.IsLit || finding.IsUnbuilt) ? CommandLine.Done : CommandLine.Failed;
    }
}
