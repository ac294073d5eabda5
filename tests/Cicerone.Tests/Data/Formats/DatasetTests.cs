using System.Text;
using Cicerone.Data;
using Cicerone.Data.Formats;

namespace Cicerone.Tests.Data.Formats;

public sealed class DatasetTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void RecBole_files_are_read_with_their_sibling()
    {
        string path = _folder.Write("shop.inter", "user_id:token\titem_id:token\trating:float\ttimestamp:float\nann\tb1\t4\t881250949.25\nbob\tb2\t3.5\t881250950\n");
        _folder.Write("shop.item", "item_id:token\tmovie_title:token_seq\nb2\tThe Second\nb9\tNever Read\n");
        Dataset read = Dataset.Open(path, new ReadOptions());
        Assert.Equal("recbole", read.Format);
        Assert.Equal(["ann b1 881250949250 4", "bob b2 881250950000 3.5"], Events(read.Log));
        Assert.Equal("Unix seconds", read.Report.TimeUnit);
        Assert.Equal(["b2", "b9", "b1"], read.Log.Items.Ids);
        Assert.Equal(["The Second", "Never Read", "b1"], Enumerable.Range(0, 3).Select(read.Items.Title));
        Assert.Equal("rating", read.Report.Columns["value"]);
        Assert.Contains(read.Report.Notes, note => note.EndsWith("lacks 1 of the 2 items that events name", StringComparison.Ordinal));
        Assert.Contains(read.Report.Notes, note => note.EndsWith("has 1 items that no event names; they are items all the same", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("u.data", "7\t8\t5\t881250949\n9\t8\t1\t881250950\n", "movielens-100k", "7 8 881250949000 5|9 8 881250950000 1")]
    [InlineData("a.csv", "userId,movieId,rating,timestamp\n7,8,2.5,1260759144\n", "csv", "7 8 1260759144000 2.5")]
    [InlineData("a.csv", "reader;book;date\n7;8;2020-01-02\n", "csv", "7 8 1577923200000")]
    [InlineData("a.txt", "customer_id|asin|event\n7|8|click\n7|9|buy\n", "csv", "7 8 click|7 9 buy")]
    [InlineData("a.tsv", "uid\tiid\n7\t8\n", "csv", "7 8")]
    [InlineData("train.txt", "7 8 9\n4 8 2 8\n", "sequences", "7 8|7 9|4 8|4 2|4 8")]
    [InlineData("ratings.dat", "7::8::5::978300760\n9::8::1::978300761\n", "movielens-1m", "7 8 978300760000 5|9 8 978300761000 1")]
    [InlineData("users.dat", "2 8 9\n0\n1 8\n1 7\n", "counted-lists", "0 8|0 9|2 8|3 7")]
    [InlineData("new.jsonl", "{\"user_id\":\"A\",\"parent_asin\":\"P\",\"asin\":\"B\",\"rating\":5.0,\"timestamp\":1588687728923,\"images\":[{\"a\":[1]}]}\n", "json-lines", "A P 1588687728923 5")]
    [InlineData("old.json", "{\"asin\": \"B\\u00e9\", \"helpful\": [0, 1], \"overall\": 4, \"reviewerID\": \"A\", \"unixReviewTime\": 1252800000}\n", "json-lines", "A Bé 1252800000000 4")]
    [InlineData("tabs.txt", "7\t8\t9\n4\t8\n", "sequences", "7 8|7 9|4 8")]
    public void Each_format_is_recognised_by_its_contents(string name, string text, string format, string events)
    {
        Dataset read = Dataset.Open(_folder.Write(name, text), new ReadOptions { Strict = true });
        Assert.Equal(format, read.Format);
        Assert.Equal(events.Split('|'), Events(read.Log));
    }

    [Theory]
    [InlineData("1 1 2\n1 2 4\n", "user=1,item=2,value=3", "1 1 2|1 2 4")]
    [InlineData("a::b::3\nc::b::4\n", "user=1,item=2,value=3", "a b 3|c b 4")]
    [InlineData("x,y\n1,2\n", "user=y,item=x", "2 1")]
    [InlineData("user_id\titem_id\n1\t2\n", "user=1,item=2", "1 2")]
    [InlineData("reviewer;film\n1;2\n", "user=1,item=2", "1 2")]
    [InlineData("ann;film\nbob;book\n", "user=1,item=2", "ann film|bob book")]
    [InlineData("user,item,rating\n1,2,oops\n", "value=", "1 2")]
    public void Columns_say_what_names_do_not(string text, string columns, string events)
    {
        var options = new ReadOptions { Strict = true, Columns = columns.Split(',').Select(pair => pair.Split('=')).ToDictionary(pair => pair[0], pair => pair[1]) };
        Assert.Equal(events.Split('|'), Events(Dataset.Open(_folder.Write("a.txt", text), options).Log));
    }

    [Theory]
    [InlineData("99999999999", "99999999999000", "Unix seconds")]
    [InlineData("100000000000", "100000000000", "Unix milliseconds")]
    [InlineData("-5", "-5000", "Unix seconds")]
    [InlineData("8.81250949e8", "881250949000", "Unix seconds")]
    [InlineData("1260759144.1239", "1260759144124", "Unix seconds")]
    [InlineData("1600000000000.6", "1600000000001", "Unix milliseconds")]
    [InlineData("2020-01-02", "1577923200000", "dates (UTC where they give no offset)")]
    [InlineData("2020-01-02T03:04:05Z", "1577934245000", "dates (UTC where they give no offset)")]
    [InlineData("2020-01-02T03:04:05.678+01:00", "1577930645678", "dates (UTC where they give no offset)")]
    [InlineData("2020-01-02 03:04:05", "1577934245000", "dates (UTC where they give no offset)")]
    [InlineData("\"01 2, 2020\"", "1577923200000", "dates (UTC where they give no offset)")]
    public void Times_become_Unix_milliseconds(string written, string milliseconds, string unit)
    {
        Dataset read = Dataset.Open(_folder.Write("a.csv", $"user,item,time\na,b,{written}\n"), new ReadOptions { Strict = true });
        Assert.Equal(milliseconds, $"{read.Log.Time[0]}");
        Assert.Equal(unit, read.Report.TimeUnit);
    }

    [Fact]
    public void The_unit_is_decided_over_the_whole_column_and_by_good_rows_alone()
    {
        string path = _folder.Write("a.csv", "user,item,time,rating\na,b,5,1\na,c,1600000000000,1\n");
        Assert.Equal([5, 1_600_000_000_000], Dataset.Open(path, new ReadOptions()).Log.Time.ToArray());
        path = _folder.Write("b.csv", "user,item,time,rating\na,b,5,1\na,c,1600000000000,bad\n");
        Assert.Equal([5_000], Dataset.Open(path, new ReadOptions()).Log.Time.ToArray());
    }

    [Fact]
    public void Gzip_is_known_by_its_first_bytes_whatever_the_name()
    {
        Dataset read = Dataset.Open(_folder.Write("plain.csv", TemporaryFolder.Gzip("user,item\na,b\n")), new ReadOptions());
        Assert.Equal(["a b"], Events(read.Log));
        Assert.Equal(["a b"], Events(Dataset.Open(_folder.Write("packed.gz", "user,item\na,b\n"), new ReadOptions()).Log));
    }

    [Fact]
    public void The_hash_is_of_the_bytes_on_disk()
    {
        Dataset read = Dataset.Open(_folder.Write("a.csv", "user,item\na,b\n"), new ReadOptions());
        Assert.Equal(Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData("user,item\na,b\n"u8)), read.Sha256);
    }

    [Fact]
    public void Known_items_keep_their_indices_and_the_given_vocabulary_is_left_alone()
    {
        var known = new Vocabulary(["z", "b"]);
        Dataset read = Dataset.Open(_folder.Write("a.csv", "user,item\nann,a\nann,b\n"), new ReadOptions(), known);
        Assert.Equal(["z", "b", "a"], read.Log.Items.Ids);
        Assert.Equal(2, known.Count);
    }

    [Fact]
    public void A_folder_is_read_by_the_names_in_it()
    {
        _folder.Write("ratings.csv.gz", TemporaryFolder.Gzip("userId,movieId\n1,10\n"));
        _folder.Write("movies.csv", "movieId,title\n10,\"Seven, the film\"\n11,Eleven\n");
        _folder.Write("tags.csv", "userId,movieId,tag\n1,10,dark\n");
        Dataset read = Dataset.Open(_folder.Path, new ReadOptions());
        Assert.Equal(["1 10"], Events(read.Log));
        Assert.Equal(["Seven, the film", "Eleven"], read.Items.Column("title"));
    }

    [Fact]
    public void A_folder_with_two_candidates_names_them()
    {
        _folder.Write("a.inter", "user_id:token\titem_id:token\n1\t2\n");
        _folder.Write("b.inter", "user_id:token\titem_id:token\n1\t2\n");
        Assert.Contains("a.inter, b.inter", Fault(_folder.Path), StringComparison.Ordinal);
    }

    [Fact]
    public void A_folder_without_a_known_name_lists_what_it_holds()
    {
        _folder.Write("stuff.csv", "user,item\n1,2\n");
        Assert.Contains("It holds stuff.csv", Fault(_folder.Path), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("movies.dat", "b::Léon::Action|Crime\nc::Ponette (1996)::Drama\n", "title=Léon;Ponette (1996) genres=Action|Crime;Drama")]
    [InlineData("u.item", "b|Léon|1994||url|0|1|0|0|0|0|1|0|0|0|0|0|0|0|0|0|0|0|0\n", "title=Léon action=1 comedy=0 video_release_date=")]
    [InlineData("meta.jsonl", "{\"parent_asin\":\"b\",\"title\":\"Léon\",\"description\":[\"One.\",\"Two.\"],\"price\":1.50,\"details\":{\"Brand\":\"X\"},\"store\":null}\n", "title=Léon description=One. Two. price=1.50 details={\"Brand\":\"X\"} store=")]
    public void Items_are_read_from_tables_of_other_formats(string name, string text, string cells)
    {
        string items = _folder.Write(name, text);
        Dataset read = Dataset.Open(_folder.Write("a.csv", "user,item\nann,b\n"), new ReadOptions { ItemText = items, Strict = true });
        string[] names = [.. cells.Split('=').SkipLast(1).Select(part => part.Split(' ')[^1])];
        Assert.Equal(cells, string.Join(' ', names.Select(column => $"{column}={string.Join(';', read.Items.Column(column))}")));
    }

    [Fact]
    public void An_item_table_in_Latin_1_is_read_so_as_a_whole_and_the_report_says_it()
    {
        string items = _folder.Write("titles.csv", Encoding.Latin1.GetBytes("item,title\nb,Léon\nc,Amélie\n"));
        Dataset read = Dataset.Open(_folder.Write("a.csv", "user,item\nann,b\n"), new ReadOptions { ItemText = items });
        Assert.Equal(["Léon", "Amélie"], read.Items.Column("title"));
        Assert.Contains(read.Report.Notes, note => note.Contains("Latin-1", StringComparison.Ordinal));
    }

    [Fact]
    public void An_item_table_in_UTF_8_with_one_broken_row_stays_UTF_8()
    {
        string items = _folder.Write("titles.csv", (byte[])[.. "item,title\nb,Léon\nc,Amélie\nd,"u8, 0xE9, .. "t\n"u8]);
        Dataset read = Dataset.Open(_folder.Write("a.csv", "user,item\nann,b\n"), new ReadOptions { ItemText = items });
        Assert.Equal(["Léon", "Amélie"], read.Items.Column("title"));
        Assert.Equal(4, Assert.Single(read.Report.BadRows).Line);
    }

    [Fact]
    public void The_second_row_of_an_item_is_a_bad_row()
    {
        string items = _folder.Write("titles.csv", "item,title\nb,First\nb,Second\n");
        Dataset read = Dataset.Open(_folder.Write("a.csv", "user,item\nann,b\n"), new ReadOptions { ItemText = items });
        Assert.Equal(["First"], read.Items.Column("title"));
        Assert.Equal((3, "the item 'b' has a row already, which is kept"), (read.Report.BadRows[0].Line, read.Report.BadRows[0].Reason));
    }

    [Fact]
    public void Repeated_events_are_kept_and_counted()
    {
        Dataset read = Dataset.Open(_folder.Write("a.csv", "user,item,time\nann,b,1\nann,b,2\nann,b,1\nbob,b,1\n"), new ReadOptions());
        Assert.Equal(4, read.Log.Count);
        Assert.Equal(1, read.Report.DuplicateCount);
    }

    [Fact]
    public void Quotes_matter_around_a_whole_field_only()
    {
        string text = "user\titem\n\"ann\"\t\"say \"\"hi\"\"\"\n\"Weird Al\" Yankovic\tb\ncat\t5\"\nbob\t\"lonely\n";
        Dataset read = Dataset.Open(_folder.Write("a.tsv", text), new ReadOptions { Strict = true });
        Assert.Equal(["ann say \"hi\"", "\"Weird Al\" Yankovic b", "cat 5\"", "bob \"lonely"], Events(read.Log));
    }

    [Fact]
    public void The_bad_rows_are_kept_aside_in_a_file()
    {
        string path = _folder.Write("a.csv", "user,item,rating\nann,b,1\nann,\"c\td\",x\n,b,2\n");
        Dataset read = Dataset.Open(path, new ReadOptions());
        string aside = Path.Combine(_folder.Path, "bad.tsv");
        read.Report.WriteBadRows(aside);
        Assert.Equal((3, 2), (read.Report.RowCount, read.Report.BadRowCount));
        Assert.Equal(
            $"file\tline\treason\ttext\n{path}\t3\tcolumn 3 (rating) 'x' is not a number\t\"ann,\"\"c\td\"\",x\"\n{path}\t4\tcolumn 1 (user) is empty\t\",b,2\"\n",
            File.ReadAllText(aside));
    }

    [Fact]
    public void Of_many_bad_rows_the_first_are_kept_and_the_file_says_how_many_more_there_were()
    {
        Dataset read = Dataset.Open(_folder.Write("a.csv", "user,item\nann,b\n" + string.Concat(Enumerable.Repeat(",b\n", 10_005))), new ReadOptions());
        string aside = Path.Combine(_folder.Path, "bad.tsv");
        read.Report.WriteBadRows(aside);
        Assert.Equal((10_006, 10_005, 10_000), (read.Report.RowCount, read.Report.BadRowCount, read.Report.BadRows.Count));
        Assert.Equal("\t\t\"5 more bad rows were counted, but only the first 10000 are kept\"\t", File.ReadLines(aside).Last());
    }

    [Theory]
    [InlineData("")]
    [InlineData("nowhere.csv")]
    [InlineData("no\0where.csv")]
    public void A_path_that_leads_nowhere_is_told(string path) => Assert.Contains($"There is no file '{path}'", Fault(path), StringComparison.Ordinal);

    [Fact]
    public void An_unknown_meaning_of_a_column_is_refused_with_the_nearest() =>
        Assert.Contains("Did you mean 'item'?", Assert.Throws<CiceroneException>(() => new ReadOptions { Columns = new Dictionary<string, string> { ["itme"] = "a" } }).Message, StringComparison.Ordinal);

    private static string Fault(string path) => Assert.Throws<CiceroneException>(() => Dataset.Open(path, new ReadOptions())).Message;

    internal static string[] Events(InteractionLog log) =>
        [.. Enumerable.Range(0, log.Count).Select(row => string.Join(' ', new[]
        {
            log.Users[log.User[row]], log.Items[log.Item[row]], log.HasTimes ? $"{log.Time[row]}" : null,
            log.HasValues ? $"{log.Value[row]}" : null, log.HasActions ? log.Actions[log.Action[row]] : null,
        }.Where(part => part is not null)))];
}
