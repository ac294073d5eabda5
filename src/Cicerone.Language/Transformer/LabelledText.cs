namespace Cicerone.Language.Transformer;

/// <summary>A text to learn from.</summary>
/// <param name="Tokens">Its tokens.</param>
/// <param name="From">The first token that is to be predicted from those before it, at least 1; all after it are too.</param>
/// <param name="Before">The weight of predicting each token before those as well; they themselves weigh 1.</param>
internal readonly record struct LabelledText(int[] Tokens, int From = 1, float Before = 0);
