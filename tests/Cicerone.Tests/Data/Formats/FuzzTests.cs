using System.Diagnostics;
using System.Text;
using Cicerone.Data.Formats;

namespace Cicerone.Tests.Data.Formats;

/// <summary>Whatever is done to a valid file, reading it ends: with data, or with a fault told to the user.</summary>
public sealed class FuzzTests : IDisposable
{
    private static readonly TimeSpan Budget = TimeSpan.FromSeconds(4), LongestRead = TimeSpan.FromSeconds(10);

    private static readonly byte[][] Valid =
    [
        .. new[]
        {
            "user_id:token\titem_id:token\trating:float\ttimestamp:float\nann\tb1\t4\t881250949.25\nbob\tb2\t3.5\t881250950\n",
            "7\t8\t5\t881250949\n9\t8\t1\t881250950\n",
            "user,item,time,rating,action\n\"a\nb\",\"say \"\"hi\"\"\",2020-01-02T03:04:05Z,5,view\nc,d,2021-01-01,4,buy\n",
            "1 1 2 3\n2 6 7\n3 9\n",
            "2 1 2\n2 6 7\n1 9\n",
            "7::8::5::881250949\n9::8::1::881250950\n",
            "{\"user_id\":\"A\",\"asin\":\"B\",\"rating\":5.0,\"images\":[{\"a\":[1]}]}\n{\"user_id\":\"C\",\"asin\":\"B\",\"rating\":1}\n",
        }.Select(Encoding.UTF8.GetBytes),
        TemporaryFolder.Gzip("user,item\nann,b1\nbob,b2\n"),
    ];

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Mutated_files_are_read_or_refused_and_never_hang()
    {
        var random = new RandomSource(20);
        var clock = Stopwatch.StartNew();
        int read = 0, refused = 0;
        for (int round = 0; clock.Elapsed < Budget; round++)
        {
            string path = _folder.Write("mutant.csv", Mutate([.. Valid[round % Valid.Length]], random));
            TimeSpan start = clock.Elapsed;
            try
            {
                Dataset.Open(path, new ReadOptions { Strict = random.NextInt(4) == 0, ItemText = random.NextInt(4) == 0 ? path : null });
                read++;
            }
            catch (CiceroneException fault)
            {
                Assert.Contains(path, fault.Message, StringComparison.Ordinal);
                refused++;
            }
            Assert.True(clock.Elapsed - start < LongestRead, $"round {round} took {clock.Elapsed - start}");
        }
        Assert.True(read > 20 && refused > 20, $"{read} read, {refused} refused");
    }

    private static byte[] Mutate(List<byte> bytes, RandomSource random)
    {
        ReadOnlySpan<byte> telling = "\t\n\r\",:;| 0-.eN\0\u00e9"u8;
        for (int changes = 1 + random.NextInt(6); changes > 0 && bytes.Count > 1; changes--)
        {
            int at = random.NextInt(bytes.Count);
            switch (random.NextInt(5))
            {
                case 0: bytes[at] = (byte)random.NextInt(256); break;
                case 1: bytes[at] = telling[random.NextInt(telling.Length)]; break;
                case 2: bytes.Insert(at, telling[random.NextInt(telling.Length)]); break;
                case 3: bytes.RemoveRange(at, random.NextInt(bytes.Count - at)); break;
                default: bytes.InsertRange(at, [.. bytes.Skip(random.NextInt(bytes.Count)).Take(random.NextInt(40))]); break;
            }
        }
        return [.. bytes];
    }
}
