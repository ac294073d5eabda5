using Cicerone.Kernels;

namespace Cicerone.Tests.Kernels;

public sealed class SparseCountsTests
{
    [Fact]
    public void Counts_and_remembers_what_occurred_and_forgets_it_when_cleared()
    {
        var counts = new SparseCounts(5);
        counts.Add([4, 1]);
        counts.Add([1, 0, 1, 2, 3]);
        Assert.Equal([4, 1, 0, 2, 3], counts.Touched);
        Assert.Equal([1, 3, 1, 1, 1], Enumerable.Range(0, 5).Select(index => counts[index]));
        counts.Clear();
        Assert.True(counts.Touched.IsEmpty);
        counts.Add([2]);
        Assert.Equal([0, 0, 1, 0, 0], Enumerable.Range(0, 5).Select(index => counts[index]));
    }
}
