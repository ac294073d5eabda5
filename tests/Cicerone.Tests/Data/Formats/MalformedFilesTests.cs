using System.Text;
using Cicerone.Data.Formats;

namespace Cicerone.Tests.Data.Formats;

/// <summary>What users may bring by mistake: each is refused, or its bad rows are counted, and the message says what and where.</summary>
public sealed class MalformedFilesTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    public static TheoryData<string, byte[], string> Refused => new()
    {
        { "binary", [1, 2, 0, 3], "binary file (it holds NUL bytes)" },
        { "control characters", [.. Enumerable.Repeat((byte)7, 100)], "control characters" },
        { "UTF-16", [0xFF, 0xFE, (byte)'u', 0], "is UTF-16 text. Save it as UTF-8" },
        { "zip", [(byte)'P', (byte)'K', 3, 4, 9], "is a zip archive. Unpack it" },
        { "empty", [], "is empty" },
        { "blank lines", "\n\r\n\n"u8.ToArray(), "nothing but blank lines" },
        { "lines of blanks", " \n\t \n"u8.ToArray(), "its first lines are blank" },
        { "header without rows", "user,item\n"u8.ToArray(), "has a header but no rows" },
        { "missing column", "user,film_name\na,b\n"u8.ToArray(), "no column of items among 'user', 'film_name'; say which it is with --columns item=NAME" },
        { "misspelt column", "user_id,itm_id\na,b\n"u8.ToArray(), "(perhaps 'itm_id')" },
        { "no good row", "user,item,rating\na,b,x\n"u8.ToArray(), "has no good row among its 1 (read as csv). Line 2: column 3 (rating) 'x' is not a number." },
        { "rows of a table without header", "1 1 2\n1 2 4\n"u8.ToArray(), "two lines begin with '1'" },
        { "prose", "Hello.\nIt is raining.\n"u8.ToArray(), "is in none of the formats that were tried" },
        { "a JSON document", "[{\"user\":1,\"item\":2}]\n"u8.ToArray(), "json-lines: it is one JSON document, where one object a line is expected" },
        { "more actions than there may be", Encoding.UTF8.GetBytes("user,item,type\n" + string.Concat(Enumerable.Range(0, 300).Select(i => $"a,b,t{i}\n"))), "line 258: column 3 (type) 't256' is one action more than the 256 that there may be. If the column holds no actions, --columns action= leaves it out." },
        { "JSON with thousands of fields", Encoding.UTF8.GetBytes("{" + string.Join(',', Enumerable.Range(0, 2000).Select(i => $"\"f{i}\":1")) + "}\n"), "its objects have more than 1,000 different fields" },
        { "truncated gzip", TemporaryFolder.Gzip(Rows(5_000))[..^500], "damaged or cut short" },
        { "gzip header alone", [0x1F, 0x8B], "damaged or cut short" },
        { "damaged gzip", [0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 3, 0xFF, 0xFF, 0xFF, 0xFF], "damaged or cut short" },
    };

    public static TheoryData<string, byte[], long, string> BadRows => new()
    {
        { "NaN", "user,item,rating\na,b,1\na,b,NaN\n"u8.ToArray(), 3, "column 3 (rating) 'NaN' is not a finite number" },
        { "infinity", "user,item,rating\na,b,1\na,b,-Infinity\n"u8.ToArray(), 3, "column 3 (rating) '-Infinity' is not a finite number" },
        { "overflow", "user,item,rating\na,b,1\na,b,1e99\n"u8.ToArray(), 3, "column 3 (rating) '1e99' is not a finite number" },
        { "empty number", "user,item,rating\na,b,1\na,b,\n"u8.ToArray(), 3, "column 3 (rating) is not a number" },
        { "empty id", "user,item\n,b\na,b\n"u8.ToArray(), 2, "column 1 (user) is empty" },
        { "too few columns", "user,item,rating\na,b\na,b,1\n"u8.ToArray(), 2, "the row has 2 columns instead of 3" },
        { "too many columns", "user,item\na,b,c\na,b,\n"u8.ToArray(), 2, "the row has more columns than 2" },
        { "bad time", "user,item,time\na,b,5\na,b,yesterday\n"u8.ToArray(), 3, "column 3 (time) 'yesterday' is neither Unix seconds or milliseconds nor an ISO 8601 date" },
        { "a date among numbers", "user,item,time\na,b,5\na,b,2020-01-01\n"u8.ToArray(), 3, "column 3 (time) '2020-01-01' is a date in a column of numbers" },
        { "microseconds", "user,item,time\na,b,5\na,b,1600000000000000\n"u8.ToArray(), 3, "column 3 (time) '1600000000000000' is too large for Unix seconds or milliseconds" },
        { "invalid UTF-8", [.. "user,item\na,b\n"u8, 0xFF, .. ",b\n"u8], 3, "the row is not UTF-8" },
        { "a NUL far into the file", [.. Encoding.UTF8.GetBytes(Rows(20_000)), .. "a\0,b\n"u8], 20_002, "the row holds a NUL byte" },
        { "a line of a million characters and more", Encoding.UTF8.GetBytes($"user,item\na,b\n{new string('x', 3_000_000)},b\nc,d\n"), 3, "the row is longer than 1,048,576 bytes" },
        { "a person with two lines", Encoding.UTF8.GetBytes(Sequences(20_000) + "p3 z\n"), 20_001, "column 1: 'p3' has a line already" },
        { "broken JSON", "{\"user\":\"a\",\"item\":\"b\"}\n{\"user\":\"a\",\"item\":\n"u8.ToArray(), 2, "byte 20: the row is no valid JSON" },
        { "JSON of another kind", "{\"user\":\"a\",\"item\":\"b\"}\n17\n"u8.ToArray(), 2, "the row is no JSON object" },
        { "a JSON string that is no text", "{\"user\":\"a\",\"item\":\"b\"}\n{\"user\":\"\\ud800\",\"item\":\"b\"}\n"u8.ToArray(), 2, "byte 17: the row is no valid JSON" },
        { "a NUL in JSON", "{\"user\":\"a\",\"item\":\"b\"}\n{\"user\":\"\\u0000\",\"item\":\"b\"}\n"u8.ToArray(), 2, "the row holds a NUL" },
        { "a count that does not fit", Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat("2 a b\n", 20_000)) + "3 a b\n"), 20_001, "column 1: '3' is not the number of items that follow, 2" },
        { "a person without items", "ann a b\nbob\n"u8.ToArray(), 2, "column 2 is missing: the line names a person and no item" },
    };

    [Theory, MemberData(nameof(Refused), DisableDiscoveryEnumeration = true)]
    public void A_file_that_cannot_be_read_is_refused_with_the_reason(string what, byte[] bytes, string message)
    {
        string path = _folder.Write("data.txt", bytes);
        string fault = Assert.Throws<CiceroneException>(() => Dataset.Open(path, new ReadOptions())).Message;
        Assert.Contains(message, fault, StringComparison.Ordinal);
        Assert.True(fault.Contains(path, StringComparison.Ordinal), what);
    }

    [Theory, MemberData(nameof(BadRows), DisableDiscoveryEnumeration = true)]
    public void A_bad_row_is_counted_and_told_and_the_others_are_read(string what, byte[] bytes, long line, string reason)
    {
        string path = _folder.Write("data.txt", bytes);
        Dataset read = Dataset.Open(path, new ReadOptions());
        BadRow bad = Assert.Single(read.Report.BadRows);
        Assert.Equal((path, line, reason), (bad.File, bad.Line, bad.Reason));
        Assert.True(read.Log.Count > 0, what);
        Assert.True(bad.Text.Length <= 1_001);
    }

    [Theory, MemberData(nameof(BadRows), DisableDiscoveryEnumeration = true)]
    public void Strict_reading_stops_at_the_first_bad_row(string what, byte[] bytes, long line, string reason)
    {
        string path = _folder.Write("data.txt", bytes);
        string fault = Assert.Throws<CiceroneException>(() => Dataset.Open(path, new ReadOptions { Strict = true })).Message;
        Assert.True(fault.Contains($"{path}, line {line}: {reason}", StringComparison.Ordinal), $"{what}: {fault}");
    }

    [Theory]
    [InlineData("user,item\r\na,b\r\nc,d\r\n")]
    [InlineData("user,item\ra,b\rc,d\r")]
    [InlineData("user,item\na,b\r\n\r\n\nc,d")]
    [InlineData("\uFEFFuser,item\ra,b\n\rc,d\r\n")]
    [InlineData("\uFEFF\"user\",\"item\"\n\"a\",\"b\"\r\"c\",d\r\n")]
    public void Line_endings_may_be_mixed_and_a_byte_order_mark_is_no_text(string text)
    {
        Dataset read = Dataset.Open(_folder.Write("a.csv", text), new ReadOptions { Strict = true });
        Assert.Equal(["a b", "c d"], DatasetTests.Events(read.Log));
    }

    [Fact]
    public void A_line_break_inside_quotes_belongs_to_the_field_and_lines_are_counted_through_it()
    {
        Dataset read = Dataset.Open(_folder.Write("a.csv", "user,item\n\"a\nx\r\ny\",b\n,c\n"), new ReadOptions());
        Assert.Equal(["a\nx\r\ny b"], DatasetTests.Events(read.Log));
        Assert.Equal(5, Assert.Single(read.Report.BadRows).Line);
        Assert.Contains(read.Report.Notes, note => note.Contains("1 rows hold line breaks", StringComparison.Ordinal));
    }

    [Fact]
    public void A_small_file_that_unpacks_to_much_takes_little_memory()
    {
        using (FileStream file = File.Create(Path.Combine(_folder.Path, "bomb.csv")))
        using (var zip = new System.IO.Compression.GZipStream(file, System.IO.Compression.CompressionLevel.Fastest))
        {
            zip.Write("user,item\na,b\n"u8);
            byte[] block = [.. Enumerable.Repeat((byte)'x', 1 << 20)];
            for (int i = 0; i < 200; i++) zip.Write(block);
        }
        long before = GC.GetAllocatedBytesForCurrentThread();
        Dataset read = Dataset.Open(Path.Combine(_folder.Path, "bomb.csv"), new ReadOptions());
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 16 << 20);
        Assert.Equal(1, read.Report.BadRowCount);
    }

    [Fact]
    public void Gzip_may_be_cut_nowhere()
    {
        byte[] whole = [.. TemporaryFolder.Gzip("user,item\na,b\n"), .. TemporaryFolder.Gzip("c,d\n")];
        Assert.Equal(["a b", "c d"], DatasetTests.Events(Dataset.Open(_folder.Write("a.csv", whole), new ReadOptions()).Log));
        int first = TemporaryFolder.Gzip("user,item\na,b\n").Length;
        for (int length = 2; length < whole.Length; length++)
            if (length != first) Assert.Throws<CiceroneException>(() => Dataset.Open(_folder.Write("a.csv", whole.AsSpan(0, length)), new ReadOptions()));
    }

    private static string Rows(int count) => "user,item\n" + string.Concat(Enumerable.Range(0, count).Select(i => $"p{i * 7919 % 1000},i{i}\n"));

    private static string Sequences(int count) => string.Concat(Enumerable.Range(0, count).Select(i => $"p{i} a b\n"));
}
