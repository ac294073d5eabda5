using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;

namespace Cicerone.Cli;

/// <summary>The usual help, and after it the command's examples.</summary>
internal sealed class HelpWithExamples(HelpAction usual) : SynchronousCommandLineAction
{
    public override int Invoke(ParseResult parseResult)
    {
        int code = usual.Invoke(parseResult);
        if (parseResult.CommandResult.Command is CiceroneCommand { Examples.Count: > 0 } command)
        {
            TextWriter output = parseResult.InvocationConfiguration.Output;
            output.WriteLine("Examples:");
            foreach (string example in command.Examples) output.WriteLine($"  {example}");
            output.WriteLine();
        }
        return code;
    }
}
