using Cicerone.Kernels;

namespace Cicerone.Neural.Collaborative;

/// <summary>
/// Graphs of who chose what without a share of the edges, another for each epoch (FREEDOM; Zhou and Shen, MM 2023). Those that stay are drawn without replacement and in
/// proportion to 1/√(degree · degree): the edges with the largest ln(u)/weight (Efraimidis and Spirakis, Information Processing Letters 2006).
/// </summary>
/// <param name="whole">The graph of all edges.</param>
/// <param name="triples">Whose pairs they are.</param>
/// <param name="share">How many an epoch leaves out; with 0 every epoch has the whole graph.</param>
/// <param name="seed">Decides, with the epoch alone, which: a resumed run has the same.</param>
internal sealed class PrunedEdges(ChoiceGraph whole, Triples triples, double share, ulong seed)
{
    private (int Epoch, ChoiceGraph Graph) _present = (0, whole);

    /// <summary>What an epoch learns on.</summary>
    public ChoiceGraph Of(int epoch)
    {
        if (share > 0 && epoch != _present.Epoch) _present = (epoch, Draw(RandomSource.For(~seed, (ulong)epoch)));
        return _present.Graph;
    }

    private ChoiceGraph Draw(RandomSource random)
    {
        double[] keys = [.. triples.Pairs.Select(pair => -Math.Log(1 - random.NextDouble()) * Math.Sqrt((double)whole.DegreeOfPerson(pair.Person) * whole.DegreeOf(pair.Item)))];
        int[] order = [.. Enumerable.Range(0, keys.Length)];
        Array.Sort(keys, order);
        List<(int Column, float Value)>[] rows = [.. Enumerable.Range(0, whole.People).Select(_ => new List<(int, float)>())];
        foreach (int edge in order[..Math.Max(1, (int)((1 - share) * order.Length))].Order()) rows[triples.Pairs[edge].Person].Add((triples.Pairs[edge].Item, 1));
        return new ChoiceGraph(SparseMatrix.FromRows([.. rows.Select(row => row.ToArray())], whole.Items));
    }
}
