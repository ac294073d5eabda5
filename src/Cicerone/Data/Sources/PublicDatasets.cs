namespace Cicerone.Data.Sources;

/// <summary>The data sets whose public homes are known. Nothing of them is part of this library.</summary>
public static class PublicDatasets
{
    private const string GroupLens = "Research use, no redistribution, no commercial use without permission (GroupLens).";
    private const string Amazon = "Research use; cite the authors (McAuley Lab, UCSD).";

    /// <summary>Every known set: adding one adds one line here.</summary>
    public static IReadOnlyList<PublicDataset> All { get; } =
    [
        Of("ml-100k", "MovieLens 100K: 100,000 ratings of 1,682 films by 943 people, with times.", GroupLens, "https://files.grouplens.org/datasets/movielens/ml-100k.zip"),
        Of("ml-1m", "MovieLens 1M: 1,000,209 ratings of 3,706 films by 6,040 people, with times.", GroupLens, "https://files.grouplens.org/datasets/movielens/ml-1m.zip"),
        Of("ml-10m", "MovieLens 10M: ten million ratings, with times and tags.", GroupLens, "https://files.grouplens.org/datasets/movielens/ml-10m.zip"),
        Of("ml-20m", "MovieLens 20M: twenty million ratings, with times and tags.", GroupLens, "https://files.grouplens.org/datasets/movielens/ml-20m.zip"),
        Of("ml-25m", "MovieLens 25M: twenty-five million ratings, with times and tags.", GroupLens, "https://files.grouplens.org/datasets/movielens/ml-25m.zip"),
        Of("ml-32m", "MovieLens 32M: thirty-two million ratings, with times and tags.", GroupLens, "https://files.grouplens.org/datasets/movielens/ml-32m.zip"),
        Of("ml-latest-small", "MovieLens latest, small: about 100,000 ratings, with times and tags; it changes over time.", GroupLens, "https://files.grouplens.org/datasets/movielens/ml-latest-small.zip"),
        Of("lastfm-hetrec", "Last.fm (HetRec 2011): play counts of 17,632 artists by 1,892 people, with friends and tags.", "Research use; cite HetRec 2011.", "https://files.grouplens.org/datasets/hetrec2011/hetrec2011-lastfm-2k.zip"),
        Of("delicious-hetrec", "Delicious (HetRec 2011): bookmarks and tags of 1,867 people.", "Research use; cite HetRec 2011.", "https://files.grouplens.org/datasets/hetrec2011/hetrec2011-delicious-2k.zip"),
        Of("gowalla-checkins", "Gowalla: 6.4 million check-ins of 107,092 people, with times and places.", "Research use; cite Cho, Myers and Leskovec, KDD 2011 (SNAP).", "https://snap.stanford.edu/data/loc-gowalla_totalCheckins.txt.gz"),
        Of("amazon-beauty-2014", "Amazon Reviews 2014, Beauty, 5-core: 198,502 reviews, JSON lines.", Amazon, "https://snap.stanford.edu/data/amazon/productGraph/categoryFiles/reviews_Beauty_5.json.gz"),
        Of("amazon-toys-2014", "Amazon Reviews 2014, Toys and Games, 5-core: 167,597 reviews, JSON lines.", Amazon, "https://snap.stanford.edu/data/amazon/productGraph/categoryFiles/reviews_Toys_and_Games_5.json.gz"),
        Of("amazon-sports-2014", "Amazon Reviews 2014, Sports and Outdoors, 5-core: 296,337 reviews, JSON lines.", Amazon, "https://snap.stanford.edu/data/amazon/productGraph/categoryFiles/reviews_Sports_and_Outdoors_5.json.gz"),
        Of("amazon-games-2014", "Amazon Reviews 2014, Video Games, 5-core: 231,780 reviews, JSON lines.", Amazon, "https://snap.stanford.edu/data/amazon/productGraph/categoryFiles/reviews_Video_Games_5.json.gz"),
        Of("filmtrust", "FilmTrust: 35,497 ratings of films by 1,508 people, with trust.", "Research use; cite Guo, Zhang and Yorke-Smith, IJCAI 2013.", "https://guoguibing.github.io/librec/datasets/filmtrust.zip"),
    ];

    /// <summary>The set of a name.</summary>
    /// <exception cref="CiceroneException">There is none; the message names the nearest.</exception>
    public static PublicDataset Named(string name) =>
        All.FirstOrDefault(set => set.Name == name) ?? throw CiceroneException.UnknownName("data set", name, All.Select(set => set.Name));

    private static PublicDataset Of(string name, string summary, string terms, string address) => new(name, summary, terms, new Uri(address));
}
