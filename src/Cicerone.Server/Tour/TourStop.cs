namespace Cicerone.Server.Tour;

/// <summary>One stop of <em>A Reader in the Bookshop</em>.</summary>
/// <param name="Number">Its place in the tour, from 1.</param>
/// <param name="Method">The method it shows, as its paper writes it.</param>
/// <param name="Name">The name of the method's algorithm.</param>
/// <param name="Sees">What the reader sees there.</param>
public sealed record TourStop(int Number, string Method, string Name, string Sees)
{
    /// <summary>Whose idea it is: the id of the paper on arXiv.</summary>
    public required string Paper { get; init; }

    /// <summary>What it costs, by what was measured; docs/claims.md has the runs.</summary>
    public required string Costs { get; init; }

    /// <summary>The algorithm of what it shows, where that has another name than the method.</summary>
    public string Algorithm { get; init; } = Name;

    /// <summary>Whether what it shows is a model, whose algorithm the host must have and whose run must lie in the tour's folder.</summary>
    public bool IsModel { get; init; } = true;
}
