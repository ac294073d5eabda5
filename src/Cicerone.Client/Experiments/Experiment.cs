namespace Cicerone.Client;

/// <summary>An experiment.</summary>
/// <param name="Name">Its name, by which people are divided.</param>
/// <param name="Arms">Its arms, the control first.</param>
/// <param name="Outcome">The action that counts.</param>
/// <param name="WindowHours">How many hours after their first list a person is watched.</param>
/// <param name="Effect">The size of difference that matters.</param>
/// <param name="Level">How often, at most, any arm is found to differ where none does.</param>
/// <param name="MostComplaints">By how much the share of complaints may be higher than the control's.</param>
/// <param name="MostMilliseconds">By how much answers may take longer; null for any.</param>
/// <param name="Started">When it began.</param>
/// <param name="Ended">When it ended; null while it runs.</param>
/// <param name="EndedWhy">Why it ended.</param>
public sealed record Experiment(string Name, IReadOnlyList<ExperimentArm> Arms, string Outcome, double WindowHours, double Effect, double Level, double MostComplaints, double? MostMilliseconds, DateTimeOffset Started, DateTimeOffset? Ended, string? EndedWhy);

/// <summary>An arm of an experiment.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Share">The share of people.</param>
/// <param name="Model">The version of the model that ranks; null for the one in service.</param>
/// <param name="Merchandising">The settings that compose; null for those named default.</param>
/// <param name="Stopped">Why it was stopped; null while it runs.</param>
public sealed record ExperimentArm(string Name, double Share, string? Model, string? Merchandising, string? Stopped);

/// <summary>An experiment that is wanted. What is null is as the server has it.</summary>
/// <param name="Name">Its name, by which people are divided.</param>
/// <param name="Arms">Two to ten arms, whose shares add up to 1; the first is the control.</param>
/// <param name="Outcome">The action that counts.</param>
/// <param name="WindowHours">How many hours after their first list a person is watched.</param>
/// <param name="Effect">The size of difference that matters.</param>
/// <param name="Level">How often, at most, any arm is found to differ where none does.</param>
/// <param name="MostComplaints">By how much the share of complaints may be higher than the control's.</param>
/// <param name="MostMilliseconds">By how much answers may take longer.</param>
public sealed record NewExperiment(string Name, IReadOnlyList<NewArm> Arms, string Outcome, double? WindowHours = null, double? Effect = null, double? Level = null, double? MostComplaints = null, double? MostMilliseconds = null);

/// <summary>An arm that is wanted.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Share">The share of people, above 0 and below 1.</param>
/// <param name="Model">The version of the model that ranks; null for the one in service.</param>
/// <param name="Merchandising">The settings that compose; null for those named default.</param>
public sealed record NewArm(string Name, double Share, string? Model = null, string? Merchandising = null);

/// <summary>An experiment as it stands.</summary>
/// <param name="Experiment">What it tries.</param>
/// <param name="Arms">How its arms have done, the control first.</param>
/// <param name="Winner">The arm that is surely better than the control; null while none is.</param>
public sealed record ExperimentState(Experiment Experiment, IReadOnlyList<ArmState> Arms, string? Winner);

/// <summary>How an arm has done.</summary>
/// <param name="Name">Its name.</param>
/// <param name="People">People who were shown a list.</param>
/// <param name="Counted">Those of them whose window has passed.</param>
/// <param name="Successes">Those who did what counts.</param>
/// <param name="Complaints">Those who did not want an item they were shown.</param>
/// <param name="Milliseconds">Mean time of the first answer of each person.</param>
/// <param name="Outcome">The share of successes against the control's; null for the control.</param>
/// <param name="Complaining">The share of complaints, likewise.</param>
/// <param name="Latency">The milliseconds, likewise.</param>
public sealed record ArmState(string Name, int People, int Counted, int Successes, int Complaints, double? Milliseconds, ArmComparison? Outcome, ArmComparison? Complaining, ArmComparison? Latency);

/// <summary>An arm against the control; figures are null before there is enough to tell.</summary>
/// <param name="Difference">The arm's mean less the control's.</param>
/// <param name="Low">Lower end of the interval, which holds at all times at once.</param>
/// <param name="High">Its upper end.</param>
/// <param name="PValue">The p-value, which holds at any time.</param>
public sealed record ArmComparison(double? Difference, double? Low, double? High, double PValue);
