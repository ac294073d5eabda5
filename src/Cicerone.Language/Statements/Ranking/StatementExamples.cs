using Cicerone.Data;
using Cicerone.Protocols;

namespace Cicerone.Language.Statements.Ranking;

/// <summary>What rankers of statements learn from: events, and what was stated at each. It holds nothing that was held out.</summary>
public sealed class StatementExamples
{
    /// <param name="log">Training events.</param>
    /// <param name="statements">For each event, the statements of its review, each once; empty where there is none.</param>
    /// <param name="catalogue">The statements, with the number of training reviews that make each.</param>
    internal StatementExamples(InteractionLog log, IReadOnlyList<IReadOnlyList<int>> statements, Catalogue catalogue) => (Log, Statements, Catalogue) = (log, statements, catalogue);

    /// <summary>Training events.</summary>
    public InteractionLog Log { get; }

    /// <summary>The statements of each event.</summary>
    public IReadOnlyList<IReadOnlyList<int>> Statements { get; }

    /// <summary>The statements as candidates, with their counts.</summary>
    public Catalogue Catalogue { get; }

    /// <summary>The training part of a corpus.</summary>
    public static StatementExamples Of(StatementCorpus corpus, StatementSplit split)
    {
        ArgumentNullException.ThrowIfNull(corpus);
        ArgumentNullException.ThrowIfNull(split);
        int[] rows = split.Rows(corpus, SplitPart.Train);
        if (rows.Length == 0) throw new CiceroneException("No review is left to learn from: every person has too few, or none makes a statement.");
        var log = new InteractionLogBuilder(corpus.Users, corpus.Items, new Vocabulary());
        int[] counts = new int[corpus.Statements.Count];
        foreach (int row in rows)
        {
            StatedReview one = corpus.Reviews[row];
            log.Add(one.Review.User, one.Review.Item, one.Review.Time);
            foreach (int statement in one.Statements) counts[statement]++;
        }
        return new StatementExamples(log.Build(), [.. rows.Select(row => corpus.Reviews[row].Statements)], new Catalogue(corpus.ToTable(), counts));
    }
}
