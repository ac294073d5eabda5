using Cicerone.Language.Paths.Subgraphs;

namespace Cicerone.Language.Paths.Writing;

/// <summary>One thing that is to be explained, as the writer sees it.</summary>
/// <param name="Prompt">What it is told.</param>
/// <param name="Graph">What its soft prompts are made of.</param>
internal sealed record WriterCase(WriterPrompt Prompt, Subgraph Graph);
