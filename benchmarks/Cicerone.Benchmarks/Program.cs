using BenchmarkDotNet.Running;
using Cicerone.Benchmarks;

if (args is ["gowalla", .. var settings]) Gowalla.Run(settings);
else BenchmarkSwitcher.FromAssembly(typeof(Gowalla).Assembly).Run(args);
