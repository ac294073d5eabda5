using System.Text.RegularExpressions;
using Cicerone.Data;
using Cicerone.Data.Reviews;
using Cicerone.Models;

namespace Cicerone.Language.Paths.Writing;

/// <summary>
/// What is written of each item and by each person, in a few words: those that say most (count × log(reviews / reviews with the word)). Titles in quotation marks count for nothing, nor do words that more than
/// a fifth of the reviews have or a single one. In learning from a review, its own words are left out.
/// </summary>
internal sealed partial class ReviewWords
{
    /// <summary>The most words of an item or person.</summary>
    public const int Most = 12;

    private const double CommonShare = 0.2;
    private const string ItemFile = "item-words", PersonFile = "person-words";
    private readonly string[] _items, _people;

    private ReviewWords(string[] items, string[] people) => (_items, _people) = (items, people);

    /// <summary>Words of an item; empty where nothing is written of it.</summary>
    public string OfItem(int item) => item < _items.Length ? _items[item] : "";

    /// <summary>Words of a person; empty for a stranger.</summary>
    public string OfPerson(int? person) => person is { } known && known < _people.Length ? _people[known] : "";

    public void Save(ModelWriter folder)
    {
        folder.WriteTexts(ItemFile, _items);
        folder.WriteTexts(PersonFile, _people);
    }

    /// <exception cref="CiceroneException">A file is missing or damaged.</exception>
    public static ReviewWords Load(ModelReader folder)
    {
        string[] items = [.. folder.Texts(ItemFile)];
        return items.Length == folder.ItemCount ? new ReviewWords(items, [.. folder.Texts(PersonFile)]) : throw new CiceroneException($"The model's {ItemFile}.json is of {items.Length} items, not of {folder.ItemCount}. Fit the model again.");
    }

    /// <summary>The words of all reviews, and for each review those of its item and person without it.</summary>
    public static (ReviewWords Words, IReadOnlyList<(string Item, string Person)> Without) Of(IReadOnlyList<Review> reviews, InteractionLog log)
    {
        string[][] told = [.. reviews.Select(review => WordsOf(review.Text))];
        Dictionary<string, int> having = told.SelectMany(words => words.Distinct()).CountBy(word => word).ToDictionary();
        Dictionary<string, double> weights = having.Where(word => word.Value > 1 && word.Value <= Math.Max(2, CommonShare * reviews.Count)).ToDictionary(word => word.Key, word => Math.Log((double)reviews.Count / word.Value));
        (int Person, int Item)[] pairs = [.. reviews.Select(review => (log.Users.Index(review.User, "person"), log.Items.Index(review.Item, "item")))];
        Dictionary<string, int>[] items = Counts(log.Items.Count, pairs.Select(pair => pair.Item)), people = Counts(log.Users.Count, pairs.Select(pair => pair.Person));
        ILookup<(int, int), int> ofPair = Enumerable.Range(0, pairs.Length).ToLookup(row => pairs[row]);
        (string, string)[] without = [.. pairs.Select(pair => (Best(items[pair.Item], ofPair[pair]), Best(people[pair.Person], ofPair[pair])))];
        return (new ReviewWords([.. items.Select(counts => Best(counts, []))], [.. people.Select(counts => Best(counts, []))]), without);

        Dictionary<string, int>[] Counts(int count, IEnumerable<int> owners)
        {
            Dictionary<string, int>[] counts = [.. Enumerable.Range(0, count).Select(_ => new Dictionary<string, int>())];
            foreach ((int owner, string[] words) in owners.Zip(told))
                foreach (string word in words.Where(weights.ContainsKey)) counts[owner][word] = counts[owner].GetValueOrDefault(word) + 1;
            return counts;
        }

        string Best(Dictionary<string, int> counts, IEnumerable<int> leftOut)
        {
            Dictionary<string, int> own = leftOut.SelectMany(row => told[row]).CountBy(word => word).ToDictionary();
            return string.Join(' ', counts.Select(word => (word.Key, Weight: (word.Value - own.GetValueOrDefault(word.Key)) * weights[word.Key])).Where(word => word.Weight > 0)
                .OrderByDescending(word => word.Weight).ThenBy(word => word.Key, StringComparer.Ordinal).Take(Most).Select(word => word.Key));
        }
    }

    private static string[] WordsOf(string text) => [.. Word().Matches(Quotation.Any().Replace(text, " ").ToLowerInvariant()).Select(match => match.Value)];

    [GeneratedRegex(@"\p{L}+", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Word();
}
