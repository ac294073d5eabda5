using BenchmarkDotNet.Running;
using Cicerone.Benchmarks;
using Cicerone.Benchmarks.Load;
using Cicerone.Benchmarks.Studies;

if (args is ["gowalla", .. var settings]) Gowalla.Run(settings);
else if (args is ["flame", .. var study]) FlameDecision.Run(study);
else if (args is ["faerec", .. var arms]) TailStudy.Run(arms);
else if (args is ["faerec-step"]) FusionCost.Run();
else if (args is ["lightgcn", .. var graph]) GraphCurve.Run(graph);
else if (args is ["latency", .. var runs]) Latency.Run(runs);
else if (args is ["catchments", .. var basins]) CatchmentPilot.Run(basins);
else if (args is ["drift", .. var shops]) AlarmTable.Run(shops);
else if (args is ["statements", .. var reviews]) StatementStudy.Run(reviews);
else if (args is ["sequences", .. var table]) SequenceTable.Run(table);
else if (args is ["shop", .. var shop]) MadeUpShop.Run(shop);
else if (args is ["load", .. var load]) LoadTest.Run(load);
else if (args is ["cpu", .. var filter]) ProcessorTime.Run(string.Concat(filter));
else BenchmarkSwitcher.FromAssembly(typeof(Gowalla).Assembly).Run(args);
