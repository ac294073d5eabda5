using Cicerone.Language.Transformer;
using Cicerone.Neural.Layers;
using TorchSharp;
using Tensor = TorchSharp.torch.Tensor;

namespace Cicerone.Language.Unlearning.Circuits;

/// <summary>
/// Edge attribution (EAP of Syed, Rager and Conmy, 2023; with integrated gradients, EAP-IG): s(u → v) = Σ over tokens of ⟨ã − a, ∂M/∂in⟩, what u
/// adds to the residual in both runs against the slope of the margin in what v reads, averaged over inputs between the runs.
/// </summary>
internal sealed class EdgeAttribution(MarginRuns runs)
{
    private const int AtOnce = 32;
    private readonly DecoderShape _shape = runs.Shape;

    /// <summary>Every edge with its score, the weightiest first.</summary>
    /// <param name="pairs">Prompts and counterfactuals.</param>
    /// <param name="steps">Inputs between the runs.</param>
    public IReadOnlyList<Edge> Of(IReadOnlyList<PromptPair> pairs, int steps)
    {
        Component?[] sources = [null, .. Component.All(_shape).Select(component => (Component?)component)];
        EdgeReader[] readers = Readers();
        double[] sums = new double[sources.Length * readers.Length];
        for (int start = 0; start < pairs.Count; start += AtOnce)
        {
            using DisposeScope scope = torch.NewDisposeScope();
            runs.Decoder.Parameters.Touch();
            Add([.. pairs.Skip(start).Take(AtOnce)], steps, sums, sources.Length, readers.Length);
        }
        return
        [
            .. sources.SelectMany((source, from) => readers.Select((reader, to) => new Edge(source, reader, sums[from * readers.Length + to] / pairs.Count)))
                .Where(edge => edge.Reader.Sees(edge.Source)).OrderByDescending(edge => edge.Score),
        ];
    }

    private void Add(PromptPair[] pairs, int steps, double[] sums, int sources, int readers)
    {
        int[][] clean = [.. pairs.Select(pair => pair.Clean)];
        Activations from = Recorded(clean), to = Recorded([.. pairs.Select(pair => pair.Corrupt)]);
        Tensor differences = Differences(from, to); // [sources, tokens, width]
        Tensor? slopes = null;
        for (int step = 1; step <= steps; step++)
        {
            var probe = new ReaderSlopes(_shape, torch.lerp(to.Vectors, from.Vectors, torch.tensor(step / (float)steps)));
            Tensor margin = runs.Margins(clean, [.. pairs.Select(pair => pair.IsYes)], probe: probe).sum();
            Tensor made = probe.Slopes(margin); // [readers, tokens, width]
            slopes = slopes is null ? made : slopes.Plus(made);
        }
        long row = 0;
        foreach (PromptPair pair in pairs)
        {
            Tensor left = differences.narrow(1, row, pair.Clean.Length).reshape(sources, -1), right = slopes!.narrow(1, row, pair.Clean.Length).reshape(readers, -1);
            float[] scores = MarginRuns.Numbers(left.matmul(right.t()));
            for (int edge = 0; edge < sums.Length; edge++) sums[edge] += Math.Abs(scores[edge]) / steps;
            row += pair.Clean.Length;
        }
    }

    /// <summary>What each source adds to the residual in the second run beyond the first.</summary>
    private Tensor Differences(Activations from, Activations to)
    {
        using IDisposable _ = torch.no_grad();
        var all = new List<Tensor> { to.Vectors - from.Vectors };
        for (int layer = 0; layer < _shape.Layers; layer++)
        {
            Tensor heads = to.HeadsOf(layer) - from.HeadsOf(layer), mix = runs.Decoder.Projection($"{DecoderNames.Layer(layer)}.self_attn.o_proj").Weight.Leaf;
            for (int head = 0; head < _shape.Heads; head++)
                all.Add(torch.nn.functional.linear(heads.narrow(1, head * _shape.HeadWidth, _shape.HeadWidth), mix.narrow(1, head * _shape.HeadWidth, _shape.HeadWidth)));
            all.Add(to.NetworkOf(layer) - from.NetworkOf(layer));
        }
        return torch.stack(all);
    }

    private Activations Recorded(IReadOnlyList<int[]> prompts)
    {
        using IDisposable _ = torch.no_grad();
        var activations = new Activations(_shape);
        runs.Margins(prompts, probe: activations);
        return activations;
    }

    private EdgeReader[] Readers() =>
    [
        .. Enumerable.Range(0, _shape.Layers).SelectMany(layer => (IEnumerable<EdgeReader>)
        [
            .. Enumerable.Range(0, _shape.Heads).Select(head => new EdgeReader(EdgeReaderKind.Query, new Component(layer, head))),
            .. Enumerable.Range(0, _shape.KeyHeads).Select(head => new EdgeReader(EdgeReaderKind.Key, new Component(layer, head * _shape.Heads / _shape.KeyHeads))),
            .. Enumerable.Range(0, _shape.KeyHeads).Select(head => new EdgeReader(EdgeReaderKind.Value, new Component(layer, head * _shape.Heads / _shape.KeyHeads))),
            new EdgeReader(EdgeReaderKind.FeedForward, Component.FeedForward(layer)),
        ]),
        new EdgeReader(EdgeReaderKind.Answer, default),
    ];

    /// <summary>Adds a 0 of its own to what each reader reads, so that the slope in it is that of the input.</summary>
    private sealed class ReaderSlopes(DecoderShape shape, Tensor embedded) : Probe
    {
        private readonly List<Tensor> _zeros = []; // in the order of the readers

        public Tensor Slopes(Tensor margin)
        {
            IList<Tensor> slopes = torch.autograd.grad([margin], _zeros);
            return torch.cat([.. slopes.Select(slope => slope.dim() == 2 ? slope.unsqueeze(0) : slope)]);
        }

        public override Tensor Embedded(Tensor values) => embedded;

        public override (Tensor Query, Tensor Key, Tensor Value)? HeadInputs(int layer, Tensor residual) =>
            (WithZeros(residual.unsqueeze(0), shape.Heads), WithZeros(residual.unsqueeze(0), shape.KeyHeads), WithZeros(residual.unsqueeze(0), shape.KeyHeads));

        public override Tensor FeedForwardInput(int layer, Tensor residual) => residual.Plus(Zeros(residual.shape));

        public override Tensor Last(Tensor values) => values.Plus(Zeros(values.shape));

        private Tensor WithZeros(Tensor residual, int heads) => residual.Plus(Zeros([heads, residual.shape[1], residual.shape[2]]));

        private Tensor Zeros(long[] size)
        {
            Tensor zeros = torch.zeros(size, requires_grad: true);
            _zeros.Add(zeros);
            return zeros;
        }
    }
}
