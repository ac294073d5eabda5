using System.Text;
using Cicerone.Data.Formats;

namespace Cicerone.Data.Dialogues;

/// <summary>INSPIRED: one utterance a row, a dialogue's rows together. An item's id is its title with its year.</summary>
internal static class InspiredFile
{
    private const string Recommender = "RECOMMENDER", Accept = "accept";

    public static IReadOnlyList<Dialogue> Read(DataFile file, DialogueItems items)
    {
        FileSample sample = FileSample.Of(file);
        string[] columns = DelimitedRows.Fields(sample.Lines[0], "\t", quoted: false);
        using var rows = new DelimitedRows(file, new TableShape("\t", columns, HasHeader: true, IsQuoted: false), latin1: false);
        int id = Find("dialog_id"), speaker = Find("speaker"), text = Find("text"), movies = Find("movies"), outcome = Find("fine_label");
        var dialogues = new List<Dialogue>();
        var messages = new List<DialogueTurn>();
        (string Id, bool? Accepted) open = ("", null);
        while (rows.Next())
        {
            if (rows.Fault is { } fault) throw new CiceroneException($"{file.Path}, line {rows.Line}: {fault}.");
            if (Cell(id) != open.Id)
            {
                Close();
                open = (Cell(id), null);
            }
            if (Cell(outcome) is { Length: > 0 } told && told != "nan") open.Accepted = told.StartsWith(Accept, StringComparison.Ordinal);
            messages.Add(new DialogueTurn(Cell(speaker) == Recommender ? Speaker.Recommender : Speaker.Seeker, Cell(text),
                [.. Cell(movies).Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(title => items.Add(title, title)).Distinct()]));
        }
        Close();
        return dialogues;

        int Find(string name) => Array.IndexOf(columns, name) is >= 0 and int found ? found : throw new CiceroneException($"{file.Path} has no column '{name}', which every file of INSPIRED has.");

        string Cell(int column) => Encoding.UTF8.GetString(rows[column]);

        void Close()
        {
            if (messages.Count > 0) dialogues.Add(Dialogue.Of(open.Id, messages) with { Accepted = open.Accepted });
            messages.Clear();
        }
    }
}
