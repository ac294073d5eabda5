using Cicerone.Neural.Training;

namespace Cicerone.Neural.Sequences.Backbones;

/// <summary>The layers of a backbone as they answer: without native code or dropout.</summary>
internal interface ISequenceReader
{
    /// <summary>A vector for each sequence, shape [sequences, width]. No sequence may be empty.</summary>
    /// <param name="tokens">Shape [tokens, width].</param>
    /// <param name="batch">Which token is of which sequence.</param>
    float[] Of(float[] tokens, RaggedBatch batch);
}
