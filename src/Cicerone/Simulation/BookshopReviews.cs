using System.Text;
using Cicerone.Data.Reviews;

namespace Cicerone.Simulation;

/// <summary>
/// What readers of a <see cref="Bookshop"/> write. Some things are true of a book and stand out in it; a reader tells what they care
/// about: the chance of a statement is proportional to exp(a · interest + b · salience + c · log popularity). Each review is made on its own from the seed.
/// </summary>
public sealed class BookshopReviews
{
    private const ulong ReviewParts = 7UL << 40, InterestParts = 8UL << 40, SalienceParts = 9UL << 40, CommonParts = 10UL << 40;
    private const int MostStatements = 4;
    private static readonly IReadOnlyList<GoldStatement> All = BookshopStatements.All;

    private readonly Bookshop _shop;
    private readonly ulong _seed;
    private readonly BookshopReviewOptions _options;
    private readonly double[] _common; // logarithm of how common each statement is

    /// <summary>The reviews of a shop.</summary>
    /// <param name="shop">The shop.</param>
    /// <param name="options">How they are written.</param>
    /// <param name="seed">Decides what is left to chance.</param>
    public BookshopReviews(Bookshop shop, BookshopReviewOptions options, ulong seed = 1)
    {
        ArgumentNullException.ThrowIfNull(shop);
        ArgumentNullException.ThrowIfNull(options);
        (_shop, _options, _seed) = (shop, options, seed);
        var random = RandomSource.For(seed, CommonParts);
        _common = [.. All.Select(_ => random.NextNormal())];
    }

    /// <summary>How much a reader cares about each of <see cref="BookshopStatements.Topics"/>: the truth.</summary>
    public double[] InterestsOf(int reader)
    {
        var random = RandomSource.For(_seed, InterestParts + (ulong)reader);
        return [.. BookshopStatements.Topics.Select(_ => random.NextNormal())];
    }

    /// <summary>How much each statement stands out in a book: the truth. Of opposites one is true; what is not has no place, and is not a number.</summary>
    public double[] SalienceOf(int book)
    {
        var random = RandomSource.For(_seed, SalienceParts + (ulong)book);
        double[] salience = [.. All.Select(_ => random.NextNormal())];
        foreach (IGrouping<(string, int), GoldStatement> facet in All.GroupBy(statement => (statement.Topic, statement.Quality / 2)))
        {
            bool whole = random.NextInt(2) == 0; // else its halves are told apart
            foreach (IGrouping<string, GoldStatement> choice in facet.GroupBy(statement => IsScoped(statement) || statement.Topic == "use" ? statement.Scope : ""))
            {
                GoldStatement[] sides = [.. choice];
                int kept = random.NextInt(sides.Length);
                for (int side = 0; side < sides.Length; side++)
                    if (side != kept || (IsScoped(sides[side]) && facet.Count() > 2 && whole != (sides[side].Scope.Length == 0))) salience[sides[side].Id] = double.NaN;
            }
        }
        return salience;
    }

    /// <summary>The reviews of a reader, in the order of their events.</summary>
    public IEnumerable<BookshopReview> Of(int reader)
    {
        double[] interests = InterestsOf(reader);
        foreach (BookshopEvent one in _shop.EventsOf(reader))
        {
            var random = RandomSource.For(_seed ^ RandomSource.Mix((ulong)reader), ReviewParts + (ulong)one.Book);
            if (one.Motive != Motive.Accident && random.NextDouble() < _options.Share) yield return Write(one, interests, random);
        }
    }

    /// <summary>All reviews, reader by reader.</summary>
    public IEnumerable<BookshopReview> Every() => Enumerable.Range(0, _shop.ReaderCount).SelectMany(Of);

    private static bool IsScoped(GoldStatement statement) => statement.Scope.StartsWith("in the ", StringComparison.Ordinal) || statement.Scope.Length == 0;

    private BookshopReview Write(BookshopEvent one, double[] interests, RandomSource random)
    {
        List<GoldStatement> told = Choose(SalienceOf(one.Book), interests, random);
        var wording = new BookshopReviewWording(random, _options.Wording);
        var text = new StringBuilder();
        var mentions = new List<GoldMention>();
        var distractors = new List<PlantedDistractor>();
        int distracted = random.NextDouble() < _options.Distractors ? random.NextInt(told.Count + 1) : -1;
        for (int i = 0; i <= told.Count; i++)
        {
            if (i == distracted)
            {
                (string kind, string[] templates) = BookshopReviewWording.Distractors[random.NextInt(BookshopReviewWording.Distractors.Length)];
                (int start, int length) = Append(text, wording.Distract(templates));
                distractors.Add(new PlantedDistractor(kind, start, length));
            }
            if (i == told.Count) continue;
            (string sentence, string statement) = wording.Tell(told[i]);
            (int from, int count) = Append(text, sentence);
            mentions.Add(new GoldMention(told[i].Id, statement, from, count));
        }
        double rating = Math.Clamp(Math.Round(3.5 + 1.5 * told.Average(statement => statement.Sentiment)), 1, 5);
        var review = new Review(Bookshop.ReaderId(one.Reader), Bookshop.BookId(one.Book), one.Time, rating, "", text.ToString());
        return new BookshopReview(review, one.Motive, mentions, distractors);
    }

    /// <summary>Statements without repetition, and never two sides of one quality.</summary>
    private List<GoldStatement> Choose(double[] salience, double[] interests, RandomSource random)
    {
        double[] weights = new double[All.Count];
        for (int i = 0; i < weights.Length; i++)
            if (!double.IsNaN(salience[i])) weights[i] = Math.Exp(_options.Interest * interests[TopicOf(All[i])] + _options.Salience * salience[i] + _options.Popularity * _common[i]);
        var chosen = new List<GoldStatement>();
        for (int count = 1 + random.NextInt(MostStatements); count > 0; count--)
        {
            GoldStatement statement = All[Draw(weights, random)];
            weights[statement.Id] = 0;
            GoldStatement? opposite = All.FirstOrDefault(other => other.Topic == statement.Topic && other.Scope == statement.Scope && other.Quality == (statement.Quality ^ 1));
            chosen.Add(opposite is not null && random.NextDouble() < _options.Disagreement ? opposite : statement);
        }
        return chosen;
    }

    private static int TopicOf(GoldStatement statement) => TopicIndex[statement.Topic];

    private static readonly Dictionary<string, int> TopicIndex = BookshopStatements.Topics.Index().ToDictionary(topic => topic.Item, topic => topic.Index);

    private static int Draw(double[] weights, RandomSource random)
    {
        double left = random.NextDouble() * weights.Sum();
        int last = 0;
        for (int i = 0; i < weights.Length; i++)
        {
            if (weights[i] == 0) continue;
            last = i;
            if ((left -= weights[i]) < 0) break;
        }
        return last;
    }

    private static (int Start, int Length) Append(StringBuilder text, string sentence)
    {
        if (text.Length > 0) text.Append(' ');
        int start = text.Length;
        text.Append(sentence);
        return (start, sentence.Length);
    }
}
