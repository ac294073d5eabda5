namespace Cicerone.Data.Sources;

/// <summary>
/// The hashes that fetched files must have: what came first is what must come again, so that two people, or one person
/// twice, cannot work on different data under one name. One line a set: hash, two spaces, name.
/// </summary>
/// <param name="path">The file; made when needed.</param>
public sealed class PinFile(string path)
{
    /// <summary>The pins of the current person, in the cache folder: <c>$CICERONE_CACHE</c>, or of the system.</summary>
    public static PinFile OfUser() => new(Path.Combine(UserCache.Folder, "fetched.sha256"));

    /// <summary>Where the pins lie.</summary>
    public string Location => path;

    /// <summary>The hash of a set; null before its first fetch.</summary>
    public string? Find(string name) =>
        !File.Exists(path) ? null : File.ReadLines(path).Select(line => line.Split("  ", 2)).Where(parts => parts.Length == 2 && parts[1] == name).Select(parts => parts[0]).FirstOrDefault();

    /// <summary>Fixes the hash of a set.</summary>
    public void Add(string name, string sha256)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
        File.AppendAllText(path, $"{sha256}  {name}\n");
    }
}
