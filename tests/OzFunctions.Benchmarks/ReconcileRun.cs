using System.Diagnostics;
using System.Text.Json.Nodes;
using OzFunctions.OzSimulator;
using OzFunctions.Server.Azurite;

namespace OzFunctions.Benchmarks;

/// <summary>Runs over many folders that no webhook named: a server process, Azurite in memory, and the simulator.</summary>
internal static class ReconcileRun
{
    private static readonly TimeSpan Often = TimeSpan.FromSeconds(5);

    public static async Task RunAsync(TextWriter output, int folders)
    {
        var installation = await AzuriteInstallation.EnsureAsync(AzuriteInstallation.DefaultCacheDirectory, output.WriteLine, CancellationToken.None);
        var ports = AzuritePorts.Free();
        await using var azurite = await AzuriteProcess.StartAsync(installation, ports, dataDirectory: null, CancellationToken.None);
        await using var oz = await SimulatedOz.StartAsync();
        var random = new Random(1);
        var (from, hours) = (TimeProvider.System.GetUtcNow().AddHours(-23), 22);
        for (var i = 0; i < folders; i++)
        {
            // Spread over a day, as a bank's are.
            var created = from.AddHours((double)hours * i / folders);
            var script = new FolderScript(oz, $"folder-{i:D6}", created, random);
            while (!script.IsOver)
            {
                script.Step();
            }
        }

        using var server = await BenchmarkServer.StartAsync(new Dictionary<string, string>
        {
            ["AzureWebJobsStorage"] = ports.ConnectionString,
            ["Logging__LogLevel__Default"] = "Warning",
            ["Oz__BaseUrl"] = $"{oz.Url}",
            ["Oz__Email"] = SimulatedOz.Email,
            ["Oz__Password"] = SimulatedOz.Password,
            ["Oz__AllowHttp"] = "true",
            ["Reconciliation__Schedule"] = "0 0 0 1 1 *",
            ["Reconciliation__MaxDuration"] = "04:00:00",
        });
        await output.WriteLineAsync($"{folders} folders at Oz; the server holds {server.PeakMiB} MiB at its start.");
        await RunAsync(output, server, oz, "reconcile?dryRun=true");

        // A tenth of them is stored: the emulator grows slow with the number of rows that are replaced.
        var end = from.AddHours(hours / 10.0);
        await RunAsync(output, server, oz, $"reconcile?from={from:yyyy-MM-ddTHH:mm:ssZ}&to={end:yyyy-MM-ddTHH:mm:ssZ}");
    }

    private static async Task RunAsync(TextWriter output, BenchmarkServer server, SimulatedOz oz, string path)
    {
        using var client = new HttpClient();
        var before = oz.Requests;
        var clock = Stopwatch.StartNew();
        using var answer = await client.PostAsync($"{server.Api}/{path}", content: null);
        answer.EnsureSuccessStatusCode();
        var id = JsonNode.Parse(await answer.Content.ReadAsStringAsync())!["runId"]!;
        JsonNode run;
        do
        {
            await Task.Delay(Often, TimeProvider.System);
            using var shown = await client.GetAsync($"{server.Api}/runs/{id}");
            run = JsonNode.Parse(await shown.Content.ReadAsStringAsync())!;
        }
        while ((string?)run["state"] is null or "running");

        await output.WriteLineAsync(
            $"{path}: {run["state"]} in {clock.Elapsed.TotalSeconds:F0} s, scanned {run["scanned"]}, discovered {run["discovered"]}, missing here {run["missingHere"] ?? 0}, unchanged {run["unchanged"]}, failed {run["failed"]}; {oz.Requests - before} requests to Oz, {oz.PeakRequestsPerSecond} a second at most; peak memory {server.PeakMiB} MiB.");
    }
}
