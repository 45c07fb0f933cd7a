using System.Net;
using System.Text.Json.Nodes;
using OzFunctions.OzSimulator;

namespace OzFunctions.Demo;

/// <summary>Plays folders at the simulated Oz, posts or drops their webhooks, and waits until reconciliation has found what was lost.</summary>
/// <param name="oz">The simulated Oz.</param>
/// <param name="bank">The bank's system.</param>
/// <param name="api">The address of the server's routes.</param>
/// <param name="output">Where the progress is printed.</param>
/// <param name="random">Decides the verdicts and which webhooks are lost, duplicated or delayed.</param>
internal sealed class Show(SimulatedOz oz, Bank bank, Uri api, TextWriter output, Random random) : IDisposable
{
    private static readonly WebhookFaults Faults = new(Lose: 0.3, Duplicate: 0.2, Late: 0.2);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(250);

    private readonly HttpClient _client = new() { BaseAddress = api };

    /// <summary>Plays the folders.</summary>
    /// <param name="folders">The number of folders to play.</param>
    /// <param name="stopping">Cancelled when the demo stops.</param>
    /// <returns>A task that completes when every folder matches Oz, or when the demo stops.</returns>
    public async Task RunAsync(int folders, CancellationToken stopping)
    {
        try
        {
            while (!await IsReadyAsync(stopping))
            {
                await Task.Delay(Pause, TimeProvider.System, stopping);
            }

            await output.WriteLineAsync($"A simulated Oz plays {folders} folders. Of ten webhooks, three are lost, two are duplicated and two are delayed.");
            await output.WriteLineAsync($"Each line shows resolutionStatus and systemResolution of the folder.{Environment.NewLine}");
            var ids = Enumerable.Range(1, folders).Select(static i => $"demo-{i}").ToList();
            var (posted, lost) = await PlayAsync(ids, stopping);
            await output.WriteLineAsync($"{Environment.NewLine}All folders are played: {posted} webhooks posted, {lost} lost. The next reconciliation asks Oz about what is missing.{Environment.NewLine}");
            while (!await AreAsOzAsync(ids, stopping))
            {
                await Task.Delay(Pause, TimeProvider.System, stopping);
            }

            await output.WriteLineAsync(
                $"""

                 All {folders} folders are as Oz has them: reconciliation {await FoundAsync(stopping)}. The bank received {bank.Received} notifications.

                 Dashboard: {api}dashboard
                 A folder:  {api}folders/demo-1/history
                 Ctrl+C ends all of it; no data is kept.
                 """);
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            // Ctrl+C stopped the demo.
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _client.Dispose();

    private async Task<bool> IsReadyAsync(CancellationToken stopping)
    {
        try
        {
            using var ready = await _client.GetAsync("health/ready", stopping);
            return ready.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    private async Task<(int Posted, int Lost)> PlayAsync(List<string> ids, CancellationToken stopping)
    {
        using var sender = new WebhookSender(new Uri(api, "oz/webhooks"), Faults, random);
        var scripts = ids.Select(id => (Id: id, Script: new FolderScript(oz, id, TimeProvider.System.GetUtcNow(), random))).ToList();
        while (scripts.Count > 0)
        {
            var (id, script) = scripts[random.Next(scripts.Count)];
            var webhook = script.Step(TimeProvider.System.GetUtcNow());
            var lost = sender.Lost;
            var chosen = sender.Choose(webhook);
            var fate = chosen.Count > 0 ? FateOf(webhook, chosen) : sender.Lost > lost ? "lost" : "delayed";

            // Before it is posted, so that the bank's line cannot come first.
            await output.WriteLineAsync($"  Oz    {id,-8} {webhook["resolution_status"]}, {webhook["system_resolution"]}: webhook {fate}");
            await sender.PostAsync(chosen, stopping);
            scripts.RemoveAll(static played => played.Script.IsOver);
            await Task.Delay(Pause, TimeProvider.System, stopping);
        }

        await sender.FlushAsync(stopping);
        return (sender.Posted, sender.Lost);
    }

    private static string FateOf(JsonObject webhook, IReadOnlyList<JsonObject> chosen)
    {
        var copies = chosen.Count(one => one == webhook);
        return $"posted{(copies > 1 ? " twice" : "")}{(copies < chosen.Count ? ", then a delayed one" : "")}";
    }

    private async Task<bool> AreAsOzAsync(List<string> ids, CancellationToken stopping)
    {
        foreach (var id in ids)
        {
            using var answer = await _client.GetAsync($"folders/{id}", stopping);
            if (answer.StatusCode is HttpStatusCode.NotFound)
            {
                return false;
            }

            var (ours, theirs) = (JsonNode.Parse(await answer.EnsureSuccessStatusCode().Content.ReadAsStringAsync(stopping))!, oz.Show(id));
            if ($"{ours["resolutionStatus"]} {ours["systemResolution"]}" != $"{theirs["resolution_status"]} {theirs["system_resolution"]}")
            {
                return false;
            }
        }

        return true;
    }

    private async Task<string> FoundAsync(CancellationToken stopping)
    {
        var runs = JsonNode.Parse(await _client.GetStringAsync("runs?kind=reconcile&limit=200", stopping))!["items"]!.AsArray();
        return $"discovered {runs.Sum(static run => (long)run!["discovered"]!)} that no webhook named and repaired {runs.Sum(static run => (long)run!["repaired"]!)}";
    }
}
