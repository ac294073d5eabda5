namespace Cicerone.Metrics;

/// <summary>Where an item stands by its training events; keys end in <c>/head</c>, <c>/tail</c> or <c>/cold</c>.</summary>
internal enum ItemSlice : byte
{
    /// <summary>Neither tail nor cold.</summary>
    Head,

    /// <summary>Among the least-chosen items that together make a share of all training events.</summary>
    Tail,

    /// <summary>Without a training event.</summary>
    Cold,
}
