using System.Globalization;
using Cicerone.Data.Formats.TencentGr;

namespace Cicerone.Simulation;

/// <summary>
/// Writes an <see cref="AdMarket"/> in the files of TencentGR. Beside them, in <c>truth/</c>, what no model may see: the answers, and what each advertisement is of.
/// </summary>
public static class AdMarketFiles
{
    /// <summary>Writes the files.</summary>
    /// <param name="options">The market.</param>
    /// <param name="folder">Where to; made when needed.</param>
    /// <param name="layout">Which files; null writes the contest's.</param>
    /// <param name="progress">Told the share done.</param>
    /// <param name="cancellation">Stops the writing.</param>
    /// <returns>How many events were written.</returns>
    public static long Write(AdMarketOptions options, string folder, AdLayout? layout = null, IProgress<double>? progress = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        var data = new AdMarketData(options, cancellation);
        WriteTruth(data, Directory.CreateDirectory(Path.Combine(folder, "truth")).FullName);
        return (layout ?? AdLayouts.Contest).Write(data, folder, progress, cancellation);
    }

    /// <summary>What a person is to be shown next: the last advertisement that they clicked or that led to a conversion; null when there is none.</summary>
    /// <param name="events">All events of a person.</param>
    /// <param name="conversionFirst">Whether the last conversion comes before the last click.</param>
    public static AdMarketEvent? TargetOf(IReadOnlyList<AdMarketEvent> events, bool conversionFirst)
    {
        AdMarketEvent? last = null;
        foreach (AdMarketEvent one in events)
            if (one.Action != AdAction.Exposure && !(conversionFirst && last?.Action == AdAction.Conversion && one.Action == AdAction.Click)) last = one;
        return last;
    }

    private static void WriteTruth(AdMarketData data, string folder)
    {
        using StreamWriter ads = File.CreateText(Path.Combine(folder, "ads.csv")), answers = File.CreateText(Path.Combine(folder, "answers.csv"));
        ads.WriteLine("creative_id,topic,start,end,popularity,cold");
        for (int ad = 0; ad < data.Market.ItemCount; ad++)
        {
            Ad one = data.Market[ad];
            ads.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{AdMarketData.CreativeId(ad)},{one.Topic},{one.Start},{one.End},{data.Market.Popularity(ad)},{one.IsCold}"));
        }
        answers.WriteLine("user,creative_id,action,time,wanted");
        foreach ((int user, AdMarketEvent target) in data.Asked())
            answers.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{AdMarketData.UserId(user)},{AdMarketData.CreativeId(target.Ad)},{(int)target.Action},{target.Time},{target.Wanted}"));
    }
}
