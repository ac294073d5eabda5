using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using Spectre.Console;

namespace Cicerone.Cli.Terminals;

/// <summary>Where a command prints and reads: results on one writer, progress and remarks on another.</summary>
internal sealed class Terminal(TextWriter output, TextWriter error, TextReader input)
{
    private const int PlainWidth = 110;

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
    };

    private static readonly JsonSerializerOptions JsonLine = new(Json) { WriteIndented = false };

    /// <summary>Results.</summary>
    public TextWriter Output => output;

    /// <summary>Progress and remarks.</summary>
    public TextWriter Error => error;

    /// <summary>What is typed; nothing where no person and no pipe is there.</summary>
    public TextReader Input => input;

    /// <summary>Whether a person types, and sees it.</summary>
    public bool IsPrompted { get; } = ReferenceEquals(input, Console.In) && !Console.IsInputRedirected;

    /// <summary>Whether a person watches the progress.</summary>
    public bool IsWatched { get; } = ReferenceEquals(error, Console.Error) && !Console.IsErrorRedirected;

    /// <summary>Prints a line of results.</summary>
    public void Line(string text = "") => output.WriteLine(text);

    /// <summary>Prints a remark that is no result.</summary>
    public void Remark(string text) => error.WriteLine(text);

    /// <summary>Prints one JSON document.</summary>
    public void Document(object document) =>
        output.WriteLine(document is JsonNode node ? node.ToJsonString(Json) : JsonSerializer.Serialize(document, Json));

    /// <summary>Prints one of several JSON documents, each a line.</summary>
    public void DocumentLine(object document) => output.WriteLine(JsonSerializer.Serialize(document, JsonLine));

    /// <summary>Prints a table without frames; columns named with a leading '#' are numbers, set flush right.</summary>
    public void Table(IReadOnlyList<string> columns, IEnumerable<IReadOnlyList<string>> rows)
    {
        var table = new Table().Border(TableBorder.Simple);
        if (columns.All(column => column.Length == 0)) table.Border(TableBorder.None).HideHeaders();
        foreach (string column in columns)
        {
            var made = new TableColumn(Markup.Escape(column.TrimStart('#')));
            if (column.StartsWith('#')) made.RightAligned().NoWrap();
            table.AddColumn(made);
        }
        foreach (IReadOnlyList<string> row in rows) table.AddRow([.. row.Select(cell => Markup.Escape(cell))]);
        Painter().Write(table);
    }

    private IAnsiConsole Painter()
    {
        bool watched = ReferenceEquals(output, Console.Out) && !Console.IsOutputRedirected;
        IAnsiConsole console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Ansi = watched ? AnsiSupport.Detect : AnsiSupport.No,
            ColorSystem = watched ? ColorSystemSupport.Detect : ColorSystemSupport.NoColors,
            Out = new AnsiConsoleOutput(output),
        });
        if (!watched) console.Profile.Width = PlainWidth;
        return console;
    }
}
