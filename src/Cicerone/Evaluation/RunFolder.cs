using System.Text.Json;
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
        CheckVacant(path, overwrite);
        path = Path.TrimEndingDirectorySeparator(Path.GetFullPath(path));
        string aside = $"{path}.new-{Environment.ProcessId}";
        try
        {
            Directory.CreateDirectory(aside);
            ModelFolder.Save(Path.Combine(aside, ModelPart), result.Card, result.Model, result.Catalogue);
            SplitFolder.Write(Path.Combine(aside, DataPart), result.Split, result.Items);
            File.WriteAllText(Path.Combine(aside, MetricsFile), result.ToJson().ToJsonString(Indented) + "\n");
            EvaluationFile.Write(Path.Combine(aside, PeopleFile), result.Test, result.Split.Train.Users);
            addTo?.Invoke(aside);
            if (Directory.Exists(path)) Directory.Delete(path, recursive: true);
            Directory.Move(aside, path);
        }
        finally
        {
            if (Directory.Exists(aside)) Directory.Delete(aside, recursive: true);
        }
    }

    /// <summary>The split the run was made on, over the model's items.</summary>
    public Split ReadSplit() => SplitFolder.Read(Path.Combine(_path, DataPart), new ReadOptions { Strict = true }, new Vocabulary(Model.Catalogue.Ids.Ids)).Split;

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
        string data = Path.Combine(path, DataPart), aside = $"{data}.new-{Environment.ProcessId}", people = Path.Combine(path, PeopleFile);
        SplitFiles files = SplitFolder.Read(data, new ReadOptions { Strict = true });
        Split split = files.Split;
        if (!split.Train.Users.TryIndex(person, out _)) return false;
        var others = new Vocabulary(split.Train.Users.Ids.Where(id => id != person));
        var left = new Split(split.Protocol, split.Train.Without(person, others), split.Valid.Without(person, others), split.Test.Without(person, others), split.Rules) { FoldIn = split.FoldIn.Without(person, others), People = split.People.For(others) };
        if (left.Train.Count == 0 || left.Test.Count == 0) throw new CiceroneException($"Without '{person}' the run {path} has no events for {(left.Train.Count == 0 ? "training" : "test")}. Remove the run, and fit another.");
        SplitFolder.Write(aside, left, files.Items);
        if (File.Exists(people)) EvaluationFile.Forget(people, person);
        string checkpoint = path + ".checkpoint";
        if (Directory.Exists(checkpoint)) Directory.Delete(checkpoint, recursive: true);
        Directory.Delete(data, recursive: true);
        Directory.Move(aside, data);
        return true;
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
