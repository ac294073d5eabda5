namespace Cicerone.Simulation;

/// <summary>Who wrote which book: authors keep to one genre, and those with four books or more begin with a series of four.</summary>
internal sealed class BookshopWriters
{
    private const int SeriesLength = 4, MostBooks = 15;
    private const ulong Parts = 1UL << 40;
    private readonly int[] _author, _volume; // by book; volume 0: stands alone
    private readonly int[] _firstBook; // by author: each author's books lie together

    public BookshopWriters(int books, ulong seed)
    {
        (_author, _volume) = (new int[books], new int[books]);
        int longest = Math.Min(MostBooks, books / BookshopWords.Genres.Count); // so that every genre has an author
        var firstBook = new List<int>();
        for (int book = 0; book < books;)
        {
            int written = Math.Min(1 + RandomSource.For(seed, Parts + (ulong)firstBook.Count).NextInt(longest), books - book);
            for (int i = 0; i < written; i++)
                (_author[book + i], _volume[book + i]) = (firstBook.Count, written >= SeriesLength && i < SeriesLength ? i + 1 : 0);
            firstBook.Add(book);
            book += written;
        }
        _firstBook = [.. firstBook];
    }

    /// <summary>Author of a book.</summary>
    public int AuthorOf(int book) => _author[book];

    /// <summary>Place of a book in its series, from 1; 0 when it stands alone.</summary>
    public int VolumeOf(int book) => _volume[book];

    /// <summary>Genre of a book: genres go round the authors, so that even the smallest shop has some of each.</summary>
    public int GenreOf(int book) => _author[book] % BookshopWords.Genres.Count;

    /// <summary>The first volume of a book's series; the book itself when it stands alone.</summary>
    public int Beginning(int book) => _volume[book] > 1 ? book - _volume[book] + 1 : book;

    /// <summary>The next volume of a book's series; −1 when there is none.</summary>
    public int Sequel(int book) =>
        _volume[book] > 0 && book + 1 < _author.Length && _author[book + 1] == _author[book] && _volume[book + 1] == _volume[book] + 1 ? book + 1 : -1;

    /// <summary>Another book of the same author, or the same one.</summary>
    public int SameAuthor(RandomSource random, int book)
    {
        int author = _author[book], end = author + 1 < _firstBook.Length ? _firstBook[author + 1] : _author.Length;
        return _firstBook[author] + random.NextInt(end - _firstBook[author]);
    }
}
