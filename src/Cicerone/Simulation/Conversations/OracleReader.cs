using Cicerone.Conversations;

namespace Cicerone.Simulation.Conversations;

/// <summary>
/// A seeker of the Bookshop who knows the book they want and never names it: they answer what is asked of it, and else say of the first
/// book of the list what is wrong with it, one thing a turn. No method may learn from them: they judge.
/// </summary>
/// <param name="seekers">The world.</param>
/// <param name="seeker">Who it is.</param>
public sealed class OracleReader(BookshopSeekers seekers, BookshopSeeker seeker) : ISimulatedPerson
{
    private readonly Book _target = seekers.Shop.Book(seeker.Target);
    private readonly HashSet<string> _told = [];

    /// <inheritdoc/>
    public string Open() => seekers.Opening(seeker);

    /// <inheritdoc/>
    public string? Respond(Reply reply)
    {
        ArgumentNullException.ThrowIfNull(reply);
        if (reply.Items.Any(item => item.Item == _target.Id)) return null;
        if (reply.Asked is { } asked && TruthOf(asked.Column) is { } truth && _told.Add(asked.Column)) return $"{truth}.";
        return reply.Items.Count == 0 ? "Something else." : Criticise(BookOf(reply.Items[0].Item));
    }

    private string Criticise(Book first)
    {
        if (first.Genre != _target.Genre && _told.Add("genre")) return $"No {first.Genre.ToLowerInvariant()}, rather {_target.Genre.ToLowerInvariant()}.";
        if (first.Mood != _target.Mood && _told.Add("mood")) return $"Not so {first.Mood}, rather {_target.Mood}.";
        foreach (string theme in _target.Themes)
            if (!first.Themes.Contains(theme) && _told.Add(theme)) return $"Something about {theme}.";
        return "Something else.";
    }

    private string? TruthOf(string column) => column switch { "genre" => _target.Genre.ToLowerInvariant(), "mood" => _target.Mood, _ => null };

    private Book BookOf(string id) => seekers.Shop.Book(int.Parse(id.AsSpan("book-".Length)) - 1);
}
