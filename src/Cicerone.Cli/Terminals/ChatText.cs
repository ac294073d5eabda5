using System.Text;
using Cicerone.Conversations;
using Cicerone.Models;

namespace Cicerone.Cli.Terminals;

/// <summary>A conversation at a prompt, or as lines of JSON.</summary>
/// <param name="terminal">Where it happens.</param>
/// <param name="json">Whether answers are lines of JSON.</param>
internal sealed class ChatText(Terminal terminal, bool json)
{
    private const int ReasonsShown = 2;

    private string _shown = "";

    /// <summary>Prints the last answer; a list that stays as it is is not printed again.</summary>
    public void Answer(Conversation conversation)
    {
        Reply reply = conversation.Reply;
        if (json)
        {
            terminal.DocumentLine(new { Turn = conversation.Turns.Count - 1, conversation.Turns[^1].Said, reply.Text, reply.Items, reply.Asked, reply.GoesBy, reply.Source });
            return;
        }
        terminal.Line(reply.Text);
        string shows = string.Join('\n', [.. reply.GoesBy, .. reply.Items.Select(item => item.Item)]);
        if (shows == _shown) return;
        _shown = shows;
        for (int place = 0; place < reply.Items.Count; place++)
        {
            terminal.Line($"{place + 1,3}  {reply.Items[place].Title}");
            foreach (Reason reason in reply.Items[place].Reasons.Where(reason => reason.Contribution is null or > 0).Take(ReasonsShown)) terminal.Line($"       {reason.Text}");
        }
        if (reply.GoesBy.Count > 0) terminal.Line($"Going by: {string.Join(", ", reply.GoesBy)}.");
    }

    /// <summary>Says why something was not taken.</summary>
    public void Refuse(string fault)
    {
        if (json) terminal.DocumentLine(new { Fault = fault });
        else terminal.Line(fault);
    }

    /// <summary>Ends it.</summary>
    public void Close()
    {
        if (!json) terminal.Line("Goodbye.");
    }

    /// <summary>The next line; null at the end. Of a line longer than may be said, one character more than that is kept, so that it is refused and memory is bounded.</summary>
    public string? Ask(int most)
    {
        if (!json) terminal.Output.Write("> ");
        terminal.Output.Flush();
        var line = new StringBuilder();
        int read;
        while ((read = terminal.Input.Read()) is >= 0 and not '\n')
            if (line.Length <= most) line.Append((char)read);
        string? said = read < 0 && line.Length == 0 ? null : line.ToString().TrimEnd('\r');
        if (!json && !terminal.IsPrompted) terminal.Line(PlainText.Of(said ?? "")); // nobody typed it here
        return said;
    }
}
