using System.CommandLine;
using Cicerone.Data;
using Cicerone.Evaluation;
using Cicerone.Evaluation.Retrieval;
using Cicerone.Models;

namespace Cicerone.Cli.Commands.Vectors;

/// <summary><c>cicerone vectors export</c>: the vectors of a run's items and people.</summary>
internal sealed class VectorsExportCommand : CiceroneCommand
{
    private readonly Argument<string> _run = RunArgument.Make();
    private readonly Option<string> _out = new("--out") { Description = "Folder for the files.", Required = true, HelpName = "FOLDER" };

    public VectorsExportCommand() : base("export", $"Writes {VectorExchange.Items}, {VectorExchange.Ids} and {VectorExchange.Queries} (what every person of the run would be asked about next), whose inner product is the score.",
        "cicerone vectors export runs/first --out vectors")
    {
        Add(_run);
        Add(_out);
    }

    protected override Task<int> RunAsync(Invocation call)
    {
        string folder = call.Value(_out)!;
        if (Directory.Exists(folder) && Directory.EnumerateFileSystemEntries(folder).Any()) throw new CiceroneException($"{folder} is not empty; choose another folder.");
        RunFolder run = RunFolder.Open(call.Value(_run), Known.Algorithms);
        if (run.Model.Model is not IEmbeds model) throw new CiceroneException($"A model of {run.Model.Card.Algorithm} has no vectors whose inner product is its score. Those of bpr-mf, als, sasrec and others do.");
        InteractionLog log = run.ReadLog();
        Histories histories = Histories.Of(log);
        (string Name, Query Query)[] people = [.. Enumerable.Range(0, log.Users.Count).Select(person => (log.Users[person], Query.OfPerson(log.Users, person, histories[person], call.Seed)))];
        VectorExchange.Write(folder, model, run.Model.Catalogue, people);
        if (call.Json) call.Terminal.Document(new { Folder = folder, Items = run.Model.Catalogue.CandidateCount, Queries = people.Length, model.ItemVectors.Width });
        else call.Terminal.Line($"{folder}: {run.Model.Catalogue.CandidateCount:N0} items and {people.Length:N0} queries of {model.ItemVectors.Width} numbers; next: cicerone vectors recall {folder} LIST.u64bin");
        return Task.FromResult(CommandLine.Done);
    }
}
