namespace Cicerone;

/// <summary>
/// A fault in what was given (a file, an option, an id), told so that the reader can mend it:
/// what is wrong, where, and what to do. Faults of the program itself are other exceptions.
/// </summary>
public sealed class CiceroneException : Exception
{
    /// <summary>A fault with its message.</summary>
    public CiceroneException(string message) : base(message) { }

    /// <summary>A fault with its message and cause.</summary>
    public CiceroneException(string message, Exception cause) : base(message, cause) { }

    /// <summary>A fault without a message; prefer one that says what to do.</summary>
    public CiceroneException() { }

    /// <summary>An unknown name, with the nearest valid one.</summary>
    /// <param name="kind">What the name is of: "algorithm", "item", "option of ease".</param>
    /// <param name="name">The name that was given.</param>
    /// <param name="valid">The names that exist.</param>
    public static CiceroneException UnknownName(string kind, string name, IEnumerable<string> valid)
    {
        string? nearest = NearestName.To(name, valid);
        string advice = nearest is null ? "" : $" Did you mean '{nearest}'?";
        return new CiceroneException($"There is no {kind} '{name}'.{advice}");
    }
}
