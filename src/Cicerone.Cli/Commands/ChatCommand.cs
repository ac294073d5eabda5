using System.CommandLine;
using Cicerone.Cli.Terminals;
using Cicerone.Conversations;
using Cicerone.Evaluation;

namespace Cicerone.Cli.Commands;

/// <summary><c>cicerone chat</c>: recommendations in conversation, a line a turn.</summary>
internal sealed class ChatCommand : CiceroneCommand
{
    private static readonly string[] Farewells = ["quit", "exit", "bye", "goodbye", "q"];

    private readonly Argument<string> _run = RunArgument.Make();
    private readonly PersonOptions _person = new();
    private readonly Option<int> _count = GlobalOptions.Positive(new Option<int>("--count", "-n") { Description = "How many items a list has, at most 50.", DefaultValueFactory = _ => 5 });

    public ChatCommand() : base("chat", "Talks about what to choose, as a person of the data, after a history, or as somebody new: \"not so dark\", \"like the second\", \"undo\", \"quit\". With --json each answer is a line of JSON.",
        "cicerone chat runs/first --user 196",
        "cicerone chat runs/first --history \"Star Wars\" -n 10",
        "echo \"not so dark\" | cicerone chat runs/first --json")
    {
        Add(_run);
        foreach (Option option in _person.All) Add(option);
        Add(_count);
    }

    protected override async Task<int> RunAsync(Invocation call)
    {
        RunFolder run = RunFolder.Open(call.Value(_run), Known.Algorithms);
        ConversationOptions options = UsageException.Unless(() => new ConversationOptions { ListLength = call.Value(_count) });
        var guide = new Guide(run.Recommender(), options: options);
        var text = new ChatText(call.Terminal, call.Json);
        Conversation conversation = await guide.OpenAsync(_person.IsGiven(call) ? _person.History(call, run) : [], cancellation: call.Cancellation);
        text.Answer(conversation);
        while (text.Ask(options.MostCharacters) is { } said && !Farewells.Contains(PlainText.Of(said).TrimEnd('.', '!').ToLowerInvariant()))
            try
            {
                conversation = await guide.SayAsync(conversation, said, cancellation: call.Cancellation);
                text.Answer(conversation);
            }
            catch (CiceroneException fault)
            {
                text.Refuse(fault.Message); // what was said before stands
            }
        text.Close();
        return CommandLine.Done;
    }
}
