using Cicerone.Neural.Layers;
using Cicerone.Neural.Training;
using TorchSharp;
using Tensor = TorchSharp.torch.Tensor;

namespace Cicerone.Language.Conversations.Views;

/// <summary>
/// SMTPO's fusion of a semantic and a collaborative view (its form is reconstructed). Both views of a moment, what was said and the mean of what was chosen, ask both views of the chosen items by
/// cross-attention, with one key that stands for nothing chosen; an item's views read each other. Attention over the one other view of an item is a linear map, and is written as one.
/// </summary>
internal sealed class FusionNetwork
{
    public const string Text = "text", Behaviour = "behaviour", None = "none", Query = "query", Key = "key", Value = "value", Moment = "moment", FromBehaviour = "from-behaviour", FromText = "from-text", Hidden = "hidden", Item = "item", Popularity = "popularity";

    /// <summary>How sharply the softmax divides: cosines are divided by it.</summary>
    public const float Temperature = 0.07f;

    private readonly LinearLayer _text, _behaviour, _query, _key, _value, _moment, _fromBehaviour, _fromText, _hidden, _item;
    private readonly Parameter _none, _popularity;
    private readonly FusionOptions _options;

    public FusionNetwork(ParameterSet parameters, int textWidth, FusionOptions options)
    {
        int width = options.Width;
        _options = options;
        LinearLayer Layer(string name, int inputs) => new(parameters, name, inputs, width, 1 / Math.Sqrt(inputs));
        (_text, _behaviour) = (Layer(Text, textWidth), Layer(Behaviour, options.Factors));
        (_query, _key, _value, _moment) = (Layer(Query, width), Layer(Key, width), Layer(Value, width), Layer(Moment, 2 * width));
        (_fromBehaviour, _fromText, _hidden, _item) = (Layer(FromBehaviour, width), Layer(FromText, width), Layer(Hidden, 2 * width), Layer(Item, width));
        _none = parameters.Normal(None, 1 / Math.Sqrt(width), 1, width);
        _popularity = parameters.Constant(Popularity, 0, 1);
    }

    /// <summary>Both views of rows, each of the common width.</summary>
    public (Tensor Text, Tensor Behaviour) Views(Tensor text, Tensor behaviour) => (_text.Of(text), _behaviour.Of(behaviour));

    /// <summary>The items' vectors, of length 1; shape [items, width].</summary>
    public Tensor Items((Tensor Text, Tensor Behaviour) views, Step step)
    {
        Tensor joined = torch.cat([views.Text.Plus(_fromBehaviour.Of(views.Behaviour)), views.Behaviour.Plus(_fromText.Of(views.Text))], 1);
        Tensor hidden = step.Dropout(torch.nn.functional.relu(_hidden.Of(step.Dropout(joined, _options.Dropout))), _options.Dropout);
        return Unit(_item.Of(hidden).Plus(views.Text).Plus(views.Behaviour));
    }

    /// <summary>The moments' vectors, of length 1; shape [moments, width].</summary>
    /// <param name="items">Both views of every item.</param>
    /// <param name="moments">Both views of each moment: what was said, and the mean of what was chosen.</param>
    /// <param name="chosen">The chosen items of each.</param>
    /// <param name="step">What is left out.</param>
    public Tensor Moments((Tensor Text, Tensor Behaviour) items, (Tensor Text, Tensor Behaviour) moments, IReadOnlyList<int[]> chosen, Step step)
    {
        int count = (int)items.Text.shape[0], width = _options.Width, keys = 1 + 2 * chosen.Max(one => one.Length);
        Tensor all = torch.cat([_none.Leaf, items.Text, items.Behaviour]);
        long[] rows = new long[chosen.Count * keys];
        float[] hidden = new float[rows.Length];
        Array.Fill(hidden, float.NegativeInfinity);
        for (int moment = 0; moment < chosen.Count; moment++)
        {
            long[] own = [0, .. chosen[moment].Select(item => 1L + item), .. chosen[moment].Select(item => 1L + count + item)];
            own.CopyTo(rows, moment * keys);
            hidden.AsSpan(moment * keys, own.Length).Clear();
        }
        Tensor taken = all.index_select(0, torch.tensor(rows));
        Tensor key = _key.Of(taken).view(chosen.Count, keys, width), value = _value.Of(taken).view(chosen.Count, keys, width), asking = torch.stack([moments.Text, moments.Behaviour], 1);
        Tensor logits = _query.Of(asking).bmm(key.transpose(1, 2)).Over(Math.Sqrt(width)).Plus(torch.tensor(hidden).view(chosen.Count, 1, keys));
        Tensor read = logits.softmax(2).bmm(value).Plus(asking).view(chosen.Count, 2 * width);
        return Unit(_moment.Of(step.Dropout(read, _options.Dropout)).Plus(moments.Text).Plus(moments.Behaviour));
    }

    /// <summary>The logits of every item; shape [moments, items].</summary>
    /// <param name="moments">Their vectors.</param>
    /// <param name="items">Likewise.</param>
    /// <param name="logCounts">log(1 + how often an item was chosen), shape [items]: popularity has one learned weight.</param>
    public Tensor Logits(Tensor moments, Tensor items, Tensor logCounts) => moments.matmul(items.t()).Over(Temperature).Plus(logCounts * _popularity.Leaf);

    private static Tensor Unit(Tensor rows) => torch.nn.functional.normalize(rows, p: 2, dim: 1);
}
