using System.CommandLine;
using Cicerone.Language.Statements;
using Cicerone.Language.Statements.Files;

namespace Cicerone.Cli.Commands.Statements;

/// <summary>The folder of statements that a command works on.</summary>
internal static class StatementsArgument
{
    public static Argument<string> Make() => new("folder") { Description = "Folder of statements, as 'cicerone statements extract' made it." };

    /// <summary>Statements of a version, and how to get them when they are missing.</summary>
    public static (StatementFolder Folder, StatementCorpus Corpus) Read(string path, string version)
    {
        var folder = new StatementFolder(path);
        if (!folder.Has(version)) throw new CiceroneException($"{path} has no {(version == StatementFolder.Surface ? "statements; 'cicerone statements extract --reviews FILE --out FOLDER' finds some" : $"merged statements; 'cicerone statements cluster {path}' merges those it has")}.");
        return (folder, folder.Read(version));
    }
}
