namespace Cicerone.Neural.Sequences;

/// <summary>How items become the tokens of a backbone.</summary>
/// <param name="Width">Length of a token's vector.</param>
/// <param name="Window">How many places in the window have a vector of their own, which is added; 0 for none.</param>
/// <param name="IsNormalised">Whether tokens are normalised.</param>
/// <param name="Deviation">Standard deviation of the first weights for a number of items.</param>
/// <param name="Dropout">Share of values that is dropped in training.</param>
internal sealed record TokenShape(int Width, int Window, bool IsNormalised, Func<int, double> Deviation, double Dropout);
