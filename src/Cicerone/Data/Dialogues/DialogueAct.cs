namespace Cicerone.Data.Dialogues;

/// <summary>What a part of a turn does, as people annotated it.</summary>
/// <param name="Intent">The act, in the words of the data set.</param>
/// <param name="Slots">What it is about: names such as GENRE with their values; a value is empty where the annotation has none.</param>
public sealed record DialogueAct(string Intent, IReadOnlyList<KeyValuePair<string, string>> Slots);
