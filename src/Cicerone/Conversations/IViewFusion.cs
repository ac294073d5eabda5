using Cicerone.Models;

namespace Cicerone.Conversations;

/// <summary>A learned score of both views together: the inner product of a vector of the moment and one of each item.</summary>
public interface IViewFusion
{
    /// <summary>Length of a vector of text.</summary>
    int TextWidth { get; }

    /// <summary>The items' vectors.</summary>
    /// <param name="text">Vectors of the items' text, shape [items, <see cref="TextWidth"/>]; items that joined after the learning are at the end, and have text alone.</param>
    ItemVectors VectorsOf(ReadOnlySpan<float> text);

    /// <summary>The vector of a moment.</summary>
    /// <param name="said">Where the words point, of <see cref="TextWidth"/>; zeros where nothing was said.</param>
    /// <param name="chosen">Items that were chosen and liked, oldest first.</param>
    /// <param name="chosenText">Vectors of their text, shape [chosen, <see cref="TextWidth"/>].</param>
    float[] VectorOf(ReadOnlySpan<float> said, ReadOnlySpan<int> chosen, ReadOnlySpan<float> chosenText);
}
