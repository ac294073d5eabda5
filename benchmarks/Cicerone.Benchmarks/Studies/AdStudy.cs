using Cicerone.Simulation;

namespace Cicerone.Benchmarks.Studies;

/// <summary>
/// <c>tencentgr FOLDER [SEED …]</c>: the rows of docs/methods/tencentgr.md, on markets of 1,500 people and 4,000 advertisements, one a seed; the seed is the
/// fits' too. People of all markets are pooled. Each row is told as soon as it is there; the study can be stopped and called again.
/// </summary>
internal static class AdStudy
{
    public static void Run(string[] arguments)
    {
        int[] seeds = Study.Seeds(arguments, 1, 1, 2);
        AdWorld[] worlds = [.. seeds.Select(seed => AdWorld.Of(arguments[0], "market", AdArms.Market, seed))];
        foreach (AdWorld world in worlds) Console.WriteLine($"{world.Data.Market.ItemCount} advertisements are ranked, SHA-256 {world.Study.Items.CandidatesSha256()}; target in history, unfiltered: {world.TargetInHistory():0.0%}");
        var rows = new AdRows("the market", worlds);
        rows.Add(AdArms.Best);
        rows.Add("random", world => world.Test(new Arm("random", "random")));
        rows.Add("popularity", world => world.Truth.Popularity());
        rows.Add("active-day popularity", world => world.Truth.Active());
        rows.Add("near-oracle", world => world.Truth.NearOracle());
        rows.Add("without history filter", world => world.Again(AdArms.Best, world.Data.Split.Rules with { Mask = [] }));
        rows.Add("action not told", world => world.Again(AdArms.Best, world.Data.Split.Rules with { TellsAction = false }));
        rows.Add("cold candidates left out", world => world.Warm(AdArms.Best));
        rows.Add("queries dealt out", world => world.DealtOut(AdArms.Best));
        foreach (Arm arm in AdArms.All) rows.Add(arm);
        rows.Compare(AdArms.Baseline.Name, "active-day popularity");
        foreach ((string name, AdMarketOptions options, Arm with, Arm without) in AdArms.Twins)
        {
            rows.Compare(with.Name, without.Name);
            RunTwin(arguments[0], name, options, with, without, seeds);
        }
        RunSecondRound(arguments[0], seeds);
    }

    /// <summary>In a world without a signal, what lives on it must have less to gain.</summary>
    private static void RunTwin(string folder, string name, AdMarketOptions options, Arm with, Arm without, int[] seeds)
    {
        AdWorld[] worlds = [.. seeds.Select(seed => AdWorld.Of(folder, name, options, seed))];
        var rows = new AdRows($"a twin: {name}", worlds);
        rows.Add(with);
        rows.Add(without);
        rows.Add("near-oracle", world => world.Truth.NearOracle());
    }

    private static void RunSecondRound(string folder, int[] seeds)
    {
        AdWorld[] worlds = [.. seeds.Select(seed => AdWorld.Of(folder, "second-round", AdArms.Market with { Conversions = true }, seed))];
        var rows = new AdRows("the second round, with conversions", worlds);
        foreach (Arm arm in AdArms.SecondRound) rows.Add(arm);
        rows.Add("active-day popularity", world => world.Truth.Active());
        rows.Add("near-oracle", world => world.Truth.NearOracle());
        rows.Add("action not told", world => world.Again(AdArms.Best, world.Data.Split.Rules with { TellsAction = false }));
    }
}
