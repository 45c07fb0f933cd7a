using BenchmarkDotNet.Running;
using OzFunctions.Benchmarks;

if (args is ["scale", ..])
{
    await ScaleRun.RunAsync(Console.Out);
    return;
}

if (args is ["latency", ..])
{
    await LatencyRun.RunAsync(Console.Out);
    return;
}

if (args is ["reconcile", ..])
{
    await ReconcileRun.RunAsync(Console.Out);
    return;
}

BenchmarkSwitcher.FromAssembly(typeof(WebhookBenchmark).Assembly).Run(args);
