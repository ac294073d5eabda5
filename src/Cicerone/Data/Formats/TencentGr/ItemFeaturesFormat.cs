namespace Cicerone.Data.Formats.TencentGr;

/// <summary>What TencentGR knows of items (<c>item_feat_dict.json</c>): one object, of an object of features for each index of an item.</summary>
internal sealed class ItemFeaturesFormat : TableFormat
{
    public const string FileName = "item_feat_dict.json";

    public override string Name => "tencentgr-items";

    public override string Summary => "TencentGR's item_feat_dict.json: an object of features for each item.";

    public override TableRows Open(FileSample sample, ReadOptions options, bool latin1) => new ItemFeatureRows(sample.File, ItemFeatureRows.FeaturesOf(sample.Bytes), options);

    internal override string? Refusal(FileSample sample, ReadOptions options) =>
        sample.File.Name != FileName ? $"it is not called {FileName}"
        : ItemFeatureRows.FeaturesOf(sample.Bytes).Count == 0 ? "it does not begin with an object of features for an item"
        : null;
}
