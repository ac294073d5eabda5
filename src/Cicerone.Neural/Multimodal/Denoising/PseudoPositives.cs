using Cicerone.Data;
using Cicerone.Kernels;
using Cicerone.Models;

namespace Cicerone.Neural.Multimodal.Denoising;

/// <summary>Items that people have probably only not met: for each person the one, not chosen, that every view has among its best and that they together rank highest.</summary>
internal static class PseudoPositives
{
    /// <summary>No item.</summary>
    public const int None = -1;

    private const int Best = 20;
    private const double MostShare = 0.1; // of the training pairs

    /// <summary>An item for each person, or <see cref="None"/>. Where there would be too many, those are kept on which the views agree most.</summary>
    /// <param name="views">Vectors of people and items in each view, shapes [people, width] and [items, width].</param>
    /// <param name="width">Length of a vector.</param>
    /// <param name="log">Training events.</param>
    /// <param name="chosen">Who chose what in them.</param>
    public static int[] Find(IReadOnlyList<(float[] People, float[] Items)> views, int width, InteractionLog log, SparseMatrix chosen)
    {
        var catalogue = Catalogue.Of(log, ItemTable.Without(log.Items));
        Query[] queries = [.. Enumerable.Range(0, chosen.Rows).Select(person => Query.OfPerson(log.Users, person, History.Of(chosen.Indices(person).ToArray()), seed: 1))];
        var request = new TopKRequest(Math.Min(Best, log.Items.Count), [.. queries.Select(query => query.History.Items)]);
        TopKResult[] lists = [.. views.Select(view =>
        {
            var list = new TopKResult(queries.Length, request.Count);
            new ItemVectors(view.Items, width).TopK(view.People, queries, catalogue, request, list);
            return list;
        })];
        (int Item, int Places)[] found = [.. Enumerable.Range(0, chosen.Rows).Select(person => Shared(lists, person))];
        int[] kept = [.. Enumerable.Range(0, found.Length).Where(person => found[person].Item != None).OrderBy(person => found[person].Places)
            .Take((int)(MostShare * Enumerable.Range(0, chosen.Rows).Sum(person => (long)chosen.Indices(person).Length)))];
        int[] items = new int[found.Length];
        Array.Fill(items, None);
        foreach (int person in kept) items[person] = found[person].Item;
        return items;
    }

    /// <summary>The item that is in every list with the smallest sum of places.</summary>
    private static (int Item, int Places) Shared(TopKResult[] lists, int person)
    {
        (int Item, int Places) best = (None, int.MaxValue);
        foreach (int item in lists[0].Items(person))
        {
            int places = 0;
            foreach (TopKResult list in lists)
            {
                int place = list.Items(person).IndexOf(item);
                places = place < 0 || places == int.MaxValue ? int.MaxValue : places + place;
            }
            if (places < best.Places) best = (item, places);
        }
        return best;
    }
}
