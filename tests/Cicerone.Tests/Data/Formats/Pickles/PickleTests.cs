using System.Diagnostics;
using System.Text;
using Cicerone.Data.Formats.Pickles;

namespace Cicerone.Tests.Data.Formats.Pickles;

/// <summary>Pickles against bytes that Python wrote, against Python itself, and against those who mean harm.</summary>
public sealed class PickleTests : IDisposable
{
    /// <summary>What Python 3.11 makes of <c>{"u": {"user_1": 1, "user_2": 2}, "i": {20003222652: 1, -5: 2, 70000: 3}, "f": {"101": {"a": 1}}, "l": [1, 2.5, None, True, (1, 2, 3, 4)]}</c>, by protocol.</summary>
    private static readonly Dictionary<int, string> ByPython = new()
    {
        [2] = "80027d71002858010000007571017d7102285806000000757365725f3171034b015806000000757365725f3271044b027558010000006971057d7106288a057cf448a8044b014afbffffff4b024a701101004b037558010000006671077d7108580300000031303171097d710a580100000061710b4b01737358010000006c710c5d710d284b014740040000000000004e88284b014b024b034b0474710e65752e",
        [3] = "80037d71002858010000007571017d7102285806000000757365725f3171034b015806000000757365725f3271044b027558010000006971057d7106288a057cf448a8044b014afbffffff4b024a701101004b037558010000006671077d7108580300000031303171097d710a580100000061710b4b01737358010000006c710c5d710d284b014740040000000000004e88284b014b024b034b0474710e65752e",
        [4] = "80049578000000000000007d94288c0175947d94288c06757365725f31944b018c06757365725f32944b02758c0169947d94288a057cf448a8044b014afbffffff4b024a701101004b03758c0166947d948c03313031947d948c0161944b0173738c016c945d94284b014740040000000000004e88284b014b024b034b04749465752e",
        [5] = "80059578000000000000007d94288c0175947d94288c06757365725f31944b018c06757365725f32944b02758c0169947d94288a057cf448a8044b014afbffffff4b024a701101004b03758c0166947d948c03313031947d948c0161944b0173738c016c945d94284b014740040000000000004e88284b014b024b034b04749465752e",
    };

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    public void What_Python_wrote_is_read(int protocol)
    {
        var whole = Assert.IsType<Dictionary<object, object?>>(PickleReader.Read("python.pkl", Convert.FromHexString(ByPython[protocol])));
        Assert.Equal(new Dictionary<object, object?> { ["user_1"] = 1L, ["user_2"] = 2L }, whole["u"]);
        Assert.Equal(new Dictionary<object, object?> { [20003222652L] = 1L, [-5L] = 2L, [70000L] = 3L }, whole["i"]);
        Assert.Equal(new Dictionary<object, object?> { ["a"] = 1L }, ((Dictionary<object, object?>)whole["f"]!)["101"]);
        Assert.Equal([1L, 2.5, null, true, new object?[] { 1L, 2L, 3L, 4L }], (List<object?>)whole["l"]!);
    }

    [Fact]
    public void What_is_written_has_the_bytes_of_the_format()
    {
        Assert.Equal("80037d2858010000006b4a0100000058020000006b324a00010000752e", Hex(pickle => pickle.Dictionary(
        [
            () => { pickle.Text("k"); pickle.Number(1); },
            () => { pickle.Text("k2"); pickle.Number(256); },
        ])));
        Assert.Equal("80035d288a080000000002000000652e", Hex(pickle => pickle.List([() => pickle.Number(1L << 33)])));
        Assert.StartsWith("8003" + HexOf("cnumpy.core.multiarray\n_reconstruct\n") + HexOf("cnumpy\nndarray\n") + "4b00" + "85" + "430162" + "8752" + "28" + "4b01" + "4a02000000" + "85", Hex(pickle => pickle.Vector([1f, 2f])), StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_written_is_read_again()
    {
        float[] vector = [.. Enumerable.Range(0, 300).Select(i => i / 7f)];
        string path = Path.Combine(_folder.Path, "own.pkl");
        using (var pickle = new PickleWriter(path))
            pickle.Dictionary(Enumerable.Range(0, 2_500).Select(i => (Action)(() =>
            {
                pickle.Text($"é{i}");
                if (i % 2 == 0) pickle.Number(-i);
                else pickle.Vector(vector.AsSpan(..(i % 300)));
            })));
        var read = (Dictionary<object, object?>)PickleReader.Read(path)!;
        Assert.Equal(2_500, read.Count);
        Assert.Equal(-2L, read["é2"]);
        PickledArray array = Assert.IsType<PickledArray>(read["é299"]);
        Assert.Equal([299], array.Shape);
        Assert.Equal(vector[..299], array.Values);
    }

    [Fact]
    public async Task Python_reads_what_is_written()
    {
        string? interpreter = Environment.GetEnvironmentVariable("PATH")!.Split(':').Select(folder => Path.Combine(folder, "python3")).FirstOrDefault(File.Exists);
        Assert.SkipUnless(interpreter is not null, "needs python3, which './test' installs.");
        string path = Path.Combine(_folder.Path, "own.pkl");
        using (var pickle = new PickleWriter(path))
            pickle.Dictionary(
            [
                () => { pickle.Text("ids"); pickle.List([() => pickle.Number(-7), () => pickle.Number(20003222652)]); },
                () => { pickle.Text("vector"); pickle.Vector([0.5f, -2f, 3f]); },
            ]);
        const string Script = """
            import pickle, struct, sys
            class ndarray:
                def __setstate__(self, state):
                    version, shape, kind, columns, data = state
                    assert (version, columns, kind.name, kind.order) == (1, False, 'f4', '<'), state
                    self.values = list(struct.unpack('<%df' % shape[0], data))
            class dtype:
                def __init__(self, name, align, copy): self.name = name
                def __setstate__(self, state): self.order = state[1]
            class Reader(pickle.Unpickler):
                def find_class(self, module, name):
                    return {('numpy', 'ndarray'): ndarray, ('numpy', 'dtype'): dtype,
                            ('numpy.core.multiarray', '_reconstruct'): lambda kind, shape, code: kind()}[(module, name)]
            read = Reader(open(sys.argv[1], 'rb')).load()
            print(read['ids'], read['vector'].values)
            """;
        using var python = Process.Start(new ProcessStartInfo(interpreter!, ["-c", Script, path]) { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true })!;
        Task<string> fault = python.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        string output = await python.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await python.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.Equal(("[-7, 20003222652] [0.5, -2.0, 3.0]", ""), (output.Trim(), await fault));
    }

    [Theory]
    [InlineData("cos\nsystem\nX\u0002\0\0\0id\u0085R.", "os.system")]
    [InlineData("cbuiltins\neval\n(X\u0001\0\0\01tR.", "builtins.eval")]
    [InlineData("cnumpy.core.multiarray\n_reconstruct\n)R.", "makes no array")]
    [InlineData("cnumpy\ndtype\n.", "a part of an array")]
    [InlineData("(X\u0002\0\0\0ididos\nsystem\n.", "opcode")]
    [InlineData("Q.", "0x51")]
    [InlineData("\u0080\u0009.", "protocol 9")]
    [InlineData("X\u00FF\u00FF\u00FF\u007Fabc", "cut short")]
    [InlineData("}(", "cut short")]
    [InlineData("h\u0005.", "value 5")]
    [InlineData("}K\u0001s.", "not there")]
    [InlineData("](K\u0001", "cut short")]
    [InlineData("(.", "more or less")]
    [InlineData("}]K\u0001s.", "neither text nor a number")]
    [InlineData("K\u0001K\u0002a.", "do not fit together")]
    public void What_would_do_more_than_hold_values_is_refused(string pickle, string told)
    {
        var fault = Assert.Throws<CiceroneException>(() => PickleReader.Read("hostile.pkl", Encoding.Latin1.GetBytes(pickle)));
        Assert.Contains("hostile.pkl", fault.Message, StringComparison.Ordinal);
        Assert.Contains(told, fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Damaged_pickles_are_read_or_refused()
    {
        var random = new RandomSource(5);
        byte[][] valid = [.. ByPython.Values.Select(Convert.FromHexString), Convert.FromHexString(Hex(pickle => pickle.Vector([1f, 2f, 3f])))];
        int refused = 0;
        for (int round = 0; round < 20_000; round++)
        {
            byte[] bytes = [.. valid[round % valid.Length]];
            for (int changes = 1 + random.NextInt(4); changes > 0; changes--) bytes[random.NextInt(bytes.Length)] = (byte)random.NextInt(256);
            try
            {
                PickleReader.Read("damaged.pkl", bytes[..(1 + random.NextInt(bytes.Length))]);
            }
            catch (CiceroneException)
            {
                refused++;
            }
        }
        Assert.InRange(refused, 10_000, 20_000);
    }

    private static string Hex(Action<PickleWriter> write)
    {
        using var bytes = new MemoryStream();
        using (var pickle = new PickleWriter(bytes)) write(pickle);
        return Convert.ToHexStringLower(bytes.ToArray());
    }

    private static string HexOf(string text) => Convert.ToHexStringLower(Encoding.ASCII.GetBytes(text));
}
