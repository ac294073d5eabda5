using System.Globalization;
using Cicerone.Evaluation.Conversations;

namespace Cicerone.Benchmarks.Studies;

/// <summary>Talks on disk, a line each: what was looked for, its places turn by turn, the last list. Those that are there are not held again.</summary>
/// <param name="Target">External id of what was looked for.</param>
/// <param name="Places">Its place in the list after each turn, from 0; −1 where it is not in it.</param>
/// <param name="Last">The last list.</param>
internal sealed record TalkFigures(string Target, int[] Places, string[] Last)
{
    /// <summary>1 where the item is among the first k after so many answers, else 0.</summary>
    public double Hit(int turn, int k) => Places[turn] >= 0 && Places[turn] < k ? 1 : 0;

    /// <summary>NDCG@k after so many answers.</summary>
    public double Ndcg(int turn, int k) => Hit(turn, k) > 0 ? 1 / Math.Log2(Places[turn] + 2) : 0;

    public static TalkFigures Of(ConversationTrial trial) => new(trial.Target, [.. trial.Places], [.. trial.Conversation.Reply.Items.Select(item => item.Item)]);

    /// <summary>The talks of a file, which are held where it is not there.</summary>
    public static TalkFigures[] Kept(string path, Func<IEnumerable<TalkFigures>> hold)
    {
        if (!File.Exists(path))
        {
            string[] lines = [.. hold().Select(talk => $"{talk.Target}\t{string.Join(' ', talk.Places)}\t{string.Join(' ', talk.Last)}")];
            File.WriteAllLines(path + ".new", lines);
            File.Move(path + ".new", path);
        }
        return [.. File.ReadLines(path).Select(line => line.Split('\t')).Select(cells => new TalkFigures(cells[0], [.. cells[1].Split(' ').Select(place => int.Parse(place, CultureInfo.InvariantCulture))], cells[2].Split(' ')))];
    }
}
