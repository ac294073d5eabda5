using Cicerone.Data;
using Cicerone.Data.Features;
using Cicerone.Models;

namespace Cicerone.Neural.Generative;

/// <summary>What a network over events must know of its data: which values, actions, vectors and times there are.</summary>
/// <param name="Items">Fields of items.</param>
/// <param name="People">Fields of people.</param>
/// <param name="Actions">Names of the actions.</param>
/// <param name="ItemCount">Items that have an own vector.</param>
/// <param name="PersonCount">People that have an own vector; 0 where nobody has.</param>
/// <param name="VectorWidths">Lengths of the given vectors of items, by kind.</param>
/// <param name="FirstTime">When the training events begin, in Unix milliseconds.</param>
/// <param name="LastTime">When they end.</param>
internal sealed record EventShape(FieldVocabulary Items, FieldVocabulary People, IReadOnlyList<string> Actions, int ItemCount, int PersonCount, int[] VectorWidths, long FirstTime, long LastTime)
{
    private const string ItemFields = "item-fields", PersonFields = "person-fields", ActionNames = "actions", Tensors = "shape";

    /// <summary>The shape of some data. Values count that items with a training event have, and training people.</summary>
    /// <exception cref="CiceroneException">The options ask for what the data lack.</exception>
    public static EventShape Of(TrainingData data, TencentGrOptions options)
    {
        InteractionLog log = data.Log;
        if (options.Time && !log.HasTimes) throw new CiceroneException("Option 'time' is true, but the data have no times. Name their column with --columns time=…, or set time=false.");
        if ((options.HistoryActions || options.NextAction) && !log.HasActions)
            throw new CiceroneException("Options 'history-actions' and 'next-action' need to know what people did, and the data have no actions. Name their column with --columns action=…, or set both to false.");
        bool[] trainedItems = new bool[log.Items.Count], trainedPeople = new bool[log.Users.Count];
        foreach (int item in log.Item) trainedItems[item] = true;
        foreach (int person in log.User) trainedPeople[person] = true;
        var items = new FieldVocabulary(options.Fields.Length == 0 ? data.Items.Columns.Order(StringComparer.Ordinal) : options.Fields.Split(',', StringSplitOptions.TrimEntries));
        var people = new FieldVocabulary(options.Profile ? data.People.Columns : []);
        IReadOnlyList<string?>[] columns = [.. items.Columns.Select(data.Items.Column)];
        for (int item = 0; item < trainedItems.Length; item++)
            if (trainedItems[item]) items.Add(columns.Select(column => column[item]));
        for (int person = 0; person < trainedPeople.Length; person++)
            if (trainedPeople[person]) people.Add(CellsOf(people, data.People[person]));
        long first = long.MaxValue, last = long.MinValue;
        foreach (long time in log.Time) (first, last) = (Math.Min(first, time), Math.Max(last, time));
        return new EventShape(items, people, log.Actions.Ids, log.Items.Count, options is { UserId: true, Profile: true } ? log.Users.Count : 0,
            options.Vectors ? [.. data.Features.Select(features => features.Width)] : [], first, last);
    }

    /// <summary>Every item as the network is told of it: one without a training event has no vector of its own.</summary>
    public Description[] DescribeItems(TrainingData data)
    {
        int[] counts = [.. Catalogue.Of(data.Log, data.Items).TrainingCounts];
        IReadOnlyList<string?>[] columns = [.. Items.Columns.Select(data.Items.Column)];
        IReadOnlyList<FeatureMatrix> features = VectorWidths.Length == 0 ? [] : data.Features;
        return [.. Enumerable.Range(0, counts.Length).Select(item => Items.Describe(counts[item] > 0 ? item : -1, columns.Select(column => column[item]),
            [.. features.Select(matrix => matrix.IsKnown(item) ? matrix[item].ToArray() : (ReadOnlyMemory<float>?)null)]))];
    }

    /// <summary>A person as the network is told of them.</summary>
    /// <param name="person">The person's index, where training met them.</param>
    /// <param name="profile">What is known of them.</param>
    public Description DescribePerson(int? person, IReadOnlyDictionary<string, string>? profile) =>
        People.Describe(person is { } known && known < PersonCount ? known : -1, profile is null ? [] : CellsOf(People, profile));

    public void Save(ModelWriter folder)
    {
        Items.Save(folder, ItemFields);
        People.Save(folder, PersonFields);
        folder.WriteTexts(ActionNames, Actions);
        folder.WriteTensors(Tensors, ("counts", StoredTensor.Of([ItemCount, PersonCount], 2)), ("times", StoredTensor.Of([FirstTime, LastTime], 2)), ("widths", StoredTensor.Of(VectorWidths, VectorWidths.Length)));
    }

    public static EventShape Load(ModelReader folder)
    {
        TensorFile tensors = folder.Tensors(Tensors);
        int[] counts = tensors["counts"].AsInt32(2);
        long[] times = tensors["times"].AsInt64(2);
        return new EventShape(FieldVocabulary.Load(folder, ItemFields), FieldVocabulary.Load(folder, PersonFields), folder.Texts(ActionNames), counts[0], counts[1], tensors["widths"].AsInt32(), times[0], times[1]);
    }

    private static IEnumerable<string?> CellsOf(FieldVocabulary fields, IReadOnlyDictionary<string, string> profile) => fields.Columns.Select(profile.GetValueOrDefault);
}
