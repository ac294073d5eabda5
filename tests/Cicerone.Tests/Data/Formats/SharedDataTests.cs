using Cicerone.Contracts;
using Cicerone.Data.Formats;

namespace Cicerone.Tests.Data.Formats;

/// <summary>Every public data set that lies beside the checkout opens with the counts that were taken of it independently.</summary>
public sealed class SharedDataTests
{
    /// <summary>Path, format, columns where names do not tell, and the people, items and events that occur; null where no count is at hand.</summary>
    public static TheoryData<string, string, string, int?, int?, int> Sets => new()
    {
        { "ml-100k", "recbole", "", 943, 1682, 100_000 },
        { "ml-1m", "csv", "", 6040, 3706, 1_000_209 },
        { "ml-1m/random80_train.txt.gz", "sequences", "", null, null, 800_167 },
        { "ml-1m/random80_test.txt.gz", "sequences", "", null, null, 200_042 },
        { "ml-1m-ood", "csv", "", 838, 3255, 51_623 },
        { "ml-latest-small", "csv", "", 671, 9066, 100_004 },
        { "amazon-beauty", "sequences", "", 22_363, 12_101, 198_502 },
        { "amazon-sports", "sequences", "", 35_598, 18_357, 296_337 },
        { "amazon-toys", "sequences", "", 19_412, 11_924, 167_597 },
        { "amazon-games", "sequences", "", 24_303, 10_672, 231_780 },
        { "lastfm-hetrec", "csv", "", 1892, 17_632, 92_834 },
        { "lfm2k-multimodal/lfm2k.inter", "csv", "", 1858, 1425, 56_345 },
        { "lfm2k-multimodal/lfm2k_og_ids.inter", "csv", "", 1858, 1425, 56_345 },
        { "tiktok-mm", "csv", "", 9308, 6710, 68_722 },
        { "amazon-baby", "csv", "", 19_445, 7050, 160_792 },
        { "gowalla", "sequences", "", 29_858, 40_981, 1_027_370 },
        { "lastfm-lightgcn/data1.txt", "csv", "user=1,item=2,value=3", null, null, 42_135 },
        { "lastfm-lightgcn/test1.txt", "csv", "user=1,item=2,value=3", null, null, 10_533 },
        { "filmtrust", "csv", "user=1,item=2,value=3", 1508, 2071, 35_497 },
        { "citeulike-a/users.dat", "counted-lists", "", 5551, 16_980, 204_986 },
        { "dbbook", "csv", "user=1,item=2,value=3", 6181, 7672, 140_360 },
        { "amazon-all-beauty-reviews/All_Beauty_5.json.gz", "json-lines", "", 991, 85, 5269 },
        { "xrec-amazon/test.jsonl.gz", "json-lines", "", 1830, 2545, 3000 },
        { "xrec-amazon/pairs_val.csv", "csv", "", null, null, 36_084 },
        { "xrec-amazon/pairs_tst.csv", "csv", "", null, null, 36_084 },
        { "xrec-yelp/test.jsonl.gz", "json-lines", "", 2228, 2473, 3000 },
        { "xrec-yelp/pairs_trn.csv.gz", "csv", "", null, null, 314_944 },
        { "xrec-yelp/pairs_val.csv", "csv", "", null, null, 39_368 },
        { "xrec-yelp/pairs_tst.csv", "csv", "", null, null, 39_368 },
        { "tallrec/movielens_train.csv", "csv", "", null, null, 8000 },
        { "tallrec/movielens_valid.csv", "csv", "", null, null, 1000 },
        { "tallrec/movielens_test.csv", "csv", "", null, null, 1000 },
        { "tallrec/books_train.csv", "csv", "", null, null, 19_414 },
        { "tallrec/books_valid.csv", "csv", "", null, null, 2427 },
        { "tallrec/books_test.csv", "csv", "", null, null, 2427 },
        { "crs-annotated/ml25m_sample_ratings.csv", "csv", "", null, null, 3739 },
    };

    /// <summary>Path, columns, and the events for training, validation and test.</summary>
    public static TheoryData<string, string, int, int, int> Splits => new()
    {
        { "ml-1m-ood", "", 33_891, 10_401, 7331 },
        { "ml-1m/ratings_5fold.csv.gz", "split=fold=5", 800_168, 0, 200_041 },
        { "ml-1m/ratings_5fold.csv.gz", "split=fold=1=2", 600_125, 200_042, 200_042 },
        { "tiktok-mm", "", 59_541, 3051, 6130 },
        { "amazon-baby", "", 118_551, 21_682, 20_559 },
        { "lfm2k-multimodal/lfm2k.inter", "", 44_327, 4799, 7219 },
        { "gowalla", "", 810_128, 0, 217_242 },
        { "dbbook", "user=1,item=2,value=3", 72_371, 0, 67_989 },
    };

    [Theory, MemberData(nameof(Sets))]
    public void A_data_set_has_the_counts_that_are_known_of_it(string path, string format, string columns, int? people, int? items, int events)
    {
        Dataset read = Dataset.Open(SharedData.Path($"data/{path}"), Options(columns));
        Assert.Equal((format, events), (read.Format, read.Log.Count));
        Assert.Equal(people ?? Distinct(read.Log.User), Distinct(read.Log.User));
        Assert.Equal(items ?? Distinct(read.Log.Item), Distinct(read.Log.Item));
    }

    [Theory, MemberData(nameof(Splits))]
    public void A_split_has_the_counts_that_are_known_of_it(string path, string columns, int train, int valid, int test)
    {
        SplitFiles read = SplitFolder.Read(SharedData.Path($"data/{path}"), Options(columns));
        Assert.Equal((train, valid, test), (read.Split.Train.Count, read.Split.Valid.Count, read.Split.Test.Count));
    }

    [Theory]
    [InlineData("ml-100k", "4edb74e2a81178c2ba9ff381495f754f996c4aea351b1272ca36b43da0935eff")]
    [InlineData("ml-latest-small", "b722091bcee4c02bbb2e4a5af4647fb9ee740a1b7fea5dad3252bc1b7ef7b5a3")]
    public void The_hash_is_that_of_the_file_of_events_as_it_is_on_disk(string path, string sha256) =>
        Assert.Equal(sha256, Dataset.Open(SharedData.Path($"data/{path}"), new ReadOptions()).Sha256);

    [Fact]
    public void Items_of_a_table_that_nobody_met_are_items_too()
    {
        Dataset read = Dataset.Open(SharedData.Path("data/ml-latest-small"), new ReadOptions { Strict = true });
        Assert.Equal(9125, read.Items.Items.Count);
        Assert.Equal("Toy Story (1995)", read.Items.Title(read.Items.Items.Index("1", "item")));
    }

    [Fact]
    public void Titles_in_Latin_1_are_read_as_such()
    {
        Dataset read = Dataset.Open(SharedData.Path("data/ml-1m"), new ReadOptions { Strict = true });
        Assert.Equal("Misérables, Les (1995)", read.Items.Title(read.Items.Items.Index("73", "item")));
        Assert.Equal(3883, read.Items.Items.Count);
    }

    private static ReadOptions Options(string columns) => new()
    {
        Strict = true,
        Columns = columns.Split(',', StringSplitOptions.RemoveEmptyEntries).Select(pair => pair.Split('=', 2)).ToDictionary(pair => pair[0], pair => pair[1]),
    };

    private static int Distinct(ReadOnlySpan<int> indices) => indices.ToArray().Distinct().Count();
}
