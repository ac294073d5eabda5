using Cicerone.Models;
using Cicerone.Server.Storage;

namespace Cicerone.Cli.Commands.Doctors;

/// <summary>Looks at a store and at the versions of the model, and changes nothing.</summary>
internal static class StoreDoctor
{
    public static async Task<IReadOnlyList<Finding>> LookAsync(string? store, string? models, CancellationToken cancellation)
    {
        var findings = new List<Finding>();
        if (store is not null)
        {
            findings.Add(await VersionAsync(store, cancellation));
            if (findings[0].Ok && Store.FreeDiskBytes(store) is { } free) findings.Add(Finding.OfDisk(free));
        }
        if (models is null) return findings;
        if (!Directory.Exists(models)) findings.Add(new Finding("Models", Ok: false, $"there is no folder {models}", "name the folder that the server was given with --models"));
        else foreach (string version in Directory.EnumerateDirectories(models).Where(folder => !folder.EndsWith(".new", StringComparison.Ordinal)).Order(StringComparer.Ordinal)) findings.Add(Model(version));
        return findings;
    }

    private static async Task<Finding> VersionAsync(string store, CancellationToken cancellation)
    {
        try
        {
            long version = await Store.VersionOfAsync(store, cancellation);
            string more = version < Store.SchemaVersion ? $"; a server brings it to {Store.SchemaVersion} when it opens it" : "";
            return new Finding("Store", version <= Store.SchemaVersion, $"{Store.WithoutPassword(store)}, version {version}{more}", $"this Cicerone knows stores up to version {Store.SchemaVersion}; use a newer one");
        }
        catch (CiceroneException fault)
        {
            return new Finding("Store", Ok: false, fault.Message, "look at the address, the file's permissions, or whether PostgreSQL runs");
        }
    }

    private static Finding Model(string folder)
    {
        string what = $"Model {Path.GetFileName(folder)}";
        try
        {
            ModelFolder model = ModelFolder.Open(Path.Combine(folder, "model"), Known.Algorithms);
            return new Finding(what, Ok: true, $"{model.Card.Algorithm}, {model.Catalogue.Count:N0} items, whole", "");
        }
        catch (Exception fault) when (fault is CiceroneException or IOException or UnauthorizedAccessException)
        {
            return new Finding(what, Ok: false, fault.Message, "roll back to another version, or learn anew");
        }
    }
}
