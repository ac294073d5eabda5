namespace Cicerone.Neural.Catchments;

/// <summary>How a loss tells the error of level.</summary>
public enum LevelTerm
{
    /// <summary>The mean of (1 − m_q/m_y)² over days with a level: M* of JKGE_ss.</summary>
    Ratio,

    /// <summary>‖m_q − m_y‖² / ‖m_y − ȳ‖².</summary>
    Norm,

    /// <summary>(β − 1)² of the overall means, as in KGE_ss.</summary>
    Overall,
}
