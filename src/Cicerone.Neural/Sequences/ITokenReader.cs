using Cicerone.Models;
using Cicerone.Neural.Training;

namespace Cicerone.Neural.Sequences;

/// <summary>Makes tokens of items, as it answers.</summary>
internal interface ITokenReader
{
    /// <summary>What a sequence's vector is compared with.</summary>
    ItemVectors ItemVectors { get; }

    /// <summary>Shape [tokens, width].</summary>
    float[] Of(RaggedBatch batch);
}
