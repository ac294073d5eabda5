namespace Cicerone.Data.Formats.TencentGr;

/// <summary>The layouts of TencentGR's data.</summary>
public static class AdLayouts
{
    /// <summary>The contest's files.</summary>
    public static AdLayout Contest { get; } = new ContestLayout();

    /// <summary>Every layout.</summary>
    public static IReadOnlyList<AdLayout> All { get; private set; } = [Contest];

    /// <summary>The layout of a name.</summary>
    /// <exception cref="CiceroneException">There is none; the message names the nearest.</exception>
    public static AdLayout Named(string name) =>
        All.FirstOrDefault(layout => layout.Name == name) ?? throw CiceroneException.UnknownName("layout", name, All.Select(layout => layout.Name));

    /// <summary>The data of a folder, in whichever layout it is.</summary>
    /// <exception cref="CiceroneException">It is in none.</exception>
    public static AdData Open(string folder) => All.FirstOrDefault(layout => layout.Fits(folder))?.Open(folder)
        ?? throw new CiceroneException($"{folder} has no data of TencentGR: neither {string.Join(" nor ", All.Select(layout => layout.Summary))}.");

    /// <summary>Adds a layout of another assembly; once, where it is there already.</summary>
    internal static void Add(AdLayout layout)
    {
        if (All.All(known => known.Name != layout.Name)) All = [.. All, layout];
    }
}
