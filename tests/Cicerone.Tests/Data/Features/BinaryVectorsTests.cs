using Cicerone.Data;
using Cicerone.Data.Features;
using Cicerone.Tests.Data.Formats;

namespace Cicerone.Tests.Data.Features;

public sealed class BinaryVectorsTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Files_have_two_counts_and_then_the_numbers()
    {
        string vectors = Path.Combine(_folder.Path, "item.fbin"), ids = Path.Combine(_folder.Path, "id.u64bin");
        BinaryVectors.Write(vectors, 2, [1f, 2f, 3f, -4f]);
        BinaryVectors.WriteIds(ids, 1, [7UL, ulong.MaxValue]);
        Assert.Equal("02000000" + "02000000" + "0000803f" + "00000040" + "00004040" + "000080c0", Convert.ToHexStringLower(File.ReadAllBytes(vectors)));
        Assert.Equal("02000000" + "01000000" + "0700000000000000" + "ffffffffffffffff", Convert.ToHexStringLower(File.ReadAllBytes(ids)));
        (int width, float[] values) = BinaryVectors.Read(vectors);
        Assert.Equal(2, width);
        Assert.Equal([1f, 2f, 3f, -4f], values);
        Assert.Equal([7UL, ulong.MaxValue], BinaryVectors.ReadIds(ids).Ids);
    }

    [Fact]
    public void Features_may_lie_in_such_files()
    {
        BinaryVectors.Write(Path.Combine(_folder.Path, "item.fbin"), 2, [1f, 2f, 3f, -4f]);
        BinaryVectors.WriteIds(Path.Combine(_folder.Path, "id.u64bin"), 1, [12UL, 11UL]);
        FeatureMatrix read = new FeatureFile("vectors", Path.Combine(_folder.Path, "item.fbin"), Path.Combine(_folder.Path, "id.u64bin")).Read(ItemTable.Without(new Vocabulary(["11", "12"])));
        Assert.Equal([3f, -4f], read[0].ToArray());
    }

    [Theory]
    [InlineData("010000", "cut short")]
    [InlineData("0000000002000000", "must be above 0")]
    [InlineData("02000000020000000000803f", "24 bytes")]
    [InlineData("ffffffffffffffff", "4294967295 rows")]
    [InlineData("01000000010000000000803f", "one number")]
    public void A_file_that_is_not_what_it_says_is_refused(string bytes, string told)
    {
        string path = _folder.Write("item.fbin", Convert.FromHexString(bytes));
        var fault = Assert.Throws<CiceroneException>(() => BinaryVectors.Read(path));
        Assert.Contains(path, fault.Message, StringComparison.Ordinal);
        Assert.Contains(told, fault.Message, StringComparison.Ordinal);
    }
}
