namespace Cicerone;

/// <summary>Folders that are there whole or not at all.</summary>
internal static class FolderAside
{
    /// <summary>Fills a folder aside and moves it into place; nothing is left of one that could not be filled.</summary>
    /// <param name="path">Where it is to be; not there yet, or empty, unless it may be replaced.</param>
    /// <param name="replaces">Whether what is there may go, with all it holds.</param>
    /// <param name="fill">Fills the folder that it is given.</param>
    /// <exception cref="IOException">The folder is not empty and may not be replaced.</exception>
    public static void Fill(string path, bool replaces, Action<string> fill)
    {
        path = Path.TrimEndingDirectorySeparator(Path.GetFullPath(path));
        string aside = $"{path}.new-{Environment.ProcessId}";
        try
        {
            if (Directory.Exists(aside)) Directory.Delete(aside, recursive: true); // of a process of this number that was killed
            Directory.CreateDirectory(aside);
            fill(aside);
            if (Directory.Exists(path)) Directory.Delete(path, replaces);
            Directory.Move(aside, path);
        }
        finally
        {
            if (Directory.Exists(aside)) Directory.Delete(aside, recursive: true);
        }
    }
}
