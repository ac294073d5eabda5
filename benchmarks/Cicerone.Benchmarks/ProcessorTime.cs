using System.Diagnostics;
using System.Reflection;
using BenchmarkDotNet.Attributes;

namespace Cicerone.Benchmarks;

/// <summary>
/// Runs the same benchmarks by processor time instead of the clock, for a machine that others use as well: <c>cpu [NAME]</c>.
/// The figure is the least of several rounds.
/// </summary>
internal static class ProcessorTime
{
    private const double SecondsOfRound = 0.3;
    private const int Rounds = 5;

    public static void Run(string filter)
    {
        foreach (Type type in typeof(ProcessorTime).Assembly.GetTypes().Where(type => type.Name.Contains(filter, StringComparison.OrdinalIgnoreCase)).OrderBy(type => type.Name))
        {
            (MethodInfo Method, BenchmarkAttribute Mark)[] benchmarks = [.. type.GetMethods().Where(method => method.IsDefined(typeof(BenchmarkAttribute))).Select(method => (method, method.GetCustomAttribute<BenchmarkAttribute>()!))];
            if (benchmarks.Length == 0) continue;
            object instance = Activator.CreateInstance(type)!;
            double baseline = double.NaN;
            Console.WriteLine(type.Name);
            foreach ((MethodInfo method, BenchmarkAttribute mark) in benchmarks.OrderByDescending(benchmark => benchmark.Mark.Baseline))
            {
                double seconds = Measure(Call(method, instance));
                if (mark.Baseline) baseline = seconds;
                Console.WriteLine($"  {mark.Description ?? method.Name,-40} {1e6 * seconds,14:0.000} µs {baseline / seconds,8:0.0} ×");
            }
        }
    }

    private static Action Call(MethodInfo method, object instance)
    {
        if (method.ReturnType == typeof(void)) return method.CreateDelegate<Action>(instance);
        return () => method.Invoke(instance, null); // costs little beside those that return something
    }

    private static double Measure(Action work)
    {
        long times = 1;
        double best = double.PositiveInfinity;
        while (Time(work, times) < SecondsOfRound) times *= 2; // and the compiler has had its time
        for (int round = 0; round < Rounds; round++) best = Math.Min(best, Time(work, times) / times);
        return best;
    }

    private static double Time(Action work, long times)
    {
        TimeSpan start = Process.GetCurrentProcess().TotalProcessorTime;
        for (long i = 0; i < times; i++) work();
        return (Process.GetCurrentProcess().TotalProcessorTime - start).TotalSeconds;
    }
}
