using Cicerone.Conversations;

namespace Cicerone.Simulation.Conversations;

/// <summary>
/// A seeker of the Bookshop who knows the book they want and never names it: they answer what is asked of it, and else say of the first
/// book of the list what is wrong with it, one thing a turn. No method may learn from them: they judge.
/// </summary>
/// <param name="seekers">The world.</param>
/// <param name="seeker">Who it is.</param>
/// <param name="biased">Share of what they ask for, 0 to 1, that is something else than they want.</param>
public sealed class OracleReader(BookshopSeekers seekers, BookshopSeeker seeker, double biased = 0) : ISimulatedPerson
{
    private readonly RandomSource _random = RandomSource.For(RandomSource.Hash(seeker.Id), part: 1);
    private readonly Book _target = seekers.Shop.Book(seeker.Target);
    private readonly HashSet<string> _told = [];

    /// <inheritdoc/>
    public string Open() => seekers.Opening(seeker);

    /// <inheritdoc/>
    public string? Respond(Reply reply)
    {
        ArgumentNullException.ThrowIfNull(reply);
        if (reply.Items.Any(item => item.Item == _target.Id)) return null;
        if (reply.Asked is { } asked && WishOf(asked.Column) is { } wish && _told.Add(asked.Column)) return $"{wish}.";
        return reply.Items.Count == 0 ? "Something else." : Criticise(BookOf(reply.Items[0].Item));
    }

    private string Criticise(Book first)
    {
        if (first.Genre != _target.Genre && _told.Add("genre")) return $"No {first.Genre.ToLowerInvariant()}, rather {WishOf("genre")}.";
        if (first.Mood != _target.Mood && _told.Add("mood")) return $"Not so {first.Mood}, rather {WishOf("mood")}.";
        foreach (string theme in _target.Themes)
            if (!first.Themes.Contains(theme) && _told.Add(theme)) return $"Something about {Wished(theme, [.. AnyBook().Themes])}.";
        return "Something else.";
    }

    /// <summary>What is asked for in a column.</summary>
    private string? WishOf(string column) => column switch { "genre" => Wished(_target.Genre, BookshopWords.Genres).ToLowerInvariant(), "mood" => Wished(_target.Mood, BookshopWords.Moods), _ => null };

    /// <summary>The truth, or another value in a share of the cases.</summary>
    private string Wished(string truth, IReadOnlyList<string> values) => biased > 0 && _random.NextDouble() < biased ? values.Where(value => value != truth).ElementAt(_random.NextInt(values.Count(value => value != truth))) : truth;

    private Book AnyBook() => seekers.Shop.Book(biased > 0 ? _random.NextInt(seekers.Shop.BookCount) : seeker.Target);

    private Book BookOf(string id) => seekers.Shop.Book(int.Parse(id.AsSpan("book-".Length)) - 1);
}
