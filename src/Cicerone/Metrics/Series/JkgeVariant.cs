namespace Cicerone.Metrics.Series;

/// <summary>How the terms of JKGE_ss are made.</summary>
public enum JkgeVariant
{
    /// <summary>Level as the mean of (1 − m_q/m_y)², with variability and timing: the canonical form.</summary>
    Ratio,

    /// <summary>The canonical form and the squared error of the overall mean.</summary>
    Four,

    /// <summary>Level as ‖m_q − m_y‖² / ‖m_y − ȳ‖², which a dry spell cannot blow up.</summary>
    Norm,

    /// <summary>Four terms with a spread of its own for each section, and equal weight for sections.</summary>
    SectionSpread,

    /// <summary>Level as the mean of ((m_q − m_y)/max(m_y, 0.01 ȳ))².</summary>
    Floor,
}
