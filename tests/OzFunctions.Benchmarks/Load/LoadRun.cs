using System.Diagnostics;
using System.Text.Json;
using Azure.Storage.Queues;
using OzFunctions.Benchmarks.Scale.Tables;
using OzFunctions.Core.Work;
using OzFunctions.Server.Azurite;
using OzFunctions.Server.Node;
using OzFunctions.Tests.Downstream;

namespace OzFunctions.Benchmarks.Load;

/// <summary>
/// Posts the same webhooks to OzFunctions, to the <see cref="PlainWay"/> and to the <see cref="Ceiling"/>, one after the other, with one
/// in-memory Azurite. Then it checks every folder and notification of OzFunctions. The comparison is of the resources per webhook; absolute
/// times depend on the machine.
/// </summary>
internal static class LoadRun
{
    // Limits that hold on every machine, for this mix of webhooks, of which a fifth change nothing.
    private const double LeastRequests = 3;
    private const double MostRequests = 5;
    private const double MostAllocatedKiB = 200;
    private const double MostCpuOfCeilings = 2;

    // A run of fewer folders takes a few seconds of the processor, too few to compare.
    private const int LeastToCompareCpu = 1_000;

    private const int LeastWarmUp = 200;

    /// <summary>Makes the comparison.</summary>
    /// <param name="args">See <see cref="LoadOptions.Read"/>.</param>
    /// <param name="output">The writer for the results.</param>
    /// <returns>0; 1 if something was lost, duplicated or wrong, or if a webhook exceeds a limit.</returns>
    public static async Task<int> RunAsync(string[] args, TextWriter output)
    {
        var options = LoadOptions.Read(args);
        if (options.HasEveryKind)
        {
            return await EveryKindRun.RunAsync(options, output);
        }

        var now = TimeProvider.System.GetUtcNow();
        var (warmUp, plan) = (new LoadPlan(options.Seed - 1, Math.Max(options.Folders / 2, LeastWarmUp), now, "warm"), new LoadPlan(options.Seed, options.Folders, now, "load"));
        var installation = await AzuriteInstallation.EnsureAsync(NpmInstallation.DefaultCacheDirectory, output.WriteLine, CancellationToken.None);
        var ports = FreePort.ForAzurite();
        await using var azurite = await AzuriteProcess.StartAsync(installation, ports, dataDirectory: null, CancellationToken.None);
        using var tables = options.CountsTables ? await TableServerProcess.StartAsync() : null;
        ports = ports with { Table = tables?.Port ?? ports.Table };
        await output.WriteLineAsync(
            $"{plan.Webhooks.Count:N0} webhooks for {options.Folders:N0} folders, {options.Connections} at once, {(options.Rate is { } rate ? $"{rate:F0} a second" : "flat out")}, seed {options.Seed}; "
            + $"{Environment.ProcessorCount} cores, shared with Azurite and the load generator. Times in ms.");

        var plain = await MeasureAsync(BenchmarkServer.Plain, options, warmUp, plan, ports);
        var ceiling = await MeasureAsync(BenchmarkServer.Ceiling, options, warmUp, plan, ports);
        var ours = await MeasureAsync(BenchmarkServer.Ours, options, warmUp, plan, ports);
        foreach (var result in (LoadResult[])[ours, plain, ceiling])
        {
            await output.WriteLineAsync(result.ToString());
        }

        var verdict = await LoadVerdict.JudgeAsync(plan.Expected, [.. ours.Arrivals.Where(arrival => plan.Expected.ContainsKey(arrival.FolderId))], ports.ConnectionString);
        await output.WriteLineAsync($"ours / plain way: {ours.CpuOfOne / plain.CpuOfOne:F2} of the processor time a webhook; ours / ceiling: {ours.CpuOfOne / ceiling.CpuOfOne:F2} of the processor time, {ours.Rate / ceiling.Rate:F2} of its webhooks a second until all notifications had arrived");
        await output.WriteLineAsync($"ours: {verdict.Owed:N0} notifications owed; lost {verdict.Lost}, duplicated {verdict.Duplicated}, wrong {verdict.Wrong}");

        List<string> faults =
        [
            .. verdict is { Lost: 0, Duplicated: 0, Wrong: 0, Owed: > 0 } ? [] : (string[])["Something was lost, duplicated or wrong."],
            .. ours.RequestsOfOne is >= LeastRequests and <= MostRequests ? [] : (string[])[$"A webhook takes {ours.RequestsOfOne:F2} storage requests; the limit is {MostRequests}, and below {LeastRequests} they were not counted."],
            .. ours.AllocatedKiBOfOne <= MostAllocatedKiB ? [] : (string[])[$"A webhook allocates {ours.AllocatedKiBOfOne:F0} KiB; the limit is {MostAllocatedKiB}."],
            .. options.Folders < LeastToCompareCpu || ours.CpuOfOne <= MostCpuOfCeilings * ceiling.CpuOfOne ? [] : (string[])[$"A webhook takes more than {MostCpuOfCeilings} times the processor time of its storage requests alone."],
        ];
        faults.ForEach(output.WriteLine);
        return faults.Count == 0 ? 0 : 1;
    }

    private static async Task<LoadResult> MeasureAsync(string which, LoadOptions options, LoadPlan warmUp, LoadPlan plan, AzuritePorts ports)
    {
        await using var sink = await LoadSink.StartAsync();
        using var server = await ServerGroup.StartAsync(Settings(ports, sink), which, options.IsFlex && which == BenchmarkServer.Ours);
        var queue = new QueueClient(ports.ConnectionString, which == BenchmarkServer.Ceiling ? Ceiling.Queue : QueueNames.Changes);
        await new LoadPoster(options with { Rate = null }).PostAsync(server.Api, warmUp.Webhooks);
        await DrainAsync(which, queue);

        var before = await server.MeasureAsync();
        var began = Stopwatch.GetTimestamp();
        var posted = await new LoadPoster(options).PostAsync(server.Api, plan.Webhooks);
        var answered = Stopwatch.GetElapsedTime(began);
        await DrainAsync(which, queue);
        var last = sink.Arrivals.Max(static arrival => arrival.At);
        var used = (await server.MeasureAsync()).Since(before);

        return new LoadResult
        {
            Name = which,
            Webhooks = plan.Webhooks.Count,
            Answered = answered,
            Told = Stopwatch.GetElapsedTime(began, last),
            Acknowledgements = Sample.Of(posted.Select(static webhook => (webhook.Due, webhook.Answered))),
            Deliveries = which == BenchmarkServer.Ours ? Deliveries(posted, sink.Arrivals) : null,
            CpuMilliseconds = used.CpuMilliseconds,
            AllocatedBytes = used.AllocatedBytes,
            TableRequests = used.Requests.GetValueOrDefault(ports.Table),
            QueueRequests = used.Requests.GetValueOrDefault(ports.Queue),
            Arrivals = [.. sink.Arrivals],
        };
    }

    // Latencies from the scheduled time of a webhook to the notification of its change.
    private static Sample Deliveries(IReadOnlyList<LoadPoster.Posted> posted, IEnumerable<LoadSink.Arrival> arrivals)
    {
        var due = new Dictionary<(string Folder, int Version), long>();
        foreach (var webhook in posted)
        {
            using var answer = JsonDocument.Parse(webhook.Answer);
            if (answer.RootElement.GetProperty("outcome").GetString() == "applied")
            {
                due[(webhook.FolderId, answer.RootElement.GetProperty("version").GetInt32())] = webhook.Due;
            }
        }

        return Sample.Of(arrivals.Where(arrival => due.ContainsKey((arrival.FolderId, arrival.Version))).Select(arrival => (due[(arrival.FolderId, arrival.Version)], arrival.At)));
    }

    private static Dictionary<string, string> Settings(AzuritePorts ports, LoadSink sink) => new Dictionary<string, string>
    {
        ["AzureWebJobsStorage"] = ports.ConnectionString,
        [LoadHost.Endpoint] = sink.Url,
        ["Logging__LogLevel__Default"] = "Warning",

        // Everything is compiled during the warm-up. Tiered compilation would recompile hot methods at an unpredictable time, which took up
        // to half of the processor time of a short run.
        ["DOTNET_TieredCompilation"] = "0",
    }.WithEndpoint("bank", sink.Url, events: "folder.resolution_changed");

    private static async Task DrainAsync(string which, QueueClient queue)
    {
        // The plain way notifies the bank before it responds.
        while (which != BenchmarkServer.Plain && (await queue.GetPropertiesAsync()).Value.ApproximateMessagesCount > 0)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(100), TimeProvider.System);
        }
    }
}
