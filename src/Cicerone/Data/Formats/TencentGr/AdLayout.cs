namespace Cicerone.Data.Formats.TencentGr;

/// <summary>The files that TencentGR's data lie in.</summary>
public abstract class AdLayout
{
    private protected AdLayout() { }

    /// <summary>Its name: <c>contest</c>, <c>parquet</c>.</summary>
    public abstract string Name { get; }

    /// <summary>Which files those are, in a sentence.</summary>
    public abstract string Summary { get; }

    /// <summary>Whether a folder has these files.</summary>
    public abstract bool Fits(string folder);

    /// <summary>The data of a folder. Nothing is read yet but names.</summary>
    public abstract AdData Open(string folder);

    /// <summary>Writes data.</summary>
    /// <param name="data">From files of any layout, or from a simulation.</param>
    /// <param name="folder">Where to; made when needed.</param>
    /// <param name="progress">Told the share of training people written.</param>
    /// <param name="cancellation">Stops the writing.</param>
    /// <returns>How many events were written, of training and test people.</returns>
    /// <exception cref="CiceroneException">The data are damaged, or have something that the layout cannot hold.</exception>
    public long Write(AdData data, string folder, IProgress<double>? progress = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(data);
        Directory.CreateDirectory(folder);
        data.Indexer.Write(Path.Combine(folder, AdIndexer.FileName));
        return WriteTrainingFiles(data, folder, progress, cancellation) + AdTestFiles.Write(data, folder, cancellation);
    }

    /// <summary>Writes everything but the indexer and what is asked of test people; returns the number of events.</summary>
    private protected abstract long WriteTrainingFiles(AdData data, string folder, IProgress<double>? progress, CancellationToken cancellation);
}
