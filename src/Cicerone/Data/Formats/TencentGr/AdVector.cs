namespace Cicerone.Data.Formats.TencentGr;

/// <summary>A vector of an advertisement.</summary>
/// <param name="Creative">Its raw id.</param>
/// <param name="Values">The numbers; empty where the file names the advertisement and has no vector for it.</param>
public sealed record AdVector(string Creative, float[] Values);
