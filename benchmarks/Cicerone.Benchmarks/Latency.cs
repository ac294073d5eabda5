using System.Diagnostics;
using Cicerone.Benchmarks.Studies;
using Cicerone.Data;
using Cicerone.Evaluation;
using Cicerone.Models;

namespace Cicerone.Benchmarks;

/// <summary>
/// <c>latency RUN RUN …</c>: the time of one answer (top 20, seen items left out) of each run, in batches of 1, 64 and 512 people on one thread. The runs take
/// turns, so that what else the machine does falls on all of them alike.
/// </summary>
internal static class Latency
{
    private const int Rounds = 400, WarmUp = 40;

    public static void Run(string[] paths)
    {
        (string Path, ModelFolder Folder)[] runs = [.. paths.Select(path => (path, RunFolder.Open(path, Study.Algorithms).Model))];
        InteractionLog log = RunFolder.Open(paths[0], Study.Algorithms).ReadSplit().Train;
        Histories histories = Histories.Of(log);
        Query[] people = [.. Enumerable.Range(0, histories.Count).Where(person => histories[person].Count > 0).Select(person => Query.OfPerson(log.Users, person, histories[person], seed: 1))];
        foreach (int batch in (int[])[1, 64, 512])
        {
            double[][] times = [.. runs.Select(_ => new double[Rounds])];
            for (int round = -WarmUp; round < Rounds; round++)
            {
                Query[] asked = [.. Enumerable.Range(0, batch).Select(i => people[((round + WarmUp) * batch + i) % people.Length])];
                var request = new TopKRequest(20, [.. asked.Select(query => query.History.Items)]);
                for (int run = 0; run < runs.Length; run++)
                {
                    long start = Stopwatch.GetTimestamp();
                    runs[run].Folder.Model.TopK(asked, runs[run].Folder.Catalogue, request, new TopKResult(batch, 20));
                    if (round >= 0) times[run][round] = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
                }
            }
            for (int run = 0; run < runs.Length; run++)
            {
                Array.Sort(times[run]);
                Console.WriteLine($"  batch {batch,3}: p50 {times[run][Rounds / 2],8:0.000} ms, p99 {times[run][Rounds * 99 / 100],8:0.000} ms  {runs[run].Path}");
            }
        }
    }
}
