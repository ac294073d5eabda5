namespace Cicerone.Data.Formats.Pickles;

/// <summary>A NumPy array as a pickle holds it.</summary>
/// <param name="Shape">Its dimensions.</param>
/// <param name="Values">Its numbers, row after row.</param>
internal sealed record PickledArray(IReadOnlyList<int> Shape, float[] Values);
