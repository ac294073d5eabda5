using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;

namespace Cicerone.Data.Features;

/// <summary>Vectors of texts on disk, a file each under the SHA-256 of model and text. A file that cannot be right counts as absent.</summary>
internal sealed class EmbeddingCache(string folder, string model)
{
    /// <summary>The vector of a text; null where none is kept.</summary>
    public float[]? Find(string text)
    {
        string path = PathOf(text);
        if (!File.Exists(path)) return null;
        byte[] bytes = File.ReadAllBytes(path);
        return bytes.Length > 0 && bytes.Length % sizeof(float) == 0 ? MemoryMarshal.Cast<byte, float>(bytes).ToArray() : null;
    }

    /// <summary>Keeps a vector.</summary>
    public void Store(string text, float[] vector)
    {
        string path = PathOf(text), aside = $"{path}.new-{Guid.NewGuid():N}";
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllBytes(aside, MemoryMarshal.AsBytes<float>(vector));
        File.Move(aside, path, overwrite: true);
    }

    private string PathOf(string text)
    {
        string hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{model}\n{text}")));
        return Path.Combine(folder, hash[..2], hash[2..] + ".f32");
    }
}
