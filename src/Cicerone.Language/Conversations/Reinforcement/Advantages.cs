namespace Cicerone.Language.Conversations.Reinforcement;

/// <summary>
/// How much better each turn of each talk of a group did than the group, in the manner of GRPO (Shao et al., 2024), turn by turn: what was earned from
/// there on, less its mean over the group, by its deviation.
/// </summary>
internal static class Advantages
{
    /// <summary>Below this deviation a group tells nothing.</summary>
    public const double LeastDeviation = 1e-6;

    private const double Epsilon = 1e-4;

    /// <summary>The advantages of a group; shape [talks, turns].</summary>
    /// <param name="rewards">Shape [talks, turns].</param>
    /// <param name="discount">What a reward of the next turn is worth now.</param>
    public static double[][] Of(double[][] rewards, double discount)
    {
        double[][] returns = [.. rewards.Select(turns => Returns(turns, discount))];
        for (int turn = 0; turn < returns[0].Length; turn++)
        {
            double mean = returns.Average(one => one[turn]), deviation = Deviation(returns, turn);
            foreach (double[] one in returns) one[turn] = deviation < LeastDeviation ? 0 : (one[turn] - mean) / (deviation + Epsilon);
        }
        return returns;
    }

    /// <summary>Standard deviation, over the talks, of one of their turns.</summary>
    public static double Deviation(double[][] values, int turn)
    {
        double mean = values.Average(one => one[turn]);
        return Math.Sqrt(values.Average(one => (one[turn] - mean) * (one[turn] - mean)));
    }

    private static double[] Returns(double[] rewards, double discount)
    {
        double[] returns = [.. rewards];
        for (int turn = returns.Length - 2; turn >= 0; turn--) returns[turn] += discount * returns[turn + 1];
        return returns;
    }
}
