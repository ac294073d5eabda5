namespace Cicerone.Neural.Training;

/// <summary>The tokens of a ragged batch by their position: all first ones, all second ones …, longer sequences before shorter.</summary>
internal sealed class RaggedMoments
{
    public RaggedMoments(RaggedBatch batch)
    {
        int[] longest = [.. Enumerable.Range(0, batch.Count).OrderByDescending(sequence => batch.Offsets[sequence + 1] - batch.Offsets[sequence])];
        var tokens = new List<int>(batch.Items.Length);
        List<int> offsets = [0];
        Places = new int[batch.Items.Length];
        for (int moment = 0; tokens.Count < batch.Items.Length; moment++)
        {
            foreach (int sequence in longest)
            {
                int token = batch.Offsets[sequence] + moment;
                if (token >= batch.Offsets[sequence + 1]) break;
                Places[token] = tokens.Count;
                tokens.Add(token);
            }
            offsets.Add(tokens.Count);
        }
        (Tokens, Offsets) = ([.. tokens], [.. offsets]);
    }

    /// <summary>How many moments there are.</summary>
    public int Count => Offsets.Length - 1;

    /// <summary>The token at each place of the order by moments.</summary>
    public int[] Tokens { get; }

    /// <summary>The place of each token in it.</summary>
    public int[] Places { get; }

    /// <summary>Where each moment begins in it, and its end.</summary>
    public int[] Offsets { get; }
}
