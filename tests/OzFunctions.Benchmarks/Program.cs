using BenchmarkDotNet.Running;
using OzFunctions.Benchmarks;
using OzFunctions.Benchmarks.Fuzz;

if (args is ["scale", ..])
{
    await ScaleRun.RunAsync(Console.Out);
    return 0;
}

if (args is ["latency", ..])
{
    await LatencyRun.RunAsync(Console.Out);
    return 0;
}

if (args is ["reconcile", ..])
{
    await ReconcileRun.RunAsync(Console.Out);
    return 0;
}

if (args is ["fuzz", .. var how])
{
    return FuzzRun.Run(how, Console.Out);
}

if (args is ["lists", ..])
{
    return await ListsRun.RunAsync(Console.Out);
}

BenchmarkSwitcher.FromAssembly(typeof(WebhookBenchmark).Assembly).Run(args);
return 0;
