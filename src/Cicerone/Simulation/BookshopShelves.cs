namespace Cicerone.Simulation;

/// <summary>
/// The books of each genre in an order of popularity drawn by chance, a new one after each break; the weight of a place falls
/// as Zipf's law has it.
/// </summary>
internal sealed class BookshopShelves
{
    private readonly int[][][] _shelf; // era, genre, place
    private readonly double[][] _reach; // genre: cumulative popularity along a shelf

    public BookshopShelves(IReadOnlyList<int> genreOfBook, int eras, ulong seed)
    {
        int genres = BookshopWords.Genres.Count;
        int[][] books = [.. Enumerable.Range(0, genres).Select(genre => Enumerable.Range(0, genreOfBook.Count).Where(book => genreOfBook[book] == genre).ToArray())];
        _shelf = new int[eras][][];
        for (int era = 0; era < eras; era++)
        {
            _shelf[era] = [.. books.Select(shelf => (int[])shelf.Clone())];
            for (int genre = 0; genre < genres; genre++) RandomSource.For(seed, (ulong)(era * genres + genre)).Shuffle(_shelf[era][genre].AsSpan());
        }
        _reach = [.. books.Select(shelf => Reach(shelf.Length))];
    }

    /// <summary>How many books a genre has.</summary>
    public int Count(int genre) => _reach[genre].Length;

    /// <summary>A book of a genre, popular ones more often.</summary>
    public int Pick(RandomSource random, int genre, int era)
    {
        double[] reach = _reach[genre];
        int place = Array.BinarySearch(reach, random.NextDouble() * reach[^1]);
        return _shelf[era][genre][Math.Min(place < 0 ? ~place : place + 1, reach.Length - 1)];
    }

    private static double[] Reach(int places)
    {
        double[] reach = new double[places];
        double sum = 0;
        for (int place = 0; place < places; place++) reach[place] = sum += 1.0 / (place + 2);
        return reach;
    }
}
