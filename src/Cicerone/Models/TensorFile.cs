using System.Buffers.Binary;
using System.Text;
using System.Text.Json;

namespace Cicerone.Models;

/// <summary>
/// Named tensors in one file of the safetensors format: eight bytes of header length, a JSON header, raw little-endian data.
/// Nothing in it can be executed. Sizes are checked against the file before anything is allocated.
/// </summary>
public sealed class TensorFile
{
    private const int MostHeaderBytes = 100 << 20;
    private readonly Dictionary<string, StoredTensor> _tensors;

    private TensorFile(string path, Dictionary<string, StoredTensor> tensors) => (Path, _tensors) = (path, tensors);

    /// <summary>Where the file lies.</summary>
    public string Path { get; }

    /// <summary>The tensor of a name.</summary>
    /// <exception cref="CiceroneException">There is none.</exception>
    public StoredTensor this[string name] =>
        _tensors.TryGetValue(name, out StoredTensor? tensor) ? tensor : throw Damaged(Path, $"it has no tensor '{name}'");

    /// <summary>Names of the tensors.</summary>
    public IReadOnlyCollection<string> Names => _tensors.Keys;

    /// <summary>Whether there is a tensor of a name.</summary>
    public bool Has(string name) => _tensors.ContainsKey(name);

    /// <summary>Writes tensors in the order of their names.</summary>
    public static void Write(string path, IEnumerable<(string Name, StoredTensor Tensor)> tensors)
    {
        (string Name, StoredTensor Tensor)[] sorted = [.. tensors.OrderBy(pair => pair.Name, StringComparer.Ordinal)];
        byte[] header = Header(sorted);
        using FileStream file = File.Create(path);
        Span<byte> length = stackalloc byte[8];
        BinaryPrimitives.WriteInt64LittleEndian(length, header.Length);
        file.Write(length);
        file.Write(header);
        foreach ((_, StoredTensor tensor) in sorted) file.Write(tensor.Bytes.Span);
        file.Flush(flushToDisk: true);
    }

    /// <summary>Reads all tensors of a file.</summary>
    /// <exception cref="CiceroneException">The file is missing, cut short or not of this format.</exception>
    public static TensorFile Read(string path)
    {
        if (!File.Exists(path)) throw new CiceroneException($"{path} is missing. The model folder is incomplete; fit the model again.");
        using FileStream file = File.OpenRead(path);
        Span<byte> prefix = stackalloc byte[8];
        if (file.ReadAtLeast(prefix, 8, throwOnEndOfStream: false) < 8) throw Damaged(path, "it is shorter than 8 bytes");
        long headerLength = BinaryPrimitives.ReadInt64LittleEndian(prefix);
        if (headerLength is < 2 or > MostHeaderBytes || headerLength > file.Length - 8) throw Damaged(path, "its header length is impossible");
        byte[] header = new byte[headerLength];
        file.ReadExactly(header);
        return new TensorFile(path, ReadTensors(path, file, header, file.Length - 8 - headerLength));
    }

    private static byte[] Header((string Name, StoredTensor Tensor)[] tensors)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer))
        {
            long offset = 0;
            json.WriteStartObject();
            foreach ((string name, StoredTensor tensor) in tensors)
            {
                json.WriteStartObject(name);
                json.WriteString("dtype", tensor.Type);
                json.WriteStartArray("shape");
                foreach (long length in tensor.Shape) json.WriteNumberValue(length);
                json.WriteEndArray();
                json.WriteStartArray("data_offsets");
                json.WriteNumberValue(offset);
                json.WriteNumberValue(offset += tensor.Bytes.Length);
                json.WriteEndArray();
                json.WriteEndObject();
            }
            json.WriteEndObject();
        }
        buffer.Write(Encoding.ASCII.GetBytes(new string(' ', (int)(-buffer.Length & 7)))); // the data begin at a multiple of 8
        return buffer.ToArray();
    }

    private static Dictionary<string, StoredTensor> ReadTensors(string path, FileStream file, byte[] header, long dataLength)
    {
        var tensors = new Dictionary<string, StoredTensor>(StringComparer.Ordinal);
        try
        {
            using JsonDocument json = JsonDocument.Parse(header);
            foreach (JsonProperty entry in json.RootElement.EnumerateObject())
            {
                if (entry.Name == "__metadata__") continue;
                tensors.Add(entry.Name, ReadTensor(path, file, entry, 8 + header.Length, dataLength));
            }
        }
        catch (Exception fault) when (fault is JsonException or InvalidOperationException or KeyNotFoundException or FormatException or ArgumentException)
        {
            throw Damaged(path, "its header is not what it should be", fault);
        }
        return tensors;
    }

    private static StoredTensor ReadTensor(string path, FileStream file, JsonProperty entry, long dataStart, long dataLength)
    {
        string type = entry.Value.GetProperty("dtype").GetString()!;
        long[] shape = [.. entry.Value.GetProperty("shape").EnumerateArray().Select(length => length.GetInt64())];
        long[] offsets = [.. entry.Value.GetProperty("data_offsets").EnumerateArray().Select(offset => offset.GetInt64())];
        long bytes = StoredTensor.SizeOf(type);
        if (bytes == 0) throw Damaged(path, $"tensor '{entry.Name}' has the unknown element type '{type}'");
        foreach (long length in shape)
        {
            if (length < 0 || (length > 0 && bytes > dataLength / length)) throw Damaged(path, $"tensor '{entry.Name}' is larger than the file");
            bytes *= length;
        }
        if (offsets.Length != 2 || offsets[0] < 0 || offsets[1] > dataLength || offsets[1] - offsets[0] != bytes || bytes > Array.MaxLength)
            throw Damaged(path, $"tensor '{entry.Name}' does not lie where it should");
        byte[] data = new byte[bytes];
        file.Position = dataStart + offsets[0];
        file.ReadExactly(data);
        return new StoredTensor(type, shape, data, $"Tensor '{entry.Name}' of {path}");
    }

    private static CiceroneException Damaged(string path, string what, Exception? cause = null) =>
        new($"{path} cannot be read: {what}. It is damaged, or no safetensors file; fit the model again.", cause!);
}
