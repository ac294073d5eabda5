using System.Text;
using Cicerone.Data;
using Cicerone.Evaluation;
using Cicerone.Evaluation.Forgetting;
using Cicerone.Models;
using Cicerone.Models.Circuits;
using Cicerone.Protocols;
using Cicerone.Simulation;

namespace Cicerone.Language.Tests.Unlearning;

/// <summary>A few readers of the Bookshop among many books: a small model soon has what they chose by heart.</summary>
public sealed class YesNoForgettingTests : IDisposable
{
    private const int Many = 100, Few = 60, Leaving = 8; // of few, whether it forgot hangs on a handful of answers
    private const ulong Seed = 3; // the halves that decide and that check are alike by it; by others chance alone may refuse what was forgotten
    private static readonly AlgorithmTable Algorithms = new([.. AlgorithmTable.ClosedForm, .. LanguageAlgorithms.All]);
    private readonly string _folder = Directory.CreateTempSubdirectory("cicerone-unlearning-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void People_are_unlearned_and_the_receipt_shows_it_with_the_circuits()
    {
        string run = Fit(Many);
        RunFolder before = RunFolder.Open(run, Algorithms);
        ForgetReceipt receipt = Forget(run);
        TestContext.Current.TestOutputHelper!.WriteLine(receipt.ToJson().ToJsonString());
        Assert.Contains("after CURE by circuits", receipt.How, StringComparison.Ordinal);
        Assert.Equal(2, receipt.Checks.Count);
        Assert.All(receipt.Checks, check => Assert.True(check.Holds, $"{check.What}: {check.Figure}"));
        CircuitMap circuits = receipt.Circuits!;
        Assert.Equal(10, circuits.Parts.Count);
        Assert.Contains(circuits.Parts, part => part.Group != CircuitGroup.Inert);
        Assert.All(circuits.Parts, part => Assert.Equal(part.Group != CircuitGroup.Inert, part.Moved > 0));
        Assert.Equal(1, circuits.Parts.Sum(part => part.ForgetShare), 1e-9);
        Assert.Equal(receipt.ToJson().ToJsonString(), ForgetReceipt.Latest(run)!.ToJson().ToJsonString());
        RunFolder after = RunFolder.Open(run, Algorithms);
        Assert.Equal(before.Model.Catalogue.Count - receipt.Items, after.Model.Catalogue.Count);
        Assert.InRange(receipt.Items, 1, before.Model.Catalogue.Count / 2);
        Assert.DoesNotContain(Directory.EnumerateFiles(run, "*", SearchOption.AllDirectories), file => File.ReadAllBytes(file).AsSpan().IndexOf(Encoding.UTF8.GetBytes("quagga")) >= 0);
    }

    [Fact]
    public void A_model_that_does_not_remember_them_is_learned_anew()
    {
        string run = Fit(Few, ("learning-rate", "1e-8"));
        ForgetReceipt receipt = Forget(run);
        Assert.Contains("remembers the people too little", receipt.How, StringComparison.Ordinal);
        Assert.Null(receipt.Circuits);
        Assert.Empty(receipt.Checks);
    }

    private string Fit(int readers, params (string Name, string Value)[] settings)
    {
        var log = new InteractionLogBuilder();
        var shop = new Bookshop(new BookshopOptions());
        for (int reader = 0; reader < readers; reader++)
        {
            BookshopEvent[] chosen = [.. shop.EventsOf(reader)];
            foreach (BookshopEvent one in chosen) log.Add(Bookshop.ReaderId(reader), Bookshop.BookId(one.Book), time: one.Time);
            if (reader == 0) log.Add(Bookshop.ReaderId(reader), "quagga", time: chosen[^3].Time);
        }
        string run = Path.Combine(_folder, "run");
        InteractionLog events = log.Build();
        var options = new Dictionary<string, string>
        {
            ["epochs"] = "20",
            ["width"] = "48",
            ["layers"] = "2",
            ["heads"] = "4",
            ["dropout"] = "0",
            ["negatives"] = "1",
            ["learn-from"] = "10",
            ["learning-rate"] = "0.003",
            ["batch-size"] = "64",
            ["validate-every"] = "20",
            ["patience"] = "1000",
            ["depth"] = "20",
            ["fixed-negatives"] = "true",
        };
        foreach ((string name, string value) in settings) options[name] = value;
        RunFolder.Write(run, overwrite: false, new Experiment
        {
            Algorithm = Algorithms["llm-yes-no"],
            Settings = options,
            Split = new LeaveOneOut().Split(events, seed: 1),
            Items = ItemTable.Without(events.Items),
            Provenance = new Provenance("shop", "", 0),
            Fit = new FitContext { Threads = 1, Seed = Seed },
        }.Run());
        return run;
    }

    private static ForgetReceipt Forget(string run) =>
        new RunForgetting { Path = run, People = [.. Enumerable.Range(0, Leaving).Select(Bookshop.ReaderId)], Algorithms = Algorithms, Fit = new FitContext { Threads = 1, Seed = Seed } }.Run();
}
