namespace Cicerone.Server.Pages;

/// <summary>Marks an endpoint that answers with a page, so that its faults are pages too.</summary>
internal sealed class PageMark
{
    public static PageMark Mark { get; } = new();
}
