using Cicerone.Data;
using Cicerone.Models;
using Cicerone.Neural.Collaborative;

namespace Cicerone.Neural.Multimodal.Denoising;

/// <summary>What <see cref="JbmDiff"/> learns: it ranks by fused vectors, and judges by its views what somebody did. It answers without native code.</summary>
public sealed class JbmDiffModel : IEmbeds, IJudges
{
    private const string ViewsFile = JbmDiff.Name + "-views", ItemsOfView = ".items";
    internal const ulong JudgeSeed = 1; // decides which items a chosen one is compared with
    private readonly GraphFactors _factors;
    private readonly PreferenceView[] _views;
    private readonly Lazy<CredibilityJudge> _judge;

    internal JbmDiffModel(GraphFactors factors, IEnumerable<PreferenceView> views)
    {
        (_factors, _views) = (factors, [.. views.OrderBy(view => view.Name, StringComparer.Ordinal)]);
        _judge = new Lazy<CredibilityJudge>(() => JudgeOf(_views));
    }

    /// <inheritdoc/>
    public ItemVectors ItemVectors => _factors.ItemVectors;

    /// <summary>Names of the views that judge: <c>behaviour</c>, and <c>features.NAME</c> for each kind of features.</summary>
    public IReadOnlyList<string> Views => [.. _views.Select(view => view.Name)];

    /// <inheritdoc/>
    public void Embed(ReadOnlySpan<Query> queries, Span<float> vectors) => _factors.Embed(queries, vectors);

    /// <inheritdoc/>
    public float[] Judge(History history) => Judge(history, _judge.Value);

    /// <summary>The credibility of each event by one view alone.</summary>
    /// <exception cref="CiceroneException">There is no such view.</exception>
    public float[] Judge(History history, string view) =>
        Judge(history, JudgeOf(_views.FirstOrDefault(one => one.Name == view) ?? throw CiceroneException.UnknownName("view", view, Views)));

    /// <summary>What is liked in a view, shape [items, width]: for a kind of features the denoised vectors, brought to length 1.</summary>
    internal float[] VectorsOf(string view) => _views.First(one => one.Name == view).Items;

    /// <inheritdoc/>
    public void Save(ModelWriter folder)
    {
        ArgumentNullException.ThrowIfNull(folder);
        _factors.Save(folder);
        folder.WriteTensors(ViewsFile, _views.SelectMany(view => view.ToTensors(ItemVectors.Width)));
    }

    internal static JbmDiffModel Load(ModelReader folder, int width)
    {
        TensorFile file = folder.Tensors(ViewsFile);
        IEnumerable<string> names = file.Names.Where(name => name.EndsWith(ItemsOfView, StringComparison.Ordinal)).Select(name => name[..^ItemsOfView.Length]).Append(PreferenceView.OfBehaviour).Distinct();
        return new JbmDiffModel(GraphFactors.Load(JbmDiff.Name, folder, width), [.. names.Select(name => PreferenceView.Load(file, name, folder.ItemCount, width))]);
    }

    private CredibilityJudge JudgeOf(params IReadOnlyList<PreferenceView> views) => new(views, ItemVectors.Count, JudgeSeed);

    private static float[] Judge(History history, CredibilityJudge judge)
    {
        int[] chosen = history.DistinctItems();
        Dictionary<int, float> credibility = chosen.Zip(judge.Judge(chosen)).ToDictionary();
        return [.. history.Items.ToArray().Select(item => credibility[item])];
    }
}
