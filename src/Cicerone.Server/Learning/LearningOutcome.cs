namespace Cicerone.Server.Learning;

/// <summary>What became of a fit.</summary>
/// <param name="InService">The version in service now.</param>
/// <param name="Promoted">Whether it is the new one.</param>
/// <param name="Judged">How the new model was found; null when there was too little to judge by.</param>
/// <param name="Why">A sentence.</param>
internal sealed record LearningOutcome(string InService, bool Promoted, Judgement? Judged, string Why);
