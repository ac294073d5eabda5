namespace Cicerone.Language.Transformer.Inference;

/// <summary>The memory of one pass through the layers, kept for the next.</summary>
internal sealed class ReaderWorkspace(DecoderShape shape)
{
    private readonly int _half = shape.HeadWidth / 2;
    private int _tokens;

    public float[] Residual { get; private set; } = [];

    public float[] Normed { get; private set; } = [];

    public float[] Queries { get; private set; } = [];

    public float[] Keys { get; private set; } = [];

    public float[] Values { get; private set; } = [];

    public float[] Attended { get; private set; } = [];

    public float[] Added { get; private set; } = [];

    public float[] Gate { get; private set; } = [];

    public float[] Inner { get; private set; } = [];

    public float[] Cosines { get; private set; } = [];

    public float[] Sines { get; private set; } = [];

    public float[] Probabilities { get; private set; } = [];

    public List<(KeyValuePage Page, int Tokens)> Pages { get; } = [];

    /// <summary>Makes room for so many tokens at once, the longest text being so long.</summary>
    public void Reserve(int tokens, int longest)
    {
        if (Probabilities.Length < longest) Probabilities = new float[longest];
        if (tokens <= _tokens) return;
        _tokens = tokens;
        (Residual, Normed, Added) = (new float[tokens * shape.Width], new float[tokens * shape.Width], new float[tokens * shape.Width]);
        (Queries, Attended) = (new float[tokens * shape.QueryWidth], new float[tokens * shape.QueryWidth]);
        (Keys, Values) = (new float[tokens * shape.KeyWidth], new float[tokens * shape.KeyWidth]);
        (Gate, Inner) = (new float[tokens * shape.Inner], new float[tokens * shape.Inner]);
        (Cosines, Sines) = (new float[tokens * _half], new float[tokens * _half]);
    }
}
