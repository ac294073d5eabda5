using System.Runtime.InteropServices;
using System.Text;
using Cicerone.Data;
using Cicerone.Data.Features;
using Cicerone.Models;

namespace Cicerone.Tests.Data.Features;

public sealed class FeatureFileTests : IDisposable
{
    private static readonly float[] Numbers = [1, 2, 3, 4, 5, 6];
    private readonly string _folder = Directory.CreateTempSubdirectory("cicerone-features-").FullName;
    private readonly ItemTable _items = ItemTable.Without(new Vocabulary(["2", "0", "7"]));

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void A_table_names_its_items_in_any_order()
    {
        FeatureMatrix features = Read(new FeatureFile("test", Write("vectors.csv", "x,item,y\n1,7,2\n3,2,4\n9,strange,9\n"u8.ToArray())));
        Assert.Equal([3, 4], features[0].ToArray());
        Assert.Equal([1, 2], features[2].ToArray());
        Assert.False(features.IsKnown(1));
        Assert.Equal(2, features.Remarks.Count);
    }

    [Theory]
    [InlineData("<f4")]
    [InlineData("<f8")]
    [InlineData("<f2")]
    public void A_numpy_array_gets_its_ids_from_a_file_or_from_row_numbers(string type)
    {
        string path = Write("vectors.npy", Npy(type, "(3, 2)", "False"));
        string ids = Write("ids.txt", "7\n0\n2\n"u8.ToArray());
        Assert.Equal([5, 6], Read(new FeatureFile("test", path, ids))[0].ToArray());
        FeatureMatrix byRow = Read(new FeatureFile("test", path, rowIsId: true));
        Assert.Equal([5, 6], byRow[0].ToArray());
        Assert.Equal([1, 2], byRow[1].ToArray());
        Assert.Contains("ids=FILE", Assert.Throws<CiceroneException>(() => Read(new FeatureFile("test", path))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_of_one_tensor_is_read_and_one_of_several_refused()
    {
        string path = Path.Combine(_folder, "vectors.safetensors");
        TensorFile.Write(path, [("anything", StoredTensor.Of(Numbers, 3, 2))]);
        Assert.Equal([1, 2], Read(new FeatureFile("test", path, rowIsId: true))[1].ToArray());
        TensorFile.Write(path, [("one", StoredTensor.Of(Numbers, 3, 2)), ("two", StoredTensor.Of(Numbers, 3, 2))]);
        Assert.Contains("2 tensors", Assert.Throws<CiceroneException>(() => Read(new FeatureFile("test", path, rowIsId: true))).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("<f4", "(4, 2)", "False", "do not fill the shape")]
    [InlineData("<f4", "(3, 2)", "True", "does not describe")]
    [InlineData("<i4", "(3, 2)", "False", "does not describe")]
    [InlineData("<f4", "(6,)", "False", "does not describe")]
    [InlineData("<f4", "(99999999999, 2)", "False", "do not fill the shape")]
    public void A_numpy_array_of_another_kind_is_refused(string type, string shape, string fortran, string why)
    {
        string path = Write("vectors.npy", Npy(type, shape, fortran));
        Assert.Contains(why, Assert.Throws<CiceroneException>(() => Read(new FeatureFile("test", path, rowIsId: true))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_way_to_cut_a_file_short_is_a_clear_fault()
    {
        byte[] whole = Npy("<f4", "(3, 2)", "False");
        for (int length = 6; length < whole.Length; length++)
        {
            string path = Write("cut.npy", whole[..length]);
            Assert.Throws<CiceroneException>(() => Read(new FeatureFile("test", path, rowIsId: true)));
        }
    }

    [Theory]
    [InlineData("item,x\n2,high\n", "'high' is no number")]
    [InlineData("item,x\n2,1\n2,2\n", "two vectors for the item '2'")]
    [InlineData("x,y\n1,2\n", "none of the formats")]
    [InlineData("item,x\nq,1\nr,2\n", "no vector for any")]
    public void A_bad_table_is_refused(string text, string why)
    {
        string path = Write("vectors.csv", Encoding.UTF8.GetBytes(text));
        Assert.Contains(why, Assert.Throws<CiceroneException>(() => Read(new FeatureFile("test", path))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Ids_must_be_as_many_as_rows()
    {
        string path = Write("vectors.npy", Npy("<f4", "(3, 2)", "False")), ids = Write("ids.txt", "7\n0\n"u8.ToArray());
        Assert.Contains("2 ids", Assert.Throws<CiceroneException>(() => Read(new FeatureFile("test", path, ids))).Message, StringComparison.Ordinal);
    }

    private FeatureMatrix Read(FeatureFile file) => file.Read(_items);

    private string Write(string name, byte[] bytes)
    {
        string path = Path.Combine(_folder, name);
        File.WriteAllBytes(path, bytes);
        return path;
    }

    private static byte[] Npy(string type, string shape, string fortran)
    {
        byte[] header = Encoding.ASCII.GetBytes($"{{'descr': '{type}', 'fortran_order': {fortran}, 'shape': {shape}, }}\n");
        byte[] numbers = type switch
        {
            "<f8" => MemoryMarshal.AsBytes<double>(Array.ConvertAll(Numbers, value => (double)value)).ToArray(),
            "<f2" => MemoryMarshal.AsBytes<Half>(Array.ConvertAll(Numbers, value => (Half)value)).ToArray(),
            _ => MemoryMarshal.AsBytes<float>(Numbers).ToArray(),
        };
        return [0x93, .. "NUMPY"u8, 1, 0, (byte)header.Length, (byte)(header.Length >> 8), .. header, .. numbers];
    }
}
