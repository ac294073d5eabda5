using System.ComponentModel;
using Cicerone.Server.Storage;

namespace Cicerone.Server.Experiments;

/// <summary>An experiment: arms among which people are divided, and by what they are judged. The first arm is the control.</summary>
internal sealed record Experiment
{
    private const int MostArms = 10;
    private const double MostHours = 24 * 90, Rounding = 1e-9;

    [Description("Name of the experiment; people are divided anew under another name.")]
    public required string Name { get; init => field = ExternalId.Checked(value, "name"); }

    [Description("Two to ten arms, whose shares add up to 1; the first is the control.")]
    public required IReadOnlyList<ExperimentArm> Arms
    {
        get;
        init => field = value.Count is < 2 or > MostArms ? throw new CiceroneException($"There are {value.Count} arms, but must be 2 to {MostArms}.")
            : value.Select(arm => arm.Name).Distinct().Count() < value.Count ? throw new CiceroneException("Two arms have one name.")
            : Math.Abs(value.Sum(arm => arm.Share) - 1) > Rounding ? throw new CiceroneException($"The shares of the arms add up to {value.Sum(arm => arm.Share)}, but must add up to 1.")
            : value;
    }

    [Description("The action that counts: a person succeeds who does it to an item that they were shown, in the window.")]
    public required string Outcome { get; init => field = ExternalId.Checked(value, "outcome"); }

    [Description("The window: how many hours after their first list a person is watched, above 0 and at most 2160. A person counts when it has passed. 24 unless told.")]
    public double WindowHours { get; init => field = value is > 0 and <= MostHours ? value : throw new CiceroneException($"The window is {value} hours, but must lie above 0 and at most at {MostHours}."); } = 24;

    [Description("The size of difference in the share of people who succeed that matters, above 0 and at most 1; the test is sharpest there. 0.02 unless told.")]
    public double Effect { get; init => field = value is > 0 and <= 1 ? value : throw new CiceroneException($"The effect is {value}, but must lie above 0 and at most at 1."); } = 0.02;

    [Description("How often, at most, any arm is found to differ where none does; above 0 and below 0.5. 0.05 unless told.")]
    public double Level { get; init => field = value is > 0 and < 0.5 ? value : throw new CiceroneException($"The level is {value}, but must lie above 0 and below 0.5."); } = 0.05;

    [Description("An arm is stopped when its share of people who say not-interested to an item they were shown is surely higher than the control's by more than this, 0 to 1; 0 unless told.")]
    public double MostComplaints { get; init => field = value is >= 0 and <= 1 ? value : throw new CiceroneException($"The most complaints are {value}, but must lie in 0 to 1."); }

    [Description("An arm is stopped when its answers surely take longer than the control's by more than so many milliseconds, above 0; not unless told.")]
    public double? MostMilliseconds { get; init => field = value is null or > 0 ? value : throw new CiceroneException($"The most milliseconds are {value}, but must be above 0."); }

    [Description("When it began.")]
    public DateTime Started { get; init; }

    [Description("When it ended; null while it runs.")]
    public DateTime? Ended { get; init; }

    [Description("Why it ended.")]
    public string? EndedWhy { get; init; }

    /// <summary>The arm of a person, the same at all times: people are spread by a hash of the experiment's name and theirs.</summary>
    public ExperimentArm ArmOf(string person)
    {
        double place = (RandomSource.Hash($"{Name}\n{person}") >> 11) * (1.0 / (1UL << 53));
        foreach (ExperimentArm arm in Arms)
            if ((place -= arm.Share) < 0) return arm;
        return Arms[^1];
    }
}

/// <summary>An arm of an experiment.</summary>
internal sealed record ExperimentArm
{
    [Description("Name of the arm.")]
    public required string Name { get; init => field = ExternalId.Checked(value, "name of an arm"); }

    [Description("The share of people, above 0 and below 1.")]
    public required double Share { get; init => field = value is > 0 and < 1 ? value : throw new CiceroneException($"The share is {value}, but must lie between 0 and 1."); }

    [Description("The version of the model that ranks; the one in service when it is left out.")]
    public string? Model { get; init; }

    [Description("The merchandising settings that compose; `default` when it is left out.")]
    public string? Merchandising { get; init; }

    [Description("Why the arm was stopped: its people get what the control's do, and count no more. Null while it runs.")]
    public string? Stopped { get; init; }
}
