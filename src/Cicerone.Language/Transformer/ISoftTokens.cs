using Tensor = TorchSharp.torch.Tensor;

namespace Cicerone.Language.Transformer;

/// <summary>Vectors that a decoder reads in the place of tokens past its vocabulary: vector i stands for token vocabulary + i.</summary>
internal interface ISoftTokens
{
    /// <summary>How many there are.</summary>
    int Length { get; }

    /// <summary>Some of them, in the order given: shape [rows, width].</summary>
    Tensor Rows(int[] rows);
}
