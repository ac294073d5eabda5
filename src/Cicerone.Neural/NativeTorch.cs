using System.Runtime.InteropServices;
using TorchSharp;

namespace Cicerone.Neural;

/// <summary>The native tensor library: loaded when a fit first needs it, never to answer a query.</summary>
internal static class NativeTorch
{
    private static readonly Lock Gate = new();
    private static bool _loaded;
    private static long _held;

    [ThreadStatic]
    private static bool _set;

    /// <summary>
    /// Loads the library, and readies the calling thread: every thread that computes with tensors calls it first. The library's own
    /// operations use one processor, because their sums depend on how many there are, and how many they use is a setting of each
    /// thread; what costs most runs in parallel in kernels of ours, whose sums do not.
    /// </summary>
    /// <exception cref="CiceroneException">It cannot be loaded; the message says why.</exception>
    public static void Use()
    {
        if (_set) return;
        lock (Gate)
        {
            if (!_loaded) Load();
            _loaded = true;
        }
        torch.set_num_threads(1);
        _set = true;
    }

    /// <summary>
    /// Gives free memory back to the system once much has piled up: steps of different sizes leave the heap of glibc in pieces,
    /// which it would keep.
    /// </summary>
    public static void HoldMemory()
    {
        const long Slack = 128 << 20;
        if (!OperatingSystem.IsLinux() || Environment.WorkingSet < Interlocked.Read(ref _held) + Slack) return;
        if (NativeLibrary.TryGetExport(NativeLibrary.GetMainProgramHandle(), "malloc_trim", out _)) _ = malloc_trim(0);
        Interlocked.Exchange(ref _held, Environment.WorkingSet);
    }

    private static void Load()
    {
        try
        {
            torch.InitializeDeviceType(DeviceType.CPU);
        }
        catch (Exception fault) when (fault is NotSupportedException or DllNotFoundException or TypeInitializationException or BadImageFormatException)
        {
            throw new CiceroneException($"The native library for learning cannot be loaded: {Cause()} Learning neural models needs 64-bit Linux and the files of libtorch beside the program; the closed-form algorithms need neither.", fault);
        }
    }

    /// <summary>What the system's loader says of the first library that it refuses.</summary>
    private static string Cause()
    {
        string[] folders = [AppContext.BaseDirectory, Path.Combine(AppContext.BaseDirectory, "runtimes", "linux-x64", "native")];
        foreach (string name in (string[])["libtorch_cpu.so", "libLibTorchSharp.so"])
        {
            string? path = folders.Select(folder => Path.Combine(folder, name)).FirstOrDefault(File.Exists);
            if (path is null) return $"{name} is not beside the program.";
            try
            {
                NativeLibrary.Load(path);
            }
            catch (Exception fault) when (fault is DllNotFoundException or BadImageFormatException)
            {
                return fault.Message.Contains("GLIBCXX", StringComparison.Ordinal)
                    ? $"{path} was built for a newer system than this one; build Cicerone on this system, so that the library is fitted to it."
                    : fault.Message;
            }
        }
        return "the system gives no reason.";
    }

    [DllImport("libc")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int malloc_trim(nint pad);
}
