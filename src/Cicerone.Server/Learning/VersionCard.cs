namespace Cicerone.Server.Learning;

/// <summary>What is known of a version of the model.</summary>
/// <param name="Version">Its name: six digits, or <c>run</c> for the model that the server was started with.</param>
/// <param name="Algorithm">Name of the algorithm.</param>
/// <param name="Time">When it was fitted; null for the run.</param>
/// <param name="Events">How many events it has learned from.</param>
/// <param name="LastArrival">The number of the last of them, in the order of arrival.</param>
/// <param name="Judged">How it was found against the one in service; null for the run, and where there was no judging.</param>
public sealed record VersionCard(string Version, string Algorithm, DateTime? Time, long Events, long LastArrival, Judgement? Judged);

/// <summary>A new model against the one in service, on events that neither has learned from.</summary>
/// <param name="Against">The version in service.</param>
/// <param name="People">How many people they were judged by.</param>
/// <param name="New">The new model's mean ndcg@10.</param>
/// <param name="InService">The other's.</param>
/// <param name="Low">Lower end of the 95 % interval of the mean difference, new minus in service.</param>
/// <param name="High">Its upper end.</param>
public sealed record Judgement(string Against, int People, double New, double InService, double Low, double High)
{
    /// <summary>Whether the new model is worse: the whole interval lies below zero.</summary>
    public bool IsWorse => High < 0;
}
