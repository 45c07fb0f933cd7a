using System.Diagnostics;
using OzFunctions.Benchmarks.Isolation;
using OzFunctions.Server.Azurite;
using OzFunctions.Server.Node;
using OzFunctions.Tests.Downstream;

namespace OzFunctions.Benchmarks.Load;

/// <summary>Posts a plan to a server that has an endpoint of each kind, and checks what each endpoint received.</summary>
internal static class EveryKindRun
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    /// <summary>Posts the plan and checks the results.</summary>
    /// <param name="options">The options of the plan and of posting.</param>
    /// <param name="output">The writer for the results.</param>
    /// <returns>0; 1 if a notification was lost, duplicated or wrong for any kind.</returns>
    public static async Task<int> RunAsync(LoadOptions options, TextWriter output)
    {
        var plan = new LoadPlan(options.Seed, options.Folders, TimeProvider.System.GetUtcNow(), "load");
        var installation = await AzuriteInstallation.EnsureAsync(NpmInstallation.DefaultCacheDirectory, output.WriteLine, CancellationToken.None);
        var ports = FreePort.ForAzurite();
        await using var azurite = await AzuriteProcess.StartAsync(installation, ports, dataDirectory: null, CancellationToken.None);
        await using var kinds = await EveryKind.StartAsync(ports.ConnectionString);
        var settings = new Dictionary<string, string> { ["AzureWebJobsStorage"] = ports.ConnectionString, ["Logging__LogLevel__Default"] = "Warning" };
        kinds.Write(settings, "folder.resolution_changed");
        using var server = await ServerGroup.StartAsync(settings, BenchmarkServer.Ours, options.IsFlex);

        var began = Stopwatch.GetTimestamp();
        var posted = await new LoadPoster(options).PostAsync(server.Api, plan.Webhooks);
        await output.WriteLineAsync($"{plan.Webhooks.Count:N0} webhooks for {options.Folders:N0} folders acknowledged in {Stopwatch.GetElapsedTime(began).TotalSeconds:F0} s; acknowledgement in ms: {Sample.Of(posted.Select(static webhook => (webhook.Due, webhook.Answered)))}");

        // Every owed delivery has a message in a queue until it is delivered; for an endpoint at its concurrency limit it is the message of the release run.
        var backlog = new Backlog(ports.ConnectionString);
        var isDrained = await Waiting.UntilAsync(async () => await backlog.CountAsync(CancellationToken.None) == 0, Patience);
        await kinds.EmptyQueueAsync();
        return await kinds.AreRightAsync(plan.Expected, output) && isDrained ? 0 : 1;
    }
}
