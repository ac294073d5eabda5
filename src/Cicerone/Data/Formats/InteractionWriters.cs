namespace Cicerone.Data.Formats;

/// <summary>The formats that events and items are written in.</summary>
public static class InteractionWriters
{
    /// <summary>Every writer.</summary>
    public static IReadOnlyList<InteractionWriter> All { get; private set; } = [new RecBoleWriter(), new CsvWriter()];

    /// <summary>Adds a writer of another assembly; once, where it is there already.</summary>
    internal static void Add(InteractionWriter writer)
    {
        if (All.All(known => known.Name != writer.Name)) All = [.. All, writer];
    }

    /// <summary>The writer of a name.</summary>
    /// <exception cref="CiceroneException">There is none; the message names the nearest.</exception>
    public static InteractionWriter Named(string name) =>
        All.FirstOrDefault(writer => writer.Name == name) ?? throw CiceroneException.UnknownName("format to write", name, All.Select(writer => writer.Name));
}
