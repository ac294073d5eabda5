namespace Cicerone.Simulation;

/// <summary>Draws advertisements by their popularity: those of a topic, or any, that run at a time.</summary>
internal sealed class AdShelves
{
    private const int MostTries = 400;
    private readonly AdTable _ads;
    private readonly Shelf _all;
    private readonly Shelf[] _ofTopic;

    public AdShelves(AdTable ads)
    {
        _ads = ads;
        _all = new Shelf([.. Enumerable.Range(0, ads.Count)], ads);
        _ofTopic = [.. Enumerable.Range(0, AdMarket.Topics).Select(topic => new Shelf([.. Enumerable.Range(0, ads.Count).Where(ad => ads.Topic(ad) == topic)], ads))];
    }

    /// <summary>One that runs at a time, in days; −1 when none was found.</summary>
    /// <param name="random">Chance.</param>
    /// <param name="topic">Of which topic; −1 for any.</param>
    /// <param name="day">When.</param>
    /// <param name="mayBeCold">Whether it may be one that training people never meet.</param>
    public int Draw(RandomSource random, int topic, double day, bool mayBeCold)
    {
        Shelf shelf = topic < 0 ? _all : _ofTopic[topic];
        for (int tries = 0; tries < MostTries && shelf.Count > 0; tries++)
        {
            int ad = shelf.Draw(random);
            if (_ads.Runs(ad, day) && (mayBeCold || !_ads.IsCold(ad))) return ad;
        }
        return -1;
    }

    private sealed class Shelf
    {
        private readonly int[] _ads;
        private readonly double[] _upTo;

        public Shelf(int[] ads, AdTable table)
        {
            (_ads, _upTo) = (ads, new double[ads.Length]);
            double sum = 0;
            for (int i = 0; i < ads.Length; i++) _upTo[i] = sum += table.Popularity(ads[i]);
        }

        public int Count => _ads.Length;

        public int Draw(RandomSource random)
        {
            int place = Array.BinarySearch(_upTo, random.NextDouble() * _upTo[^1]);
            return _ads[Math.Min(place < 0 ? ~place : place + 1, _ads.Length - 1)];
        }
    }
}
