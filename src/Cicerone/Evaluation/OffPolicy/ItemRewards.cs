namespace Cicerone.Evaluation.OffPolicy;

/// <summary>
/// A simple model of rewards: the mean reward of an item, drawn towards that of all items as if it had been chosen ten times more
/// with that. What is predicted for a person rests on the choices of others: people are in five parts, and each is predicted from the
/// other four.
/// </summary>
internal sealed class ItemRewards
{
    private const int Parts = 5;
    private const double Prior = 10;
    private readonly Dictionary<int, (double Rewards, int Count)>[] _without = [.. Enumerable.Range(0, Parts).Select(_ => new Dictionary<int, (double, int)>())];
    private readonly double[] _mean = new double[Parts];

    public ItemRewards(IReadOnlyList<LoggedChoice> choices)
    {
        for (int part = 0; part < Parts; part++)
        {
            double rewards = 0;
            int count = 0;
            foreach (LoggedChoice choice in choices)
            {
                if (PartOf(choice) == part) continue;
                (double Rewards, int Count) item = _without[part].GetValueOrDefault(choice.Item);
                _without[part][choice.Item] = (item.Rewards + choice.Reward, item.Count + 1);
                (rewards, count) = (rewards + choice.Reward, count + 1);
            }
            _mean[part] = count == 0 ? 0 : rewards / count;
        }
    }

    /// <summary>What an item would earn in the place of a choice.</summary>
    public double Of(LoggedChoice choice, int item)
    {
        int part = PartOf(choice);
        (double rewards, int count) = _without[part].GetValueOrDefault(item);
        return (rewards + Prior * _mean[part]) / (count + Prior);
    }

    private static int PartOf(LoggedChoice choice) => (int)(RandomSource.Mix((ulong)choice.Person) % Parts);
}
