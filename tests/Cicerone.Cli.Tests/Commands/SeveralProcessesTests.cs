using Cicerone.Models;

namespace Cicerone.Cli.Tests.Commands;

/// <summary>Calls that <c>mpirun</c> starts in two processes.</summary>
public sealed class SeveralProcessesTests : CommandLineContext
{
    [Fact]
    public async Task Two_processes_train_what_one_does_with_the_whole_batch()
    {
        string[] fit = [.. Fit("sasrec"), "--set", "epochs=3", "--set", "batch-size=15", "--set", "width=16", "--set", "dropout=0.3"]; // and the second fit, by time
        Assert.Equal(CommandLine.Done, (await RunAsync([.. fit, "--out", At("alone")])).Code);
        using var job = MpiJob.Start([.. fit, "--out", At("together")]);
        (int code, string output, string error) = await job.EndAsync();
        Assert.True(code == 0, error);
        Assert.Single(output.Split("report.html shows more"), part => part.Contains("sasrec (this", StringComparison.Ordinal)); // the first alone prints
        Assert.InRange(Distance("sasrec", "alone", "together"), 0, 1e-3);
        Assert.False(Directory.Exists(At("together.checkpoint")));
    }

    [Fact]
    public async Task A_job_one_of_whose_processes_was_killed_goes_on_together_or_alone()
    {
        string[] fit = [.. Fit("bpr-mf"), "--no-time-column", "--set", "epochs=250", "--set", "validate-every=250", "--set", "patience=1000", "--set", "batch-size=32", "--set", "width=16"];
        Assert.Equal(CommandLine.Done, (await RunAsync([.. fit, "--out", At("unbroken")])).Code);
        using (var job = MpiJob.Start([.. fit, "--out", At("together")]))
        {
            while (!File.Exists(Path.Combine(At("together.checkpoint"), "bpr-mf.safetensors")))
            {
                Assert.False(job.HasEnded, "The fit was over before there was a checkpoint.");
                await Task.Delay(5, TestContext.Current.CancellationToken);
            }
            job.Kill(rank: 1);
            (int code, _, string error) = await job.EndAsync();
            Assert.NotEqual(0, code);
            Assert.Contains("--resume goes on", error, StringComparison.Ordinal);
            Assert.Contains("signal 9", error, StringComparison.Ordinal); // says mpirun
        }
        Assert.False(Directory.Exists(At("together")));
        CopyFolder(At("together.checkpoint"), At("alone.checkpoint"));

        using var resumed = MpiJob.Start([.. fit, "--out", At("together"), "--resume"]);
        (int done, _, string told) = await resumed.EndAsync();
        Assert.True(done == 0, told);
        Assert.Equal(CommandLine.Done, (await RunAsync([.. fit, "--out", At("alone"), "--resume"])).Code);
        foreach (string run in (string[])["together", "alone"]) Assert.InRange(Distance("bpr-mf", "unbroken", run), 0, 1e-3);
    }

    [Theory]
    [InlineData("ease cannot be trained by 2 processes", "fit", "ease")]
    [InlineData("flame cannot be trained by 2 processes", "fit", "flame")]
    [InlineData("'tune' is not shared out to several processes", "tune", "sasrec")]
    public async Task What_processes_cannot_share_is_refused_before_work_begins(string expected, params string[] call)
    {
        (string events, _) = WriteCheckerboard();
        using var job = MpiJob.Start([.. call, "--data", events, "--out", At("run")]);
        (int code, _, string error) = await job.EndAsync();
        Assert.NotEqual(0, code);
        Assert.Contains(expected, error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(At("run")));
    }

    private string[] Fit(string algorithm) => ["fit", algorithm, "--data", WriteCheckerboard().Events, "--threads", "1"];

    /// <summary>The largest difference between the vectors of two runs.</summary>
    private double Distance(string model, string one, string other)
    {
        float[][] vectors = [.. ((string[])[one, other]).Select(run => TensorFile.Read(Path.Combine(At(run), "model", model + ".safetensors"))[model == "sasrec" ? "item_emb.weight" : "items"].AsFloat32())];
        return vectors[0].Zip(vectors[1], (a, b) => Math.Abs(a - b)).Max();
    }

    private static void CopyFolder(string from, string to)
    {
        Directory.CreateDirectory(to);
        foreach (string file in Directory.GetFiles(from)) File.Copy(file, Path.Combine(to, Path.GetFileName(file)));
    }
}
