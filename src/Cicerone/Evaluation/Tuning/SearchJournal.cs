using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Cicerone.Evaluation.Tuning;

/// <summary>
/// The trials of a search on disk, so that it can go on after a stop: JSON lines, first what is searched, then a line a
/// trial. A last line that a crash cut short is taken away; its trial is done again.
/// </summary>
internal sealed class SearchJournal
{
    private readonly string _path;

    private SearchJournal(string path, IReadOnlyList<Trial> trials) => (_path, Trials) = (path, trials);

    /// <summary>The trials that were there when the journal was opened.</summary>
    public IReadOnlyList<Trial> Trials { get; }

    /// <summary>Opens a journal, or begins one.</summary>
    /// <exception cref="CiceroneException">The file is damaged or of another search.</exception>
    public static SearchJournal Open(string path, JsonObject search)
    {
        string first = search.ToJsonString();
        if (!File.Exists(path) || WholeLines(path) is not { Length: > 0 } lines)
        {
            File.WriteAllText(path, first + "\n");
            return new SearchJournal(path, []);
        }
        if (lines[0] != first)
            throw new CiceroneException($"{path}, line 1, is of another search: it has {lines[0]}, and this one is {first}. Go on with the same algorithm, data, space, metric, method and seed, or choose another journal.");
        return new SearchJournal(path, [.. lines.Skip(1).Select((line, trial) => Read(path, line, trial))]);
    }

    /// <summary>Adds a trial; it is on disk when this returns.</summary>
    public void Add(Trial trial)
    {
        using var file = new FileStream(_path, FileMode.Append);
        file.Write(Encoding.UTF8.GetBytes(trial.ToJson().ToJsonString() + "\n"));
        file.Flush(flushToDisk: true);
    }

    /// <summary>The lines that end as lines do; what follows the last is taken off the file.</summary>
    private static string[] WholeLines(string path)
    {
        byte[] bytes = File.ReadAllBytes(path);
        int end = bytes.AsSpan().LastIndexOf((byte)'\n') + 1;
        if (end < bytes.Length)
        {
            using var file = new FileStream(path, FileMode.Open, FileAccess.Write);
            file.SetLength(end);
        }
        return Encoding.UTF8.GetString(bytes, 0, end).Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }

    private static Trial Read(string path, string line, int number)
    {
        try
        {
            Trial trial = Trial.FromJson(JsonNode.Parse(line)!);
            return trial.Number == number ? trial : throw new FormatException($"it is of trial {trial.Number}, where {number} should be.");
        }
        catch (Exception fault) when (fault is JsonException or InvalidOperationException or NullReferenceException or FormatException)
        {
            throw new CiceroneException($"{path}, line {number + 2}, is damaged: {fault.Message} Remove it and what follows, and the search goes on from there.", fault);
        }
    }
}
