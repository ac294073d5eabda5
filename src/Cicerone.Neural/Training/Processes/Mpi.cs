using System.Runtime.InteropServices;

namespace Cicerone.Neural.Training.Processes;

/// <summary>The calls of OpenMPI 4 that training needs. Its handles are the addresses of exported symbols.</summary>
internal static unsafe class Mpi
{
    /// <summary>The library, as the system's loader knows it.</summary>
    public const string Library = "libmpi.so.40";

    private const int OneThreadAtATime = 2; // MPI_THREAD_SERIALIZED: a call may come from any thread, but never two at once
    private static readonly void* InPlace = (void*)1;
    private static nint _world, _float, _double, _sum;

    /// <summary>Loads the library and joins the processes that were started together.</summary>
    /// <param name="library">Its name.</param>
    /// <exception cref="CiceroneException">It cannot be loaded; the message says why.</exception>
    public static void Begin(string library = Library)
    {
        nint loaded;
        try
        {
            loaded = NativeLibrary.Load(library);
        }
        catch (Exception fault) when (fault is DllNotFoundException or BadImageFormatException)
        {
            throw new CiceroneException($"mpirun started this process with others, but the library of OpenMPI 4 cannot be loaded: {fault.Message} Install OpenMPI on every machine (the package openmpi-bin of Debian), or start one process without mpirun.", fault);
        }
        nint Handle(string name) => NativeLibrary.GetExport(loaded, name);
        (_world, _sum, _float, _double) = (Handle("ompi_mpi_comm_world"), Handle("ompi_mpi_op_sum"), Handle("ompi_mpi_float"), Handle("ompi_mpi_double"));
        _ = MPI_Init_thread(0, 0, OneThreadAtATime, out _); // a fault of any call ends the job: so OpenMPI is set by default
    }

    public static int Count()
    {
        _ = MPI_Comm_size(_world, out int count);
        return count;
    }

    public static int Rank()
    {
        _ = MPI_Comm_rank(_world, out int rank);
        return rank;
    }

    public static void Sum(Span<float> values)
    {
        fixed (float* first = values) _ = MPI_Allreduce(InPlace, first, values.Length, _float, _sum, _world);
    }

    public static void Sum(Span<double> values)
    {
        fixed (double* first = values) _ = MPI_Allreduce(InPlace, first, values.Length, _double, _sum, _world);
    }

    public static void End() => _ = MPI_Finalize();

    [DllImport(Library)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int MPI_Init_thread(nint argumentCount, nint arguments, int wanted, out int given);

    [DllImport(Library)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int MPI_Comm_size(nint processes, out int count);

    [DllImport(Library)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int MPI_Comm_rank(nint processes, out int rank);

    [DllImport(Library)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int MPI_Allreduce(void* from, void* into, int count, nint type, nint operation, nint processes);

    [DllImport(Library)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int MPI_Finalize();
}
