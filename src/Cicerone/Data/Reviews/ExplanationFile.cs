using System.Text;
using Cicerone.Data.Formats;

namespace Cicerone.Data.Reviews;

/// <summary>
/// Explanations as XRec publishes them, one JSON object a line: references (<c>uid, iid, title, user_summary, item_summary, explanation</c>), and what a method wrote beside its references
/// (<c>prediction, reference</c>). gzip is transparent.
/// </summary>
public static class ExplanationFile
{
    private static readonly string[] Keys = ["uid", "iid", "title", "user_summary", "item_summary", "explanation"], Written = ["prediction", "reference"];

    /// <summary>Reads references.</summary>
    /// <exception cref="CiceroneException">It cannot be read, or a row lacks the person, the item or the explanation.</exception>
    public static IReadOnlyList<Explanation> Read(string path) => [.. Rows(path, Keys, [0, 1, 5]).Select(row => new Explanation(row[0], row[1], row[2], row[3], row[4], row[5]))];

    /// <summary>Reads what a method wrote, with the reference of each text.</summary>
    /// <exception cref="CiceroneException">It cannot be read, or a row lacks a text or its reference.</exception>
    public static IReadOnlyList<(string Text, string Reference)> ReadWritten(string path) => [.. Rows(path, Written, [0, 1]).Select(row => (row[0], row[1]))];

    private static IEnumerable<string[]> Rows(string path, string[] keys, int[] needed)
    {
        using var rows = new JsonLinesRows(new DataFile(path), keys);
        int read = 0;
        while (rows.Next())
        {
            string[] row = new string[keys.Length];
            Array.Fill(row, "");
            for (int column = 0; column < rows.Columns.Count; column++)
                if (Array.IndexOf(keys, rows.Columns[column]) is >= 0 and var place) row[place] = Encoding.UTF8.GetString(rows[column]);
            string? fault = rows.Fault ?? (needed.FirstOrDefault(place => row[place].Length == 0, -1) is >= 0 and var missing ? $"there is no '{keys[missing]}'" : null);
            if (fault is not null) throw new CiceroneException($"{path}, line {rows.Line}: {fault}. Explanations have the keys {string.Join(", ", keys)}.");
            read++;
            yield return row;
        }
        if (read == 0) throw new CiceroneException($"{path} holds no explanation.");
    }
}
