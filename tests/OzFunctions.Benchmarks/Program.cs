using BenchmarkDotNet.Running;
using OzFunctions.Benchmarks;

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

if (args is ["lists", ..])
{
    return await ListsRun.RunAsync(Console.Out);
}

BenchmarkSwitcher.FromAssembly(typeof(WebhookBenchmark).Assembly).Run(args);
return 0;
