using System.Text.Json;
using System.Text.Json.Nodes;
using Cicerone.Data;
using Cicerone.Data.Formats;
using Cicerone.Models;
using Cicerone.Protocols;

namespace Cicerone.Evaluation;

/// <summary>
/// An experiment kept on disk: <c>metrics.json</c>, the test person by person (<c>test-people.jsonl</c>), the model (<c>model/</c>) and, beside it, the data it came from
/// (<c>data/</c>), so that a test can be repeated and forgetting has something to subtract. It is written aside and moved into
/// place whole.
/// </summary>
public sealed class RunFolder
{
    /// <summary>Name of the report for people, where one was written: a page of its own, without scripts.</summary>
    public const string ReportFile = "report.html";

    private const string MetricsFile = "metrics.json", PeopleFile = "test-people.jsonl", ModelPart = "model", DataPart = "data";
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };
    private readonly string _path;

    private RunFolder(string path, ModelFolder model) => (_path, Model) = (path, model);

    /// <summary>The model.</summary>
    public ModelFolder Model { get; }

    /// <summary>Whether a folder holds a run.</summary>
    public static bool IsRun(string path) => File.Exists(Path.Combine(path, MetricsFile));

    /// <summary>Opens a run.</summary>
    /// <exception cref="CiceroneException">The folder is no run, or its model is missing, damaged or unknown.</exception>
    public static RunFolder Open(string path, AlgorithmTable algorithms)
    {
        if (!IsRun(path))
            throw new CiceroneException($"{path} is no run: {MetricsFile} is missing. 'cicerone fit' makes runs.");
        return new RunFolder(path, ModelFolder.Open(Path.Combine(path, ModelPart), algorithms));
    }

    /// <summary>Makes sure, before long work begins, that a run may be written to a path.</summary>
    /// <param name="path">Where the run will go.</param>
    /// <param name="overwrite">Whether an earlier run may be replaced.</param>
    /// <exception cref="CiceroneException">The path is taken.</exception>
    public static void CheckVacant(string path, bool overwrite)
    {
        if (File.Exists(path)) throw new CiceroneException($"{path} is a file; a run needs a folder.");
        if (!Directory.Exists(path) || !Directory.EnumerateFileSystemEntries(path).Any()) return;
        if (!overwrite) throw new CiceroneException($"{path} is not empty; choose another folder, or replace an earlier run with --overwrite.");
        if (!IsRun(path)) throw new CiceroneException($"{path} is not empty and is no run; --overwrite replaces runs only.");
    }

    /// <summary>Writes a run.</summary>
    /// <param name="path">Where to.</param>
    /// <param name="overwrite">Whether an earlier run may be replaced; nothing of it is kept.</param>
    /// <param name="result">What was found.</param>
    /// <param name="addTo">Adds files of the caller's own, such as a report, to the folder that it is given.</param>
    /// <exception cref="CiceroneException">The path is taken.</exception>
    public static void Write(string path, bool overwrite, ExperimentResult result, Action<string>? addTo = null)
    {
        ArgumentNullException.ThrowIfNull(result);
        Write(path, overwrite, aside =>
        {
            ModelFolder.Save(Path.Combine(aside, ModelPart), result.Card, result.Model, result.Catalogue);
            SplitFolder.Write(Path.Combine(aside, DataPart), result.Split, result.Items);
            File.WriteAllText(Path.Combine(aside, MetricsFile), result.ToJson().ToJsonString(Indented) + "\n");
            EvaluationFile.Write(Path.Combine(aside, PeopleFile), result.Test, result.Split.Train.Users);
            addTo?.Invoke(aside);
        });
    }

    /// <summary>Writes a run that was fitted bucket by bucket: the model and its figures, without the data.</summary>
    /// <param name="path">Where to.</param>
    /// <param name="overwrite">Whether an earlier run may be replaced; nothing of it is kept.</param>
    /// <param name="result">What was found.</param>
    /// <exception cref="CiceroneException">The path is taken.</exception>
    public static void Write(string path, bool overwrite, StreamedResult result)
    {
        ArgumentNullException.ThrowIfNull(result);
        Write(path, overwrite, aside =>
        {
            ModelFolder.Save(Path.Combine(aside, ModelPart), result.Card, result.Model, result.Split.Catalogue);
            File.WriteAllText(Path.Combine(aside, MetricsFile), result.ToJson().ToJsonString(Indented) + "\n");
        });
    }

    private static void Write(string path, bool overwrite, Action<string> fill)
    {
        CheckVacant(path, overwrite);
        FolderAside.Fill(path, replaces: true, fill);
    }

    /// <summary>Whether the data lie beside the model; a run that was fitted bucket by bucket keeps none.</summary>
    public bool KeepsData => Directory.Exists(Path.Combine(_path, DataPart));

    /// <summary>The split the run was made on, over the model's items.</summary>
    public Split ReadSplit() => ReadFiles().Split;

    /// <summary>The split the run was made on and what is known of its items, over the model's items.</summary>
    /// <exception cref="CiceroneException">The run was fitted bucket by bucket, or its data are damaged.</exception>
    internal SplitFiles ReadFiles() => KeepsData ? SplitFolder.Read(Path.Combine(_path, DataPart), new ReadOptions { Strict = true }, new Vocabulary(Model.Catalogue.Ids.Ids))
        : throw new CiceroneException($"{_path} keeps no data: it was fitted bucket by bucket, from a split that stays where it was. Give that split with --split, or a history instead of a person.");

    /// <summary>Where the data of the run came from.</summary>
    /// <exception cref="CiceroneException">The file of metrics is damaged.</exception>
    internal Provenance ReadProvenance() =>
        OfMetrics(json => new Provenance(json["data"]!["name"]!.GetValue<string>(), json["data"]!["sha256"]!.GetValue<string>(), json["data"]!["bad_rows"]!.GetValue<long>()));

    /// <summary>Fingerprints of the splits that the run has figures of.</summary>
    /// <exception cref="CiceroneException">The file of metrics is damaged.</exception>
    internal IReadOnlyList<string> ReadFingerprints() =>
        OfMetrics(json => (string[])[.. new[] { json, json["global_time"] }.OfType<JsonNode>().Select(column => column["protocol"]!["fingerprint"]!.GetValue<string>())]);

    private T OfMetrics<T>(Func<JsonNode, T> read)
    {
        string path = Path.Combine(_path, MetricsFile);
        try
        {
            return read(JsonNode.Parse(File.ReadAllBytes(path))!);
        }
        catch (Exception fault) when (fault is JsonException or InvalidOperationException or NullReferenceException or FormatException)
        {
            throw new CiceroneException($"{path} is damaged: {fault.Message} Fit the model again.", fault);
        }
    }

    /// <summary>
    /// Takes a person out of what a run keeps beside its model: the data and the test person by person. The checkpoint of a fit that
    /// was stopped is removed, because it has learned from them. Figures that were computed stay as they are.
    /// </summary>
    /// <param name="path">The run.</param>
    /// <param name="person">External id.</param>
    /// <returns>Whether they were there.</returns>
    /// <exception cref="CiceroneException">The folder is no run, its data are damaged, or nothing would be left for training or test.</exception>
    public static bool Forget(string path, string person)
    {
        ArgumentNullException.ThrowIfNull(person);
        if (!IsRun(path)) throw new CiceroneException($"{path} is no run: {MetricsFile} is missing.");
        path = Path.TrimEndingDirectorySeparator(Path.GetFullPath(path));
        if (!Directory.Exists(Path.Combine(path, DataPart))) throw new CiceroneException($"{path} keeps no data to forget from: it was fitted bucket by bucket. Take the person out of the events, split them again, and fit another run.");
        string data = Path.Combine(path, DataPart), aside = $"{data}.new-{Environment.ProcessId}", people = Path.Combine(path, PeopleFile);
        SplitFiles files = SplitFolder.Read(data, new ReadOptions { Strict = true });
        if (!files.Split.Train.Users.TryIndex(person, out _)) return false;
        (Split left, ItemTable items) = files.Split.Without(new HashSet<string> { person }, files.Items);
        if (left.Train.Count == 0 || left.Test.Count == 0) throw new CiceroneException($"Without '{person}' the run {path} has no events for {(left.Train.Count == 0 ? "training" : "test")}. Remove the run, and fit another.");
        SplitFolder.Write(aside, left, items);
        if (File.Exists(people)) EvaluationFile.Forget(people, person);
        RemoveCheckpoint(path);
        Directory.Delete(data, recursive: true);
        Directory.Move(aside, data);
        return true;
    }

    /// <summary>Removes what a fit that was stopped left beside a run.</summary>
    internal static void RemoveCheckpoint(string path)
    {
        string checkpoint = Path.TrimEndingDirectorySeparator(Path.GetFullPath(path)) + ".checkpoint";
        if (Directory.Exists(checkpoint)) Directory.Delete(checkpoint, recursive: true);
    }

    /// <summary>Puts another model in the place of a run's, such as one that was fitted without somebody who was forgotten; nothing of the former is kept.</summary>
    public static void ExchangeModel(string path, ModelCard card, IModel model, Catalogue catalogue) => ModelFolder.Save(Path.Combine(path, ModelPart), card, model, catalogue);

    /// <summary>Answers with the run's model.</summary>
    public Recommender Recommender() => new(Model.Model, Model.Catalogue, Model.Card);

    /// <summary>What the model earned of each person when the run was made.</summary>
    /// <param name="split">The run's split.</param>
    public EvaluationResult ReadTest(Split split)
    {
        ArgumentNullException.ThrowIfNull(split);
        return EvaluationFile.Read(Path.Combine(_path, PeopleFile), split.Train.Users);
    }

    /// <summary>Every event of the run's data, whichever part it was in.</summary>
    public InteractionLog ReadLog()
    {
        Split split = ReadSplit();
        return InteractionLog.Concat(split.Train, split.Valid, split.Test);
    }
}
