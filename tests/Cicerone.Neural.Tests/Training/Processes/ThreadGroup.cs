using System.Numerics.Tensors;
using Cicerone.Models;

namespace Cicerone.Neural.Tests.Training.Processes;

/// <summary>Threads in the place of processes.</summary>
internal sealed class ThreadGroup : IProcessGroup
{
    private readonly Meeting _meeting;

    private ThreadGroup(Meeting meeting, int rank) => (_meeting, Rank) = (meeting, rank);

    public int Count => _meeting.Count;

    public int Rank { get; }

    /// <summary>Does something as each of several processes at once; returns what each made.</summary>
    public static T[] Run<T>(int count, Func<ThreadGroup, T> body)
    {
        using var meeting = new Meeting(count);
        Task<T>[] tasks = [.. Enumerable.Range(0, count).Select(rank => Task.Factory.StartNew(() => body(new ThreadGroup(meeting, rank)), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default))];
        return Task.WhenAll(tasks).GetAwaiter().GetResult();
    }

    public void Sum(Span<float> values)
    {
        double[] sum = new double[values.Length];
        TensorPrimitives.ConvertTruncating<float, double>(values, sum);
        Sum(sum);
        TensorPrimitives.ConvertTruncating<double, float>(sum, values);
    }

    public void Sum(Span<double> values)
    {
        _meeting.Brought[Rank] = values.ToArray();
        _meeting.Wait();
        values.Clear();
        foreach (double[] brought in _meeting.Brought) TensorPrimitives.Add(values, brought, values);
        _meeting.Wait();
    }

    private sealed class Meeting(int count) : IDisposable
    {
        private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60); // one that has failed never comes
        private readonly Barrier _barrier = new(count);

        public int Count => count;

        public double[][] Brought { get; } = new double[count][];

        public void Wait()
        {
            if (!_barrier.SignalAndWait(Patience)) throw new TimeoutException("The other threads did not come.");
        }

        public void Dispose() => _barrier.Dispose();
    }
}
