using System.Net;
using System.Text;
using OzFunctions.Server.Azurite;
using OzFunctions.Tests.Builders;
using OzFunctions.Tests.Downstream;
using OzFunctions.Tests.Storage.Azurite;

namespace OzFunctions.Tests.EndToEnd;

/// <summary>Storage that is unavailable for a while: a separate Azurite with its data on disk.</summary>
[StartsProcesses]
public sealed class StorageOutageTests(AzuriteFixture shared)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Azurite_RestartedDuringWebhooks_LosesNothingAcknowledged()
    {
        const int Before = 50;
        const int During = 80;
        using var data = new TemporaryDirectory();
        var ports = FreePort.ForAzurite();
        var azurite = await AzuriteProcess.StartAsync(shared.Installation, ports, data.Path, Token);
        await using var server = await ServerProcess.StartAsync(ServerSettings.Production(ports.ConnectionString));

        await PostEachAsync(server, "before", Before, HttpStatusCode.OK);

        // Azurite stops as on SIGTERM, while requests are still in progress.
        var first = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var underWay = PostAsync(server, "during", During, first);
        await Task.WhenAny(first.Task, underWay);
        await azurite.DisposeAsync();
        var during = await underWay;
        var unavailable = await PostAsync(server, "down", 5);
        await using var again = await AzuriteProcess.StartAsync(shared.Installation, ports, data.Path, Token);
        await PostEachAsync(server, "after", 50, HttpStatusCode.OK);

        Assert.All(unavailable, static answer => Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.Status));
        Assert.All(during.Concat(unavailable), static answer => Assert.True(
            answer is { Status: HttpStatusCode.OK } or { Status: HttpStatusCode.ServiceUnavailable, RetryAfter: { TotalSeconds: > 0 } }, $"{answer}"));
        var acknowledged = during.Where(static answer => answer.Status == HttpStatusCode.OK).Select(static answer => answer.FolderId).ToList();
        Assert.NotEmpty(acknowledged);
        foreach (var folderId in Enumerable.Range(0, Before).Select(static i => $"before-{i}").Concat(acknowledged))
        {
            Assert.Equal((folderId, HttpStatusCode.OK), (folderId, (await server.Client.GetAsync($"folders/{folderId}", Token)).StatusCode));
        }

        await PostEachAsync(server, "during", During, HttpStatusCode.OK);
    }

    [Fact]
    public async Task Ready_WithoutStorage_IsA503AndLiveStays200()
    {
        var azurite = await shared.StartOwnAsync();
        await using var server = await ServerProcess.StartAsync(ServerSettings.Production(azurite.ConnectionString));
        await azurite.DisposeAsync();

        HttpResponseMessage ready;
        do
        {
            // A result from before the outage is cached for two seconds.
            ready = await server.Client.GetAsync("health/ready", Token);
        }
        while (ready.StatusCode == HttpStatusCode.OK);

        Assert.Equal(HttpStatusCode.ServiceUnavailable, ready.StatusCode);
        Assert.NotNull(ready.Headers.RetryAfter);
        Assert.Equal(HttpStatusCode.OK, (await server.Client.GetAsync("health/live", Token)).StatusCode);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await server.Client.GetAsync("folders/x", Token)).StatusCode);
    }

    [Fact]
    public async Task UnresponsiveAzurite_DelaysAWebhookTenSecondsARejectionNotAtAllAndLosesNothing()
    {
        const int Refused = 60;
        await using var bank = await Sink.StartAsync();
        await using var azurite = await shared.StartOwnAsync();
        await using var server = await ServerProcess.StartAsync(ServerSettings.WithEndpoint(ServerSettings.Production(azurite.ConnectionString), "bank", bank.Url, "*"));
        await PostEachAsync(server, "before", 2, HttpStatusCode.OK);
        await Signal.SendAsync("STOP", azurite.Process.ProcessId);
        try
        {
            var began = TimeProvider.System.GetTimestamp();
            var webhooks = PostAsync(server, "hangs", 4);
            var others = Task.WhenAll(server.Client.GetAsync("folders/before-0", Token), server.Client.GetAsync("stats", Token), EraseAsync(server, "before-0"));
            var refused = Parallel.ForAsync(0, Refused, new ParallelOptions { MaxDegreeOfParallelism = 20 }, async (_, _) =>
            {
                using var response = await server.PostAsync(new StringContent("{}"));
                Assert.Equal(HttpStatusCode.UnprocessableEntity, response.StatusCode);
            });
            using var ready = await server.Client.GetAsync("health/ready", Token);
            await refused;
            Assert.False(webhooks.IsCompleted, "The refusals and the check took as long as a webhook.");
            Assert.Equal(HttpStatusCode.ServiceUnavailable, ready.StatusCode);
            var problem = await ready.Content.ReadAsStringAsync(Token);
            Assert.Contains("The table OzFolders does not answer in time. The queue oz-work does not answer in time.", problem, StringComparison.Ordinal);

            Assert.All(await webhooks, static answer => Assert.True(answer is { Status: HttpStatusCode.ServiceUnavailable, RetryAfter: { TotalSeconds: > 0 } }, $"{answer}"));
            Assert.InRange(TimeProvider.System.GetElapsedTime(began), TimeSpan.FromSeconds(8), Patience);
            Assert.All(await others, static answer => Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.StatusCode));
            Assert.InRange(TimeProvider.System.GetElapsedTime(began), TimeSpan.FromSeconds(8), Patience);
        }
        finally
        {
            await Signal.SendAsync("CONT", azurite.Process.ProcessId);
        }

        await PostEachAsync(server, "hangs", 4, HttpStatusCode.OK);
        await server.WaitForRejectedAsync(static rejected => rejected.Count == Refused);

        // Each change is followed up, whichever of its two webhooks caused it.
        await Poll.UntilAsync(() => Enumerable.Range(0, 4).All(i => bank.Taken.Any(told => Encoding.UTF8.GetString(told.Body).Contains($"\"hangs-{i}\"", StringComparison.Ordinal))));
    }

    private static async Task<HttpResponseMessage> EraseAsync(ServerProcess server, string folderId)
    {
        using var request = new HttpRequestMessage(HttpMethod.Delete, $"folders/{folderId}") { Headers = { { "x-oz-admin-key", ServerSettings.AdminKey } } };
        return await server.Client.SendAsync(request, Token);
    }

    private static async Task PostEachAsync(ServerProcess server, string prefix, int count, HttpStatusCode expected) =>
        Assert.All(await PostAsync(server, prefix, count), answer => Assert.Equal(expected, answer.Status));

    private static async Task<IReadOnlyList<Answer>> PostAsync(ServerProcess server, string prefix, int count, TaskCompletionSource? first = null)
    {
        var answers = new Answer[count];
        await Parallel.ForAsync(0, count, new ParallelOptions { MaxDegreeOfParallelism = 8 }, async (i, _) =>
        {
            var folderId = $"{prefix}-{i}";
            using var response = await server.PostAsync(new StringContent(
                $$"""{"folder_id":"{{folderId}}","analyses":[{"analysis_id":"a","state":"FINISHED","resolution_status":"SUCCESS"}]}"""));
            answers[i] = new Answer(folderId, response.StatusCode, response.Headers.RetryAfter?.Delta);
            first?.TrySetResult();
        });

        return answers;
    }

    private sealed record Answer(string FolderId, HttpStatusCode Status, TimeSpan? RetryAfter);
}
