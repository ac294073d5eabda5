using Cicerone.Neural.Training;

namespace Cicerone.Neural.Layers;

/// <summary>
/// Which tokens see which. Tokens of all sequences lie one after the other, without padding; the streams of a sequence (its
/// hybrid representations; one, for most models) lie one whole batch apart. A token sees the tokens at its own position and
/// before, or all of its sequence, of every stream or of its own alone.
/// </summary>
/// <param name="Offsets">Where each sequence begins in a stream, and at the end the tokens of a stream.</param>
/// <param name="Streams">How many streams there are.</param>
/// <param name="Heads">Heads of the attention; they divide the width.</param>
/// <param name="Width">Length of a token's vector.</param>
/// <param name="LastOnly">Whether only the last token of each sequence asks; queries then lie [streams, sequences].</param>
/// <param name="OwnStreamOnly">Whether streams are blind to each other.</param>
internal sealed record AttentionShape(int[] Offsets, int Streams, int Heads, int Width, bool LastOnly, bool OwnStreamOnly)
{
    /// <summary>Whether a token is blind to those after it.</summary>
    public bool IsCausal { get; init; } = true;

    public int Sequences => Offsets.Length - 1;

    public int Tokens => Offsets[^1];

    public int HeadWidth => Width / Heads;

    public int Queries => Streams * (LastOnly ? Sequences : Tokens);

    /// <summary>How many tokens of each stream the token at a position sees.</summary>
    public int Seen(int sequence, int position) => IsCausal ? position + 1 : Length(sequence);

    public int Length(int sequence) => Offsets[sequence + 1] - Offsets[sequence];

    /// <summary>How many probabilities the sequences have that lie before those of a share.</summary>
    public int ProbabilitiesBefore(RaggedBatch batch) => batch.Whole is { } whole ? (this with { Offsets = whole.Offsets }).ProbabilityOffsets()[batch.SequencesBefore] : 0;

    /// <summary>Where each sequence's probabilities begin, and at the end how many there are.</summary>
    public int[] ProbabilityOffsets()
    {
        int[] offsets = new int[Sequences + 1];
        for (int sequence = 0; sequence < Sequences; sequence++)
        {
            int length = Length(sequence), seen = LastOnly ? length : IsCausal ? length * (length + 1) / 2 : length * length;
            offsets[sequence + 1] = checked(offsets[sequence] + Heads * Streams * (OwnStreamOnly ? 1 : Streams) * seen);
        }
        return offsets;
    }
}
