using System.Globalization;

namespace Cicerone.Data.Formats.TencentGr;

/// <summary>A kind of vectors of advertisements.</summary>
/// <param name="Id">Its feature, such as <c>81</c>.</param>
/// <param name="Width">Length of a vector.</param>
public sealed record AdVectorKind(string Id, int Width)
{
    /// <summary>What files of it are called: <c>emb_81_32</c>.</summary>
    public string Name => string.Create(CultureInfo.InvariantCulture, $"emb_{Id}_{Width}");

    /// <summary>The kind that a name tells; null when it tells none.</summary>
    /// <param name="name">Of a file or folder, without its ending.</param>
    internal static AdVectorKind? OfName(string name) =>
        name.Split('_') is ["emb", { Length: > 0 } id, var width] && int.TryParse(width, NumberStyles.None, CultureInfo.InvariantCulture, out int length) && length > 0 ? new AdVectorKind(id, length) : null;
}
