using System.CommandLine;
using System.Globalization;
using System.Text.Json.Nodes;
using Cicerone.Cli.Terminals;
using Cicerone.Data.Features;
using Cicerone.Data.Features.Quantisation;
using Cicerone.Data.Formats;
using Cicerone.Models;
using Cicerone.Neural.Generative.SemanticIds;

namespace Cicerone.Cli.Commands;

/// <summary><c>cicerone semantic-ids</c>: a few codes for each item, made of its vectors.</summary>
internal sealed class SemanticIdsCommand : CiceroneCommand
{
    private const string KMeans = "rq-kmeans", Vae = "rq-vae";

    private readonly Argument<string> _path = new("path") { Description = "A file or folder of interactions in any readable format: its items get ids." };
    private readonly ReadingOptions _reading = new();
    private readonly FeatureOptions _features = new();
    private readonly Option<string> _method = new("--method") { Description = $"{KMeans}, {Vae}", DefaultValueFactory = _ => KMeans, HelpName = "NAME" };
    private readonly SettingsOptions _settings = new();
    private readonly Option<string?> _purity = new("--purity") { Description = "A column of the items: say how pure the first codes are in it, of items that have a vector.", HelpName = "COLUMN" };
    private readonly Option<string> _out = new("--out") { Description = "Folder for the files.", Required = true, HelpName = "FOLDER" };

    public SemanticIdsCommand() : base("semantic-ids", "Makes a few codes for each item of its vectors, and says how well they keep them and tell items apart.",
        "cicerone semantic-ids ads --features mm=ads/creative_emb/emb_81_32.pkl --set codes=64 --out ids",
        "cicerone semantic-ids ads --features mm=ads/creative_emb/emb_81_32.pkl --item-text ads/truth/ads.csv --purity topic --method rq-vae --set codes=64 epochs=50 --out ids")
    {
        _method.AcceptOnlyFromAmong(KMeans, Vae);
        Add(_path);
        foreach (Option option in _reading.All) Add(option);
        Add(_features.Option);
        Add(_method);
        foreach (Option option in _settings.All) Add(option);
        Add(_purity);
        Add(_out);
    }

    protected override Task<int> RunAsync(Invocation call)
    {
        (SemanticIdOptions codes, RqVaeOptions network) = Settings(call);
        string folder = call.Value(_out)!;
        if (Directory.Exists(folder) && Directory.EnumerateFileSystemEntries(folder).Any()) throw new CiceroneException($"{folder} is not empty; choose another folder.");
        Dataset data = Dataset.Open(call.Value(_path), _reading.Read(call));
        Remarks.Of(data.Report, call.Terminal);
        IReadOnlyList<string?>? column = call.Value(_purity) is { } named ? UsageException.Unless(() => data.Items.Column(named)) : null;
        IReadOnlyList<FeatureMatrix> features = _features.Read(call, data.Items);
        if (features.Count == 0) throw new UsageException("give the vectors that ids are made of: --features NAME=FILE.");
        if (features.Count > 1 && call.Value(_method) == KMeans) throw new UsageException($"{KMeans} takes one kind of vectors; {Vae} joins several.");

        string?[]? labels = column is null ? null : [.. column.Select((label, item) => features.Any(kind => kind.IsKnown(item)) ? label : null)]; // who has no vector cannot be told apart by one
        RqVae? vae = null;
        float[] vectors = features[0].ToArray();
        SemanticIdTable before, ids;
        using (var progress = new ProgressReporter(call.Terminal))
        {
            if (call.Value(_method) == KMeans) (ids, before) = SemanticIdTable.Of(vectors, features[0].Width, codes, call.Seed, call.Threads);
            else
            {
                vae = RqVae.Fit(features, codes, network, new FitContext { Seed = call.Seed, Threads = call.Threads, Progress = progress, Cancellation = call.Cancellation });
                vectors = vae.Encode(features);
                before = new SemanticIdTable(vae.Codebooks, vae.Codebooks.Encode(vectors, call.Threads));
                ids = codes.Repair ? before.Repaired(call.Seed) : before;
            }
        }
        JsonObject figures = Figures(ids, before, vectors, labels);
        var card = new JsonObject
        {
            ["method"] = call.Value(_method),
            ["features"] = new JsonArray([.. features.Select(kind => (JsonNode)kind.Name)]),
            ["options"] = new JsonObject(OptionsBinder.ToSettings(codes).Concat(vae is null ? [] : OptionsBinder.ToSettings(network)).Select(setting => KeyValuePair.Create<string, JsonNode?>(setting.Key, setting.Value))),
            ["seed"] = call.Seed.ToString(CultureInfo.InvariantCulture),
            ["figures"] = figures.DeepClone(),
        };
        SemanticIdFolder.Write(folder, data.Items.Items, ids, card, vae?.ToTensors() ?? []);
        if (call.Json) call.Terminal.Document(new JsonObject { ["folder"] = folder, ["items"] = ids.Count, ["figures"] = figures });
        else
        {
            call.Terminal.Line($"{folder}: {codes.Levels} codes of {codes.Codes} for {ids.Count:N0} items, by {call.Value(_method)}.");
            call.Terminal.Table(["", "#"], figures.Select(figure => (string[])[figure.Key, figure.Value!.GetValue<double>().ToString("0.0000", CultureInfo.InvariantCulture)]));
        }
        return Task.FromResult(CommandLine.Done);
    }

    /// <summary>What was set, shared out over the ids and the network.</summary>
    private (SemanticIdOptions Codes, RqVaeOptions Network) Settings(Invocation call)
    {
        Dictionary<string, string> settings = _settings.Read(call);
        string[] names = [.. OptionsBinder.Describe(new SemanticIdOptions()).Select(option => option.Name)];
        bool trained = call.Value(_method) == Vae;
        return UsageException.Unless(() =>
        {
            var network = new RqVaeOptions();
            string[] others = trained ? [.. OptionsBinder.Describe(network).Select(option => option.Name)] : [];
            if (settings.Keys.FirstOrDefault(name => !names.Contains(name) && !others.Contains(name)) is { } unknown) throw CiceroneException.UnknownName($"option of {call.Value(_method)}", unknown, names.Concat(others));
            return (OptionsBinder.Bind<SemanticIdOptions>(settings.Where(setting => names.Contains(setting.Key)).ToDictionary(), KMeans),
                OptionsBinder.Apply(network, settings.Where(setting => others.Contains(setting.Key)).ToDictionary(), Vae));
        });
    }

    private static JsonObject Figures(SemanticIdTable ids, SemanticIdTable before, ReadOnlySpan<float> vectors, IReadOnlyList<string?>? labels)
    {
        var figures = new JsonObject { ["error"] = before.Error(vectors), ["collisions before repair"] = before.CollisionRate(), ["collisions"] = ids.CollisionRate() };
        for (int level = 0; level < ids.Codebooks.Levels; level++) figures[$"perplexity of code {level + 1}"] = before.Perplexity(level);
        if (labels is not null) figures["purity of code 1"] = ids.Purity(labels);
        return figures;
    }
}
