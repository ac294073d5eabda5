using System.Text.Json;

namespace Cicerone.Client;

/// <summary>What came of forgetting readers.</summary>
/// <param name="Method">The method.</param>
/// <param name="Sees">What the reader sees there.</param>
/// <param name="Reader">Id of one of those who were forgotten.</param>
/// <param name="Neighbour">Id of somebody who stays, and has the most in common with the reader.</param>
/// <param name="Lists">The neighbour's list from before and after.</param>
/// <param name="Receipt">What was done, how it was tested, and what remains; with the circuits, where there are any.</param>
public sealed record ForgottenExhibit(string Method, string Sees, string Reader, string Neighbour, IReadOnlyList<TourList> Lists, JsonElement Receipt);
