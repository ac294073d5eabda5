namespace Cicerone.Data.Formats.TencentGr;

/// <summary>An advertisement before a person.</summary>
/// <param name="Item">Its id as the line has it: an index from 1, or a raw id.</param>
/// <param name="Features">What is known of it.</param>
/// <param name="Action">What the person did.</param>
/// <param name="Time">Unix seconds.</param>
public sealed record AdEvent(string Item, AdFeatures Features, AdAction Action, long Time);
