using System.Globalization;
using Cicerone.Models;

namespace Cicerone.Neural.Training.Processes;

/// <summary>
/// The processes that <c>mpirun</c> of OpenMPI started together with this one. Launching them, the paths between machines and the end of
/// a job one of whose processes has died are OpenMPI's work; nothing of it is loaded in a process that was started alone.
/// </summary>
public sealed class MpiGroup : IProcessGroup
{
    private MpiGroup() => (Count, Rank) = (Mpi.Count(), Mpi.Rank());

    /// <summary>How many processes mpirun started together; 1 where this one was started alone.</summary>
    public static int Started => Told("OMPI_COMM_WORLD_SIZE") ?? 1;

    /// <summary>The number of this one among them, from 0.</summary>
    public static int StartedAs => Told("OMPI_COMM_WORLD_RANK") ?? 0;

    /// <inheritdoc/>
    public int Count { get; }

    /// <inheritdoc/>
    public int Rank { get; }

    /// <summary>Joins the others, once in the life of a process; null where this one was started alone.</summary>
    /// <exception cref="CiceroneException">OpenMPI cannot be loaded, or does not find the others.</exception>
    public static MpiGroup? Join()
    {
        int started = Started;
        if (started <= 1) return null;
        Mpi.Begin();
        var group = new MpiGroup();
        return group.Count == started ? group
            : throw new CiceroneException($"OMPI_COMM_WORLD_SIZE is {started}, but OpenMPI finds {group.Count}: {Mpi.Library} and mpirun are not of the same version, or the variable was set by hand. Start the processes by the mpirun of that library.");
    }

    /// <inheritdoc/>
    public void Sum(Span<float> values) => Mpi.Sum(values);

    /// <inheritdoc/>
    public void Sum(Span<double> values) => Mpi.Sum(values);

    /// <summary>
    /// Leaves, when all is done. After a fault a process does not leave, but ends with an exit code other than 0, at which mpirun ends the others: they
    /// would wait for it for ever.
    /// </summary>
    public static void Leave() => Mpi.End();

    private static int? Told(string variable) => int.TryParse(Environment.GetEnvironmentVariable(variable), NumberStyles.None, CultureInfo.InvariantCulture, out int number) ? number : null;
}
