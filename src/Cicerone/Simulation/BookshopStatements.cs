namespace Cicerone.Simulation;

/// <summary>Everything that reviews of the <see cref="Bookshop"/> can state: the clusters that paraphrases of a statement belong to.</summary>
public static class BookshopStatements
{
    /// <summary>The statements, opposite ones beside each other.</summary>
    public static IReadOnlyList<GoldStatement> All { get; } = [.. Make()];

    /// <summary>What readers care about, by name: an aspect, a number of things, a purpose or a use.</summary>
    public static IReadOnlyList<string> Topics { get; } = [.. All.Select(statement => statement.Topic).Distinct()];

    /// <summary>
    /// Pairs of statements that are told in nearly the same words and must not be merged: opposites, the two halves of a book, numbers, purposes.
    /// </summary>
    public static IEnumerable<(GoldStatement One, GoldStatement Other)> NearPairs() =>
        from one in All
        from other in All
        where one.Id < other.Id && one.Topic == other.Topic && (one.Quality == other.Quality ? one.Scope != other.Scope : one.Scope == other.Scope && one.Quality / 2 == other.Quality / 2)
        select (one, other);

    private static IEnumerable<GoldStatement> Make()
    {
        int id = 0;
        foreach (BookshopReviewWords.Aspect aspect in BookshopReviewWords.Aspects)
            for (int quality = 0; quality < aspect.Qualities.Length; quality++)
                foreach (string scope in aspect.IsScoped ? BookshopReviewWords.Scopes : [""])
                    for (int side = 0; side < 2; side++)
                    {
                        BookshopReviewWords.Side told = side == 0 ? aspect.Qualities[quality].One : aspect.Qualities[quality].Other;
                        string verb = aspect.IsPlural ? "are" : "is";
                        yield return new GoldStatement(id++, aspect.Name, 2 * quality + side, scope, told.Sentiment, $"the product's {aspect.Name} {verb} {told.Name}{(scope.Length == 0 ? "" : " " + scope)}");
                    }
        foreach ((string thing, int[] numbers) in BookshopReviewWords.Counted)
            foreach (int number in numbers) yield return new GoldStatement(id++, thing, 0, $"{number}", 0, $"the product has {number} {thing}");
        for (int purpose = 0; purpose < BookshopReviewWords.Purposes.Length; purpose++)
            foreach (string told in (string[])[BookshopReviewWords.Purposes[purpose].One, BookshopReviewWords.Purposes[purpose].Other])
                yield return new GoldStatement(id++, "purpose", 2 * purpose, told, 1, $"the product is suitable for {told}");
        for (int use = 0; use < BookshopReviewWords.Uses.Length; use++)
            for (int side = 0; side < 2; side++)
                yield return new GoldStatement(id++, "use", 2 * use + side, BookshopReviewWords.Uses[use], side == 0 ? 1 : -1, $"the product is {(side == 0 ? "easy" : "hard")} to {BookshopReviewWords.Uses[use]}");
    }
}

/// <summary>A statement that reviews of the <see cref="Bookshop"/> can make, however they word it.</summary>
/// <param name="Id">Its index.</param>
/// <param name="Topic">What it is about.</param>
/// <param name="Quality">Which quality of it; those of 2n and 2n + 1 are opposites.</param>
/// <param name="Scope">The half of the book that it is told of, the number, the purpose or the use; may be empty.</param>
/// <param name="Sentiment">1, 0 or −1.</param>
/// <param name="Text">It in the usual words.</param>
public sealed record GoldStatement(int Id, string Topic, int Quality, string Scope, int Sentiment, string Text);
