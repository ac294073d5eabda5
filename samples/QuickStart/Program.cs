// Learns from a log, keeps the run, and answers from a host: what a product does with Cicerone.
// From the root of the repository:
//   dotnet pack src/Cicerone -c Release -o artifacts/packages
//   dotnet run --project samples/QuickStart -p:RestoreAdditionalProjectSources=$PWD/artifacts/packages
using Cicerone.Data;
using Cicerone.Evaluation;
using Cicerone.Hosting;
using Cicerone.Models;
using Cicerone.Protocols;

// 1. Events: who chose what, oldest first.
var events = new InteractionLogBuilder();
foreach (string line in (string[])
[
    "ann Persuasion Middlemarch Villette Emma Cranford", "bob Middlemarch Emma Persuasion Shirley Villette",
    "eve Emma Cranford Middlemarch Villette Shirley", "fay Villette Shirley Cranford Persuasion Emma",
    "cleo Dune Solaris Ubik Hyperion Kindred", "dan Solaris Hyperion Dune Neuromancer Ubik",
    "gus Ubik Neuromancer Kindred Dune Solaris", "hal Hyperion Kindred Dune Ubik Neuromancer",
])
    foreach (string book in line.Split(' ').Skip(1)) events.Add(line.Split(' ')[0], book);
InteractionLog log = events.Build();

// 2. Fit, test once beside the baselines, and keep the run.
ExperimentResult result = new Experiment
{
    Algorithm = new AlgorithmTable(AlgorithmTable.ClosedForm)["ease"],
    Settings = new Dictionary<string, string> { ["regularisation"] = "1" },
    Split = new LeaveOneOut().Split(log, seed: 1),
    Items = ItemTable.Without(log.Items),
    Provenance = new Provenance("eight readers", "", 0),
}.Run();
Console.WriteLine($"ndcg@10 on each reader's last book: {result.Test.Means["ndcg@10"]:0.0000}");
string run = Path.Combine(Directory.CreateTempSubdirectory("quickstart-").FullName, "run");
RunFolder.Write(run, overwrite: false, result);

// 3. In a host, the run's recommender comes by injection.
WebApplicationBuilder builder = WebApplication.CreateBuilder(args);
builder.Services.AddCicerone(run);
await using WebApplication app = builder.Build();
var recommender = app.Services.GetRequiredService<Recommender>();

// 4. Recommend to someone who was never in the data, and say why.
foreach (Recommendation book in recommender.Recommend(new RecommendationRequest(["Dune", "Ubik"]) { Count = 3, Reasons = 5 }).Items)
{
    Console.WriteLine($"{book.Title}  {book.Score:0.0000}");
    foreach (Reason reason in book.Reasons) Console.WriteLine($"  {reason.Contribution:+0.0000;-0.0000;0.0000}  {reason.Text}");
}
Directory.Delete(Path.GetDirectoryName(run)!, recursive: true);
