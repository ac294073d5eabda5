namespace Cicerone.Data.Formats.TencentGr;

/// <summary>
/// TencentGR's data (arXiv 2604.04976), in whichever files they lie: an <see cref="AdLayout"/> opens them. Whatever grows with the
/// people and their events streams; the indexer alone is held. Every enumeration begins anew and tells faults as the file's.
/// </summary>
public abstract class AdData
{
    /// <summary>Which index stands for which raw id.</summary>
    public abstract AdIndexer Indexer { get; }

    /// <summary>The kinds of vectors that advertisements have.</summary>
    public abstract IReadOnlyList<AdVectorKind> VectorKinds { get; }

    /// <summary>What each test person is to be shown next, by raw id; empty where nobody says.</summary>
    /// <exception cref="CiceroneException">The file that says so is damaged.</exception>
    public abstract IReadOnlyDictionary<string, AdAction> Wanted { get; }

    /// <summary>The training people, in the order of the files.</summary>
    /// <param name="skip">How many of the first are passed over, so that reading goes on where it was broken off.</param>
    /// <exception cref="CiceroneException">A file is missing or damaged.</exception>
    public abstract IEnumerable<AdHistory> Histories(long skip = 0);

    /// <summary>What is known of training people, in the order of <see cref="Histories"/>; those of whom nothing is known are left out.</summary>
    /// <exception cref="CiceroneException">A file is missing or damaged.</exception>
    public abstract IEnumerable<(int User, AdFeatures Features)> Profiles();

    /// <summary>What is known of the advertisements that training people met.</summary>
    /// <exception cref="CiceroneException">A file is missing or damaged.</exception>
    public abstract IEnumerable<(int Item, AdFeatures Features)> Items();

    /// <summary>The advertisements that may be shown; empty where no file lists them.</summary>
    /// <exception cref="CiceroneException">A file is damaged.</exception>
    public abstract IEnumerable<AdCandidate> Candidates();

    /// <summary>The vectors of a kind.</summary>
    /// <exception cref="CiceroneException">A file is missing or damaged, or vectors differ in length.</exception>
    public abstract IEnumerable<AdVector> Vectors(AdVectorKind kind);

    /// <summary>Test people, with raw ids and what they did before the moment that is asked about; empty where no file has them.</summary>
    /// <exception cref="CiceroneException">A file is damaged.</exception>
    public abstract IEnumerable<AdSequence> TestPeople();
}
