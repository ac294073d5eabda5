using Cicerone.Metrics.Significance;
using Cicerone.Server.Live;
using Cicerone.Server.Storage;

namespace Cicerone.Server.Experiments;

/// <summary>
/// Reads the exposure log and the events into the state of an experiment. A person counts once, with the arm of their first list, when
/// the window after it has passed: they succeed when they did what counts to an item after they were shown it. People enter the
/// sequential tests in the order of their first lists, so that a later look sees the same stream grown longer.
/// </summary>
internal sealed class ExperimentAnalysis(ExposureStore exposures, EventStore events, ExposureIntake intake, TimeProvider clock)
{
    /// <summary>The state now.</summary>
    public async Task<ExperimentState> OfAsync(Experiment experiment, CancellationToken cancellation)
    {
        await intake.FlushAsync(cancellation);
        IReadOnlyList<NumberedExposure> shown = await exposures.OfExperimentAsync(experiment.Name, cancellation);
        ILookup<string, StoredEvent> done = (await events.OfExposedAsync(experiment.Name, [experiment.Outcome, StoredEvent.NotInterested], cancellation)).ToLookup(stored => stored.User);
        long window = (long)(experiment.WindowHours * 3_600_000), now = clock.GetUtcNow().ToUnixTimeMilliseconds();
        Participant[] people = [.. shown.Where(stored => stored.Exposure.User is not null).GroupBy(stored => stored.Exposure.User!)
            .Select(lists => Participant.Of([.. lists.Select(list => list.Exposure)], [.. done[lists.Key]], experiment.Outcome, window, now))];
        ArmState[] arms = [.. experiment.Arms.Select((arm, place) => StateOf(experiment, arm, people, isControl: place == 0))];
        return new ExperimentState(experiment, arms, arms.Where(arm => arm.Outcome?.Low > 0).MaxBy(arm => arm.Outcome!.Difference)?.Name);
    }

    /// <summary>Why arms are to be stopped, by their names: a guard is surely passed.</summary>
    public static IReadOnlyDictionary<string, string> Breaches(ExperimentState state)
    {
        Experiment experiment = state.Experiment;
        var reasons = new Dictionary<string, string>();
        foreach (ArmState arm in state.Arms)
        {
            if (arm.Complaining?.Low > experiment.MostComplaints) reasons[arm.Name] = FormattableString.Invariant($"The share of people who complain is higher than the control's by at least {arm.Complaining.Low:0.0000}.");
            else if (arm.Latency?.Low > experiment.MostMilliseconds) reasons[arm.Name] = FormattableString.Invariant($"Answers take longer than the control's by at least {arm.Latency.Low:0.0} ms.");
        }
        return reasons;
    }

    private static ArmState StateOf(Experiment experiment, ExperimentArm arm, Participant[] people, bool isControl)
    {
        string control = experiment.Arms[0].Name;
        Participant[] own = [.. people.Where(person => person.Arm == arm.Name)], counted = [.. own.Where(person => person.IsCounted)];
        double level = experiment.Level / (experiment.Arms.Count - 1); // Bonferroni, over the arms that are compared
        ArmComparison? Against(double effect, Func<Participant, bool> counts, Func<Participant, double> value)
        {
            if (isControl) return null;
            var test = new MixtureSequentialTest(effect, level);
            foreach (Participant person in people)
                if ((person.Arm == arm.Name || person.Arm == control) && counts(person)) test.Add(person.Arm == arm.Name, value(person));
            return new ArmComparison(Finite(test.Difference), Finite(test.Interval.Low), Finite(test.Interval.High), test.PValue);
        }
        return new ArmState(arm.Name, own.Length, counted.Length, counted.Count(person => person.Succeeded), counted.Count(person => person.Complained),
            own.Length == 0 ? null : own.Average(person => person.Milliseconds),
            Against(experiment.Effect, person => person.IsCounted, person => person.Succeeded ? 1 : 0),
            Against(experiment.Effect, person => person.IsCounted, person => person.Complained ? 1 : 0),
            Against(experiment.MostMilliseconds ?? 1, _ => true, person => person.Milliseconds));
    }

    private static double? Finite(double value) => double.IsFinite(value) ? value : null;
}
