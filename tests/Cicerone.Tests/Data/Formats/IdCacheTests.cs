using System.Text;
using Cicerone.Data;
using Cicerone.Data.Formats;

namespace Cicerone.Tests.Data.Formats;

public sealed class IdCacheTests
{
    [Fact]
    public void It_finds_what_the_vocabulary_finds()
    {
        // ids of all lengths around the sizes the cache packs, many more than it has slots, each met again and again
        var random = new RandomSource(3);
        var plain = new Vocabulary();
        var cache = new IdCache(new Vocabulary());
        for (int i = 0; i < 200_000; i++)
        {
            string id = new((char)('a' + random.NextInt(3)), 1 + random.NextInt(20));
            if (random.NextInt(2) == 0) id = $"{random.NextInt(40_000)}{id}é"[random.NextInt(3)..];
            Assert.Equal(plain.Add(id), cache.Add(Encoding.UTF8.GetBytes(id)));
        }
    }
}
