using System.CommandLine;
using Cicerone.Cli.Tour;

namespace Cicerone.Cli.Commands;

/// <summary><c>cicerone demo</c>: the tour at a prompt, in under two minutes.</summary>
internal sealed class DemoCommand : CiceroneCommand
{
    private readonly Option<string> _out = new("--out") { Description = "Folder of the demo's world; it stays, so that you can go on from there.", DefaultValueFactory = _ => Path.Combine("runs", "demo"), HelpName = "FOLDER" };

    public DemoCommand() : base("demo", "Tells one story, A Reader in the Bookshop: a small world, a model, a list with reasons, and the ten stops of the tour.",
        "cicerone demo", "cicerone demo --json") => Add(_out);

    protected override async Task<int> RunAsync(Invocation call)
    {
        await using TourWorld world = await TourWorld.MakeAsync(call.Value(_out)!, call);
        IReadOnlyList<TourFinding> findings = await new TourCheck(world).RunAsync(call.Cancellation);
        if (call.Json)
        {
            call.Terminal.Document(new { Story = ReaderStory.Of(world), Metrics = world.Result.ToJson(), Tour = TourText.Document(findings) });
            return CommandLine.Done;
        }
        ReaderStory.Print(call.Terminal, world);
        TourText.Print(call.Terminal, findings);
        call.Terminal.Line();
        call.Terminal.Line($"Next: cicerone serve {world.Run} --tour {world.Stops}, then open http://127.0.0.1:5000/tour");
        return CommandLine.Done;
    }
}
