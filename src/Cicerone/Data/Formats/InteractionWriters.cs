namespace Cicerone.Data.Formats;

/// <summary>The formats that events and items are written in.</summary>
public static class InteractionWriters
{
    /// <summary>Every writer.</summary>
    public static IReadOnlyList<InteractionWriter> All { get; } = [new RecBoleWriter(), new CsvWriter()];

    /// <summary>The writer of a name.</summary>
    /// <exception cref="CiceroneException">There is none; the message names the nearest.</exception>
    public static InteractionWriter Named(string name) =>
        All.FirstOrDefault(writer => writer.Name == name) ?? throw CiceroneException.UnknownName("format to write", name, All.Select(writer => writer.Name));
}
