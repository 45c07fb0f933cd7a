using BenchmarkDotNet.Running;
using OzFunctions.Benchmarks;
using OzFunctions.Benchmarks.Chaos;
using OzFunctions.Benchmarks.Fuzz;
using OzFunctions.Benchmarks.Isolation;
using OzFunctions.Benchmarks.Load;
using OzFunctions.Benchmarks.Scale;
using OzFunctions.Benchmarks.Scale.Tables;
using OzFunctions.Benchmarks.Soak;
using OzFunctions.Server;

return args switch
{
    ["load", .. var how] => await LoadRun.RunAsync(how, Console.Out),
    ["soak", .. var how] => await SoakRun.RunAsync(how, Console.Out),
    ["chaos", .. var seeds] => await ChaosRun.RunAsync(seeds, Console.Out),
    ["fuzz", .. var how] => FuzzRun.Run(how, Console.Out),
    ["isolation", .. var how] => await IsolationRun.RunAsync(how, Console.Out),
    ["scale", .. var how] => await ScaleRun.RunAsync(how, Console.Out),
    ["latency", .. var how] => await LatencyRun.RunAsync(how, Console.Out),
    ["reconcile", .. var how] => await ReconcileRun.RunAsync(how, Console.Out),
    ["retention", .. var how] => await RetentionRun.RunAsync(how, Console.Out),
    ["startup"] => await StartupRun.RunAsync(Console.Out),

    // Commands that the runs above start in separate processes.
    [TableServerProcess.Name, .. var how] => await TableServerProcess.ServeAsync(how, Console.Out),
    [BenchmarkServer.Ours, .. var settings] => await ServerHost.RunAsync(settings),
    [BenchmarkServer.Plain, .. var settings] => await PlainWay.ServeAsync(settings),
    [BenchmarkServer.Ceiling, .. var settings] => await Ceiling.ServeAsync(settings),
    [var option, ..] when option.StartsWith('-') => Benchmarks(args),
    _ => Unknown(),
};

static int Benchmarks(string[] args)
{
    var reports = BenchmarkSwitcher.FromAssembly(typeof(WebhookBenchmark).Assembly).Run(args).SelectMany(static summary => summary.Reports).ToList();
    return reports.Count > 0 && reports.TrueForAll(static report => report.Success) ? 0 : 1;
}

static int Unknown()
{
    Console.Error.WriteLine("Name a run (load, soak, chaos, fuzz, isolation, scale, latency, reconcile, retention or startup), or give options of BenchmarkDotNet, for example --filter '*'.");
    return 1;
}
