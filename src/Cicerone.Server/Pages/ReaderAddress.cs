namespace Cicerone.Server.Pages;

/// <summary>The address of a reader's page.</summary>
/// <param name="User">Who reads; null for somebody new, of whom nothing is recorded.</param>
/// <param name="With">Items they are supposed to have chosen beside what is recorded.</param>
internal sealed record ReaderAddress(string? User, IReadOnlyList<string> With)
{
    public ReaderAddress Including(string item) => this with { With = [.. With, item] };

    public ReaderAddress Without(string item) => this with { With = [.. With.Where(other => other != item)] };

    /// <summary>The page after an item was recorded.</summary>
    public string Recorded(string item) => $"{this}&recorded={Uri.EscapeDataString(item)}";

    public override string ToString()
    {
        IEnumerable<string> with = With.Select(item => $"with={Uri.EscapeDataString(item)}");
        // Somebody new, with nothing chosen yet, is told from no choice of a reader by the empty search.
        string who = User is null ? "find=" : $"user={Uri.EscapeDataString(User)}";
        return $"/?{string.Join('&', [who, .. with])}";
    }
}
