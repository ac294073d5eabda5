namespace Cicerone.Neural.Training;

/// <summary>How the step size changes over a run, after its warm-up.</summary>
public enum Schedule
{
    /// <summary>It stays.</summary>
    Constant,

    /// <summary>It falls in a straight line to 0.</summary>
    Linear,

    /// <summary>It falls along half a cosine to 0 (Loshchilov and Hutter, ICLR 2017, without restarts).</summary>
    Cosine,
}
