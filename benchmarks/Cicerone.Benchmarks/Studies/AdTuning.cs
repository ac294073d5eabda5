namespace Cicerone.Benchmarks.Studies;

/// <summary>
/// <c>tencentgr-tune SEED SETTINGS …</c>: what settings of <c>tencentgr</c> earn on the validation people of a market, such as <c>"epochs=12 width=96"</c>. The settings of
/// the study were chosen by it on a market that is not the study's.
/// </summary>
internal static class AdTuning
{
    public static void Run(string[] arguments)
    {
        var world = AdWorld.Of("", "tuning", AdArms.Market, Study.Number(arguments, 0, 9));
        foreach (string settings in arguments.Skip(1)) world.Tune(new Arm("tuned", "tencentgr", settings));
    }
}
