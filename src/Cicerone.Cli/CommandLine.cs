using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;
using Cicerone.Cli.Commands;
using Cicerone.Cli.Commands.Keys;
using Cicerone.Cli.Commands.Series;
using Cicerone.Cli.Commands.Statements;
using Cicerone.Cli.Commands.Vectors;
using Cicerone.Parquet;

namespace Cicerone.Cli;

/// <summary>The command <c>cicerone</c>: its commands, and how a call ends.</summary>
public static class CommandLine
{
    /// <summary>Done.</summary>
    public const int Done = 0;

    /// <summary>Failed.</summary>
    public const int Failed = 1;

    /// <summary>Wrong usage.</summary>
    public const int WrongUsage = 2;

    static CommandLine() => ParquetFiles.Register();

    /// <summary>Runs one call during which nothing is typed.</summary>
    /// <param name="arguments">What was typed after <c>cicerone</c>.</param>
    /// <param name="output">Results.</param>
    /// <param name="error">Progress and errors.</param>
    /// <param name="cancellation">Stops the call, as Ctrl-C does.</param>
    /// <returns><see cref="Done"/>, <see cref="Failed"/> or <see cref="WrongUsage"/>.</returns>
    public static Task<int> RunAsync(string[] arguments, TextWriter output, TextWriter error, CancellationToken cancellation = default) => RunAsync(arguments, TextReader.Null, output, error, cancellation);

    /// <summary>Runs one call.</summary>
    /// <param name="arguments">What was typed after <c>cicerone</c>.</param>
    /// <param name="input">What is typed while it runs.</param>
    /// <param name="output">Results.</param>
    /// <param name="error">Progress and errors.</param>
    /// <param name="cancellation">Stops the call, as Ctrl-C does.</param>
    /// <returns><see cref="Done"/>, <see cref="Failed"/> or <see cref="WrongUsage"/>.</returns>
    public static async Task<int> RunAsync(string[] arguments, TextReader input, TextWriter output, TextWriter error, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(arguments);
        ArgumentNullException.ThrowIfNull(input);
        ArgumentNullException.ThrowIfNull(output);
        ArgumentNullException.ThrowIfNull(error);
        ParseResult parsed = Root().Parse(arguments.Length == 0 ? ["--help"] : arguments);
        if (parsed.Action is ParseErrorAction) return Explain(parsed, error);
        var configuration = new TypedConfiguration
        {
            Input = input,
            Output = output,
            Error = error,
            EnableDefaultExceptionHandler = false,
            ProcessTerminationTimeout = TimeSpan.FromSeconds(30),
        };
        try
        {
            return await parsed.InvokeAsync(configuration, cancellation).ConfigureAwait(false);
        }
        catch (UsageException fault)
        {
            return Tell(error, fault.Message, WrongUsage);
        }
        catch (CiceroneException fault)
        {
            return Tell(error, fault.Message, Failed);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            return Tell(error, fault.Message, Failed);
        }
        catch (OperationCanceledException)
        {
            return Tell(error, "stopped; nothing was written.", Failed);
        }
    }

    /// <summary>What is wrong with a call as it was typed, without making it; empty when it would be accepted.</summary>
    /// <param name="typed">What was typed after <c>cicerone</c>, in one string.</param>
    public static IReadOnlyList<string> Check(string typed) => [.. Root().Parse(typed).Errors.Select(fault => fault.Message)];

    private static RootCommand Root()
    {
        var root = new RootCommand("Recommends, explains why, forgets on request, and keeps its word when the world changes.")
        {
            new DemoCommand(), new TourCommand(), new ListCommand(), new DataCommand(), new FitCommand(), new EvaluateCommand(), new CompareCommand(), new TuneCommand(),
            new RecommendCommand(), new ExplainCommand(), new ChatCommand(), new ForgetCommand(), new RulesCommand(), new CredibilityCommand(), new VectorsCommand(), new SemanticIdsCommand(), new SeriesCommand(), new StatementsCommand(), new ServeCommand(), new KeysCommand(), new OffPolicyCommand(), new BackupCommand(), new RestoreCommand(), new DoctorCommand(),
        };
        root.Add(GlobalOptions.Json);
        root.Add(GlobalOptions.Seed);
        root.Add(GlobalOptions.Threads);
        foreach (HelpOption help in root.Options.OfType<HelpOption>()) help.Action = new HelpWithExamples((HelpAction)help.Action!);
        return root;
    }

    private static int Explain(ParseResult parsed, TextWriter error)
    {
        foreach (var fault in parsed.Errors) error.WriteLine($"cicerone: {fault.Message}");
        error.WriteLine($"Try '{PathOf(parsed.CommandResult)} --help'.");
        return WrongUsage;
    }

    private static string PathOf(System.CommandLine.Parsing.SymbolResult command) =>
        command.Parent is System.CommandLine.Parsing.CommandResult parent
            ? $"{PathOf(parent)} {((System.CommandLine.Parsing.CommandResult)command).Command.Name}"
            : "cicerone";

    private static int Tell(TextWriter error, string message, int code)
    {
        error.WriteLine($"cicerone: {message}");
        return code;
    }
}
