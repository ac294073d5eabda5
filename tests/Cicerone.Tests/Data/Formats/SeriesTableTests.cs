using Cicerone.Data.Formats;

namespace Cicerone.Tests.Data.Formats;

public sealed class SeriesTableTests
{
    [Fact]
    public void Columns_are_read_with_gaps_and_dates()
    {
        using var folder = new TemporaryFolder();
        SeriesTable table = SeriesTable.Read(folder.Write("flow.csv", "date,seen,told\n2001-01-30,1.5,1\n2001-01-31,,2\n2001-02-01,NaN,3e0\n"), ["seen", "told"]);
        Assert.Equal([1.5, double.NaN, double.NaN], table.Columns["seen"]);
        Assert.Equal([1.0, 2, 3], table.Columns["told"]);
        Assert.Equal([1, 1, 2], table.Months);
        Assert.Equal(0, table.OddSteps);
    }

    [Fact]
    public void A_table_without_dates_and_a_skipped_day_are_both_read()
    {
        using var folder = new TemporaryFolder();
        Assert.Empty(SeriesTable.Read(folder.Write("plain.tsv", "a\tb\n1\t2\n3\t4\n"), ["a", "b"]).Times);
        Assert.Equal(1, SeriesTable.Read(folder.Write("gap.csv", "day,a,b\n2001-01-01,1,1\n2001-01-02,1,1\n2001-01-04,1,1\n2001-01-05,1,1\n"), ["a", "b"], "day").OddSteps);
    }

    [Theory]
    [InlineData("seen,told\n1,2\n1,x\n", "line 3, column 'told' is 'x'")]
    [InlineData("seen,told\n1,2\n1\n", "line 3")]
    [InlineData("seen,tolt\n1,2\n", "Did you mean 'tolt'")]
    [InlineData("date,seen,told\n2001-01-02,1,2\n2001-01-01,1,2\n", "line 3: its time is not later")]
    [InlineData("date,seen,told\n2001-01-02,1,2\nsoon,1,2\n", "line 3, column 'date'")]
    [InlineData("seen,told\n", "no rows")]
    public void What_cannot_be_a_series_is_told(string text, string expected)
    {
        using var folder = new TemporaryFolder();
        string path = folder.Write("series.csv", text);
        Assert.Contains(expected, Assert.Throws<CiceroneException>(() => SeriesTable.Read(path, ["seen", "told"])).Message, StringComparison.Ordinal);
    }
}
