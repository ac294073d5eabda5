using System.Security.Cryptography;
using System.Text;

namespace Cicerone.Data.Formats;

/// <summary>A file on disk, gzipped or not; which of the two its first bytes tell, never its name.</summary>
/// <param name="path">As it was given: messages show it so.</param>
internal sealed class DataFile(string path)
{
    private const int BufferSize = 1 << 16;

    public string Path => path;

    /// <summary>Its name without folder and <c>.gz</c>.</summary>
    public string Name { get; } = BareName(path);

    public static string BareName(string path)
    {
        string name = System.IO.Path.GetFileName(path);
        return name.EndsWith(".gz", StringComparison.OrdinalIgnoreCase) ? name[..^3] : name;
    }

    /// <summary>The bytes, unpacked. They stream: what a small file unpacks to is never held whole.</summary>
    public Stream Open()
    {
        FileStream file = OpenRaw();
        Span<byte> magic = stackalloc byte[2];
        bool packed = file.ReadAtLeast(magic, 2, throwOnEndOfStream: false) == 2 && magic is [0x1F, 0x8B];
        file.Position = 0;
        return packed ? new WholeGzipStream(file) : file;
    }

    /// <summary>SHA-256 of the bytes on disk, in lower-case hexadecimal.</summary>
    public string Sha256()
    {
        using FileStream file = OpenRaw();
        return Convert.ToHexStringLower(SHA256.HashData(file));
    }

    /// <summary>SHA-256 of one file, or of the names and hashes of several.</summary>
    public static string Sha256(IReadOnlyList<DataFile> files)
    {
        if (files.Count == 1) return files[0].Sha256();
        string all = string.Concat(files.Select(file => $"{System.IO.Path.GetFileName(file.Path)}\t{file.Sha256()}\n"));
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(all)));
    }

    /// <summary>A read whose faults are told as the file's.</summary>
    public int Read(Stream stream, Span<byte> into)
    {
        try
        {
            return stream.Read(into);
        }
        catch (InvalidDataException fault)
        {
            throw new CiceroneException($"{path} is damaged or cut short: it cannot be unpacked to its end. Fetch it again.", fault);
        }
        catch (IOException fault)
        {
            throw new CiceroneException($"{path} cannot be read: {fault.Message}", fault);
        }
    }

    private FileStream OpenRaw()
    {
        if (Directory.Exists(path)) throw new CiceroneException($"{path} is a folder, where a file is expected.");
        try
        {
            var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, BufferSize, FileOptions.SequentialScan);
            return file.CanSeek ? file : throw new CiceroneException($"{path} is not a file on disk. Write the data to a file first.");
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw new CiceroneException(File.Exists(path) ? $"{path} cannot be read: {fault.Message}" : $"There is no file '{path}'.", fault);
        }
    }
}
