using Xunit;

namespace Cicerone.Contracts;

/// <summary>
/// Real data and reference values that may not lie in the project: the folder <c>shared</c> beside the checkout. A test that
/// needs them asks here, and is skipped with a line that says why where they are absent.
/// </summary>
public static class SharedData
{
    /// <summary>The full path of a file or folder, such as <c>data/ml-100k/ml-100k.inter</c>; skips the test when it is not there.</summary>
    public static string Path(string relative)
    {
        string path = System.IO.Path.GetFullPath(System.IO.Path.Combine(Checkout.Root, "..", "shared", relative));
        Assert.SkipUnless(System.IO.Path.Exists(path), $"needs ../shared/{relative}, which is not here: it may not be redistributed.");
        return path;
    }
}
