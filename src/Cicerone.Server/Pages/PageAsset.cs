using System.Security.Cryptography;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Cicerone.Server.Pages;

/// <summary>A file that the pages need. It is part of the assembly, and so there wherever the server is started.</summary>
internal sealed class PageAsset
{
    private readonly byte[] _bytes;
    private readonly string _type;

    private PageAsset(string name, string type)
    {
        using Stream resource = typeof(PageAsset).Assembly.GetManifestResourceStream(name)!;
        _bytes = new byte[resource.Length];
        resource.ReadExactly(_bytes);
        (Path, _type) = ($"/{name}", type);
        Address = $"{Path}?{Convert.ToHexStringLower(SHA256.HashData(_bytes))[..16]}";
    }

    public static PageAsset Style { get; } = new("cicerone.css", "text/css");

    public static PageAsset Icon { get; } = new("cicerone.svg", "image/svg+xml");

    public static IEnumerable<PageAsset> All => [Style, Icon];

    public string Path { get; }

    /// <summary>The path with a hash of the contents, so that it may be kept for ever.</summary>
    public string Address { get; }

    public FileContentHttpResult Serve(HttpResponse response)
    {
        response.Headers.CacheControl = "public, max-age=31536000, immutable";
        return TypedResults.File(_bytes, _type);
    }
}
