namespace Cicerone.Cli.Commands.Doctors;

/// <summary>Something that was tried.</summary>
/// <param name="What">What.</param>
/// <param name="Ok">Whether it is as it should be.</param>
/// <param name="Found">What was found.</param>
/// <param name="Remedy">What to do where it is not.</param>
internal sealed record Finding(string What, bool Ok, string Found, string Remedy)
{
    private const long LeastFree = 1L << 30;

    /// <summary>Room on a disk: less than a GiB is too little.</summary>
    public static Finding OfDisk(long free) => new("Disk of the store", free >= LeastFree, $"{free / 1e9:0.0} GB free", "make room: events are refused when the disk is full");
}
