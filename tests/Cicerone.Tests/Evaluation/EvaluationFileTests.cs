using Cicerone.Contracts;
using Cicerone.Data;
using Cicerone.Evaluation;
using Cicerone.Models;
using Cicerone.Protocols;

namespace Cicerone.Tests.Evaluation;

public sealed class EvaluationFileTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("cicerone-evaluation-").FullName;
    private readonly Split _split = new RandomHoldout { Test = 0.3, Validation = 0.2 }.Split(Checkerboard.Log(), seed: 5);
    private readonly EvaluationResult _result;

    public EvaluationFileTests()
    {
        var items = ItemTable.Without(_split.Train.Items);
        var model = (IRanker)new AlgorithmTable(AlgorithmTable.ClosedForm)["item-knn"].Fit(new TrainingData(_split.Train, items), new FitContext());
        _result = Evaluator.Evaluate(model, Catalogue.Of(_split.Train, items), _split, SplitPart.Test, new EvaluationOptions { Detailed = true });
    }

    private string File => Path.Combine(_folder, "test.jsonl");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Json_lines_read_back_bit_by_bit()
    {
        EvaluationFile.Write(File, _result, _split.Train.Users);
        EvaluationResult read = EvaluationFile.Read(File, _split.Train.Users);
        Assert.Equal(_result.Keys, read.Keys);
        Assert.Equal(_result.People, read.People);
        Assert.Equal(_result.DetailKeys, read.DetailKeys);
        foreach (string key in _result.Means.Keys) Assert.Equal(_result.PerPerson(key), read.PerPerson(key));
        Assert.Equal(_result.Figures, read.Figures);
        Assert.Equal(_result.Slices, read.Slices);
        Assert.Equal(_result.Definitions, read.Definitions);
        Assert.Equal((_result.Part, _result.Fingerprint, _result.Candidates, _result.Unreachable, _result.WithoutHistory), (read.Part, read.Fingerprint, read.Candidates, read.Unreachable, read.WithoutHistory));
    }

    [Fact]
    public void A_table_has_a_line_a_person_and_a_column_a_figure()
    {
        EvaluationFile.WriteTable(File, _result, _split.Train.Users);
        string[][] cells = [.. System.IO.File.ReadLines(File).Select(line => line.Split('\t'))];
        Assert.Equal(["user", .. _result.Keys, .. _result.DetailKeys], cells[0]);
        Assert.Equal(_result.People.Select(person => _split.Train.Users[person]), cells.Skip(1).Select(line => line[0]));
        int column = Array.IndexOf(cells[0], "ndcg@10/cold");
        Assert.All(cells.Skip(1), line => Assert.Equal("", line[column])); // nobody has a cold answer
        Assert.Equal(_result.PerPerson("ndcg@10").Select(figure => $"{figure:R}"), cells.Skip(1).Select(line => line[Array.IndexOf(cells[0], "ndcg@10")]));
    }

    [Fact]
    public void A_damaged_file_is_told_by_its_line()
    {
        EvaluationFile.Write(File, _result, _split.Train.Users);
        string[] lines = System.IO.File.ReadAllLines(File);
        Damaged("line 3", [lines[0], lines[1], lines[2][..20]]);
        Damaged("line 2", [lines[0], """["person 0", 1]"""]);
        Damaged("line 2", [lines[0], lines[1].Replace("person", "stranger", StringComparison.Ordinal)]);
        Damaged("line 1", [lines[0].Replace("\"format\":2", "\"format\":1", StringComparison.Ordinal)]);
        Damaged("damaged", []);
    }

    private void Damaged(string told, string[] lines)
    {
        System.IO.File.WriteAllLines(File, lines);
        Assert.Contains(told, Assert.Throws<CiceroneException>(() => EvaluationFile.Read(File, _split.Train.Users)).Message, StringComparison.Ordinal);
    }
}
