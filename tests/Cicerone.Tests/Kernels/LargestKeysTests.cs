using Cicerone.Kernels;
using CsCheck;

namespace Cicerone.Tests.Kernels;

public sealed class LargestKeysTests
{
    [Fact]
    public void Equals_a_full_sort_with_ties_and_can_be_used_again()
    {
        Gen.Select(Gen.Int[1, 20], Gen.Int[1, 9].Array[0, 400]).Sample((count, numbers) =>
        {
            var largest = new LargestKeys(count);
            for (int use = 0; use < 2; use++)
            {
                for (int i = numbers.Length - 1; i >= 0; i--) largest.Offer(numbers[i] / 7f, i);
                Assert.Equal(numbers.Select((number, i) => (i, number / 7f)).OrderByDescending(pair => pair.Item2).ThenBy(pair => pair.i).Take(count), largest.Take());
            }
        });
    }
}
