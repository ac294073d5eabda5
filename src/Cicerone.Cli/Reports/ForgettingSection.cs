using Cicerone.Evaluation.Forgetting;
using Cicerone.Models;
using Cicerone.Models.Circuits;

namespace Cicerone.Cli.Reports;

/// <summary>The part of a run's report that tells of people who were forgotten in it.</summary>
internal static class ForgettingSection
{
    /// <summary>The receipt, and a map of the parts of the model where it was unlearned by parts.</summary>
    public static string Of(ForgetReceipt receipt) => $"""
        <h2>What was forgotten</h2>
        <p>{receipt.People:N0} {(receipt.People == 1 ? "person" : "people")}, {receipt.Events.Values.Sum():N0} events and {receipt.Items:N0} items that only they had known, in {receipt.Seconds:0.0} s. {Html.Escape(receipt.How)}</p>
        {(receipt.Checks.Count == 0 ? "" : Html.Table(["check", "figure", "at most", ""], receipt.Checks.Select(Row)))}
        {(receipt.Lists is { } lists ? $"<p>Of the lists of {lists.Length} of {lists.People:N0} people who stay, {lists.Same:P0} is what was there before.</p>" : "")}
        {(receipt.Circuits is { } circuits ? Circuits(circuits) : "")}
        <ul>{string.Concat(receipt.Remains.Select(what => $"<li>{Html.Escape(what)}</li>"))}</ul>
        """;

    private static string[] Row(ForgettingCheck check) => [check.What, $"{check.Figure:0.###e0}", $"{check.Limit:0.###e0}", check.Holds ? "holds" : "does not hold"];

    private static string Circuits(CircuitMap circuits) => $"""
        <figure>{CircuitDrawing.Of(circuits)}<figcaption>The circuits behind what was forgotten and what is kept. Discs are parts of the model, lines the weightiest ways between them.</figcaption></figure>
        <p>A part is specific (ρ from −1, kept alone, to 1, forgotten alone) only beyond ±{circuits.Noise:0.00}, which halves of what is kept differ by.</p>
        {Html.Numbers(["serves", "share in what is forgotten", "share in what is kept", "ρ", "steps in conflict", "moved by"], circuits.Parts.Select(part => (part.Name, (string[])
        [
            part.Group.ToString().ToLowerInvariant(), $"{part.ForgetShare:0.000}", $"{part.RetainShare:0.000}", $"{part.Specificity:+0.00;-0.00;0.00}", $"{part.Conflicts:P0}", $"{part.Moved:0.000}",
        ])))}
        """;
}
