using System.Numerics.Tensors;
using Cicerone.Kernels;

namespace Cicerone.Neural.Multimodal.Denoising;

/// <summary>
/// How credible what somebody chose is, from the views of their preferences: for each item the share r of other items that rank below it, as a mean over views, and
/// credibility min(1, r/0.7)². Each item is judged by the others of the history alone, so that none speaks for itself. The items to compare with are drawn once for all.
/// </summary>
internal sealed class CredibilityJudge
{
    private const double Trusted = 0.7; // the share from which on nothing is doubted
    private readonly PreferenceView[] _views;
    private readonly PanelMatrix[] _panels; // of each view, what is compared with as columns
    private readonly int[] _compared;
    private readonly int _items, _width;

    /// <param name="views">The views, at least one.</param>
    /// <param name="items">How many items there are.</param>
    /// <param name="seed">Decides which items others are compared with.</param>
    public CredibilityJudge(IReadOnlyList<PreferenceView> views, int items, ulong seed)
    {
        (_views, _items, _width) = ([.. views], items, views[0].Items.Length / items);
        int[] order = [.. Enumerable.Range(0, items)];
        new RandomSource(seed).Shuffle(order.AsSpan());
        _compared = order[..Math.Min(VectorKernels.PanelWidth, items)];
        _panels = [.. _views.Select(PanelOf)];
    }

    /// <summary>The credibility of each item, 0 to 1; 1 where there is nothing to judge by.</summary>
    /// <param name="chosen">Items without repetition.</param>
    public float[] Judge(ReadOnlySpan<int> chosen)
    {
        float[] credibility = new float[chosen.Length];
        Array.Fill(credibility, 1);
        HashSet<int> own = [.. chosen];
        int[] others = [.. Enumerable.Range(0, _compared.Length).Where(place => !own.Contains(_compared[place]))];
        if (chosen.Length < 2 || others.Length == 0) return credibility;
        double[] shares = new double[chosen.Length];
        for (int view = 0; view < _views.Length; view++) AddShares(view, chosen, others, shares);
        for (int i = 0; i < chosen.Length; i++) credibility[i] = (float)Math.Pow(Math.Min(1, shares[i] / _views.Length / Trusted), 2);
        return credibility;
    }

    /// <summary>Adds for each item the share of the others that a view ranks below it for the person without it, ties counting half: .5 by chance.</summary>
    private void AddShares(int view, ReadOnlySpan<int> chosen, ReadOnlySpan<int> others, Span<double> shares)
    {
        const int Rows = VectorKernels.TileRows, Width = VectorKernels.PanelWidth;
        float[] without = new float[(chosen.Length + Rows - 1) / Rows * Rows * _width], scores = new float[Rows * Width], whole = _views[view].PersonOf(chosen, _width);
        for (int i = 0; i < chosen.Length; i++) TensorPrimitives.Subtract(whole, _views[view].Sources.AsSpan(chosen[i] * _width, _width), without.AsSpan(i * _width, _width));
        for (int first = 0; first < chosen.Length; first += Rows)
        {
            VectorKernels.Chosen.MultiplyTile(ref without[first * _width], _width, ref _panels[view].Panel(0), _width, ref scores[0]);
            for (int i = first; i < Math.Min(first + Rows, chosen.Length); i++)
            {
                float own = TensorPrimitives.Dot<float>(without.AsSpan(i * _width, _width), _views[view].Items.AsSpan(chosen[i] * _width, _width));
                double below = 0;
                foreach (int place in others)
                {
                    float score = scores[(i - first) * Width + place];
                    below += score < own ? 1 : score == own ? 0.5 : 0;
                }
                shares[i] += below / others.Length;
            }
        }
    }

    private PanelMatrix PanelOf(PreferenceView view)
    {
        var panel = new PanelMatrix(_width, _compared.Length);
        for (int place = 0; place < _compared.Length; place++)
            for (int i = 0; i < _width; i++) panel[i, place] = view.Items[_compared[place] * _width + i];
        return panel;
    }
}
