namespace Cicerone.Server.Experiments;

/// <summary>An experiment as it stands.</summary>
/// <param name="Experiment">What it tries.</param>
/// <param name="Arms">How its arms have done, the control first.</param>
/// <param name="Winner">The arm that is surely better than the control, the best of several; null while none is.</param>
internal sealed record ExperimentState(Experiment Experiment, IReadOnlyList<ArmState> Arms, string? Winner);

/// <summary>How an arm has done.</summary>
/// <param name="Name">Its name.</param>
/// <param name="People">People who were shown a list.</param>
/// <param name="Counted">Those of them whose window has passed.</param>
/// <param name="Successes">Those who did what counts to an item they were shown.</param>
/// <param name="Complaints">Those who did not want an item they were shown.</param>
/// <param name="Milliseconds">Mean time of the first answer of each person; null before there is one.</param>
/// <param name="Outcome">The share of successes against the control's; null for the control.</param>
/// <param name="Complaining">The share of complaints against the control's, likewise.</param>
/// <param name="Latency">The milliseconds against the control's, likewise.</param>
internal sealed record ArmState(string Name, int People, int Counted, int Successes, int Complaints, double? Milliseconds, ArmComparison? Outcome, ArmComparison? Complaining, ArmComparison? Latency);

/// <summary>An arm against the control. Figures are null before both have 100 people.</summary>
/// <param name="Difference">The arm's mean less the control's.</param>
/// <param name="Low">Lower end of the interval of the true difference, which holds at all times at once.</param>
/// <param name="High">Its upper end.</param>
/// <param name="PValue">The p-value, which holds at any time it is looked at.</param>
internal sealed record ArmComparison(double? Difference, double? Low, double? High, double PValue);
