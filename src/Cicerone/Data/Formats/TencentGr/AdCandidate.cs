namespace Cicerone.Data.Formats.TencentGr;

/// <summary>An advertisement that may be shown.</summary>
/// <param name="Creative">Its raw id.</param>
/// <param name="RetrievalId">Its number in the pool.</param>
/// <param name="Features">What is known of it; a value that training people never met is raw text.</param>
public sealed record AdCandidate(string Creative, long RetrievalId, AdFeatures Features);
