using System.Text;
using System.Text.RegularExpressions;
using Cicerone.Contracts;
using Cicerone.Data;
using Cicerone.Data.Reviews;
using Cicerone.Language.Paths.Serving;
using Cicerone.Language.Paths.Writing;
using Cicerone.Models;

namespace Cicerone.Language.Tests.Paths;

public sealed partial class MmpReferTests : ModelContract
{
    private const string Nonce = "quizzaciousness";

    protected override string Name => "mmp-refer";

    protected override AlgorithmTable Algorithms { get; } = new(LanguageAlgorithms.All);

    /// <summary>It predicts what comes next, and the withheld item comes before the last.</summary>
    protected override bool LearnsTaste => false;

    protected override IReadOnlyDictionary<string, string> Settings { get; } = new Dictionary<string, string>
    {
        ["width"] = "8",
        ["layers"] = "1",
        ["epochs"] = "1",
        ["max-length"] = "8",
        ["codes"] = "4",
        ["levels"] = "2",
        ["code-epochs"] = "2",
        ["writer-epochs"] = "1",
        ["writer-width"] = "8",
        ["writer-layers"] = "1",
        ["writer-vocabulary"] = "300",
        ["experts"] = "2",
    };

    protected override ItemTable ItemsOf(Vocabulary items) => new(items, new Dictionary<string, string?[]>
    {
        ["title"] = [.. items.Ids.Select(id => $"{id} of {(id[^1] % 2 == 0 ? "mystery" : "poetry")}")],
    });

    protected override TrainingData DataOf(InteractionLog log)
    {
        ArgumentNullException.ThrowIfNull(log);
        string[] words = ["gripping", "dull", "original"];
        return base.DataOf(log) with { Reviews = [.. Enumerable.Range(0, log.Count).Where(row => row % 16 == 0).Select(row => new Review(log.Users[log.User[row]], log.Items[log.Item[row]], row, 5, "", $"The plot is {words[log.Item[row] % words.Length]}."))] };
    }

    [Fact]
    public void Reasons_name_only_what_is_on_a_path_from_the_history_and_never_fewer_than_five_people()
    {
        PathShop shop = PathShop.Shared;
        Recommender recommender = shop.Recommender;
        string[] history = [.. shop.HistoryOf(3)];
        RecommendationList list = recommender.Recommend(new RecommendationRequest(history) { Count = 10, Reasons = 3 });
        Assert.All(list.Items, item => Assert.NotEmpty(item.Reasons));
        foreach (Recommendation item in list.Items)
            foreach (Reason reason in item.Reasons)
            {
                Assert.Equal((ReasonKind.Path, null), (reason.Kind, reason.Contribution));
                Assert.True(PathWriter.IsFaithful(reason.Text, reason.Evidence.Select(evidence => evidence.Title)), reason.Text);
                Assert.All(reason.Evidence, evidence => Assert.Equal(("item", recommender.Catalogue.Title(recommender.Catalogue.Ids.Index(evidence.Id, "item"))), (evidence.Kind, evidence.Title)));
                Assert.All(People().Matches(reason.Text), match => Assert.True(int.Parse(match.Groups["count"].Value) >= MmpReferOptions.FewestPeopleShown, reason.Text));
                Assert.DoesNotContain("reader-", reason.Text, StringComparison.Ordinal);
                if (reason.Text.StartsWith("You chose", StringComparison.Ordinal)) Assert.Equal((true, item.Item), (history.Contains(reason.Evidence[0].Id), reason.Evidence[^1].Id));
            }
    }

    [Fact]
    public void One_item_is_explained_with_the_score_that_the_list_gives_it()
    {
        string[] history = [.. PathShop.Shared.HistoryOf(3)];
        Recommendation first = PathShop.Shared.Recommender.Recommend(new RecommendationRequest(history) { Count = 1, Reasons = 3 }).Items[0];
        Recommendation explained = PathShop.Shared.Recommender.Explain(history, first.Item);
        Assert.Equal(first.Score, explained.Score, 1e-5f);
        Assert.Equal(first.Reasons.Select(reason => reason.Text), explained.Reasons.Select(reason => reason.Text));
    }

    [Fact]
    public void Two_readers_are_told_other_things_of_the_same_book()
    {
        PathShop shop = PathShop.Shared;
        Recommender recommender = shop.Recommender;
        string[] books = [.. recommender.Catalogue.Ids.Ids.Except(shop.HistoryOf(3)).Except(shop.HistoryOf(4)).Take(20)];
        int differing = books.Count(book => !Told(3, book).SequenceEqual(Told(4, book)));
        Assert.True(differing >= 0.8 * books.Length, $"{differing} of {books.Length} books");
        IEnumerable<string> Told(int reader, string book) => recommender.Explain([.. shop.HistoryOf(reader)], book).Reasons.Select(reason => reason.Text);
    }

    [Fact]
    public void Nothing_of_a_held_out_review_is_in_the_model()
    {
        Assert.Equal(Files(canary: false), Files(canary: true));
        static string[] Files(bool canary)
        {
            var shop = new PathShop(canary ? Nonce : null, writerEpochs: 1);
            string folder = Directory.CreateTempSubdirectory("cicerone-canary-").FullName;
            try
            {
                ModelFolder.Save(Path.Combine(folder, "model"), shop.Recommender.Card, shop.Recommender.Model, shop.Recommender.Catalogue);
                string[] files = [.. Directory.GetFiles(Path.Combine(folder, "model")).Order(StringComparer.Ordinal).Select(file => Encoding.Latin1.GetString(File.ReadAllBytes(file)))];
                Assert.All(files, file => Assert.DoesNotContain(Nonce, file, StringComparison.Ordinal));
                return files;
            }
            finally
            {
                Directory.Delete(folder, recursive: true);
            }
        }
    }

    [Fact]
    public void Without_reviews_paths_alone_are_reasons()
    {
        TrainingData data = TrainingData.Of(PathShop.Shared.Split, PathShop.Shared.Items);
        var model = (MmpReferModel)Algorithms[Name].Fit(data, Settings, new FitContext { Threads = 1 });
        Assert.Null(model.Writer);
    }

    [Fact]
    public void A_folder_whose_writer_lacks_a_part_is_refused()
    {
        string folder = Path.Combine(Directory.CreateTempSubdirectory("cicerone-part-").FullName, "model");
        Recommender recommender = PathShop.Shared.Recommender;
        ModelFolder.Save(folder, recommender.Card, recommender.Model, recommender.Catalogue);
        File.Delete(Path.Combine(folder, "tokenizer.json"));
        Assert.Contains("tokenizer.json", Assert.Throws<CiceroneException>(() => ModelFolder.Open(folder, Algorithms)).Message, StringComparison.Ordinal);
        Directory.Delete(Path.GetDirectoryName(folder)!, recursive: true);
    }

    [GeneratedRegex("(?<count>[0-9]+) people", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex People();
}
