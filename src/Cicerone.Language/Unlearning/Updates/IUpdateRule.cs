namespace Cicerone.Language.Unlearning.Updates;

/// <summary>How the slopes of forgetting and of keeping become one step.</summary>
internal interface IUpdateRule
{
    /// <summary>What each part descends along; null leaves it as it is.</summary>
    /// <param name="forget">Slope of the loss of forgetting in each part's weights.</param>
    /// <param name="retain">Slope of the loss of keeping.</param>
    float[]?[] Directions(float[][] forget, float[][] retain);

    /// <summary>Whether the step of a part, after the optimiser has scaled it, may not lead up the loss of keeping either.</summary>
    bool Protects(int part);
}
