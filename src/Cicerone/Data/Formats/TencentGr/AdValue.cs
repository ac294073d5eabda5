namespace Cicerone.Data.Formats.TencentGr;

/// <summary>One value of a feature: an index, or the raw text of a value that the training data do not have.</summary>
/// <param name="Text">The number in digits, or the raw text.</param>
/// <param name="IsUnseen">Whether it is raw: files mark it by quotes.</param>
public readonly record struct AdValue(string Text, bool IsUnseen);
