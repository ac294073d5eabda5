namespace Cicerone.Data.Formats;

/// <summary>Counts events that equal an earlier one in every column.</summary>
internal static class Duplicates
{
    public static long Count(InteractionLog log)
    {
        Histories histories = Histories.Of(log);
        var seen = new HashSet<(int Item, long Time, float Value, byte Action)>();
        long count = 0;
        for (int person = 0; person < histories.Count; person++)
        {
            seen.Clear();
            foreach (int row in histories.Rows(person))
                if (!seen.Add((log.Item[row], log.HasTimes ? log.Time[row] : 0, log.HasValues ? log.Value[row] : 0, log.HasActions ? log.Action[row] : (byte)0))) count++;
        }
        return count;
    }
}
