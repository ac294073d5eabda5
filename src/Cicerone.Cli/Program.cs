using Cicerone.Cli;

return await CommandLine.RunAsync(args, Console.Out, Console.Error, input: Console.In);
