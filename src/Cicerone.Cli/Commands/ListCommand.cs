using System.CommandLine;
using Cicerone.Data;
using Cicerone.Data.Formats;
using Cicerone.Data.Sources;
using Cicerone.Evaluation;
using Cicerone.Models;
using Cicerone.Protocols;
using Cicerone.Simulation;

namespace Cicerone.Cli.Commands;

/// <summary><c>cicerone list</c>: what there is, by kind.</summary>
internal sealed class ListCommand : CiceroneCommand
{
    private static readonly string[] Kinds = ["algorithms", "protocols", "metrics", "formats", "data"];

    private readonly Argument<string?> _kind = new("kind") { Description = string.Join(", ", Kinds), Arity = ArgumentArity.ZeroOrOne };

    public ListCommand() : base("list", "Shows the algorithms with their options, the protocols, the metrics, the formats and the public data sets.",
        "cicerone list", "cicerone list algorithms", "cicerone list metrics --json")
    {
        _kind.AcceptOnlyFromAmong(Kinds);
        Add(_kind);
    }

    protected override Task<int> RunAsync(Invocation call)
    {
        string[] kinds = call.Value(_kind) is { } kind ? [kind] : Kinds;
        if (call.Json) call.Terminal.Document(kinds.ToDictionary(kind => kind, Document));
        else
            foreach (string one in kinds) Print(one, call);
        return Task.FromResult(CommandLine.Done);
    }

    private static object Document(string kind) => kind switch
    {
        "algorithms" => Known.Algorithms.All.Select(algorithm => new { algorithm.Name, algorithm.Summary, algorithm.TakesWeights, algorithm.Streams, algorithm.SharesBatches, Options = algorithm.Options.Select(Document) }),
        "protocols" => Protocol.All.Select(protocol => new { protocol.Name, protocol.Summary, Streams = protocol.SplitsBuckets }),
        "metrics" => Metrics().Select(metric => new { Name = metric.Key, Definition = metric.Value }),
        "data" => PublicDatasets.All.Select(set => new { set.Name, set.Summary, set.Terms, set.Address }),
        _ => new { Read = InteractionFormats.All.Select(format => new { format.Name, format.Summary }), Written = InteractionWriters.All.Select(writer => new { writer.Name, writer.Summary }) },
    };

    /// <summary>What a report defines: asked of an evaluation of the smallest Bookshop, so that none is forgotten here.</summary>
    private static IReadOnlyList<KeyValuePair<string, string>> Metrics()
    {
        (InteractionLog log, ItemTable items) = new Bookshop(new BookshopOptions { Readers = 10, Books = 50 }).ToLog();
        Split split = new LeaveOneOut().Split(log, seed: 1);
        var catalogue = Catalogue.Of(split.Train, items);
        return Evaluator.Evaluate(Popularity.Of(catalogue), catalogue, split, SplitPart.Test, new EvaluationOptions { Detailed = true }).Definitions;
    }

    private static object Document(OptionDescription option) => new
    {
        option.Name,
        option.Type,
        option.Default,
        Min = double.IsFinite(option.Min) ? option.Min : (double?)null,
        Max = double.IsFinite(option.Max) ? option.Max : (double?)null,
        option.Description,
    };

    private static void Print(string kind, Invocation call)
    {
        call.Terminal.Line(char.ToUpperInvariant(kind[0]) + kind[1..]);
        if (kind == "algorithms")
        {
            call.Terminal.Table(["name", "what it is", "options (--set name=value)"], Known.Algorithms.All.Select(algorithm =>
                new[] { algorithm.Name, Told(algorithm), string.Join("\n", algorithm.Options.Select(Told)) }));
            return;
        }
        call.Terminal.Table(["name", "what it is"], kind switch
        {
            "protocols" => Protocol.All.Select(protocol => new[] { $"{protocol}", $"{protocol.Summary}{(protocol.SplitsBuckets ? " Takes --stream." : "")}" }),
            "metrics" => Metrics().Select(metric => new[] { metric.Key, metric.Value }),
            "data" => PublicDatasets.All.Select(set => new[] { set.Name, $"{set.Summary} {set.Terms}" }),
            _ => InteractionFormats.All.Select(format => new[] { format.Name, format.Summary })
                .Concat(InteractionWriters.All.Select(writer => new[] { $"{writer.Name} (written)", writer.Summary })),
        });
    }

    private static string Told(Algorithm algorithm) =>
        algorithm.Summary + (algorithm.TakesWeights ? " Takes --weights." : "") + (algorithm.Streams ? " Takes --stream." : "") + (algorithm.SharesBatches ? " Takes mpirun." : "");

    private static string Told(OptionDescription option)
    {
        string range = double.IsFinite(option.Min) && double.IsFinite(option.Max) ? $", {option.Min:G} to {option.Max:G}" : "";
        return $"{option.Name}={option.Default}: {option.Description}{range}";
    }
}
