using System.Net;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using OzFunctions.OzSimulator;
using OzFunctions.Tests.Builders;
using OzFunctions.Tests.Downstream;
using OzFunctions.Tests.Storage.Azurite;

namespace OzFunctions.Tests.EndToEnd;

/// <summary>Webhooks whose content is not trusted: a real server, a simulated Oz, and a bank that is notified.</summary>
[StartsProcesses]
public sealed class VerifyModeTests(AzuriteFixture azurite)
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task ForgedBodies_AreNeitherStoredNorNotified()
    {
        const int Folders = 50;
        await using var oz = await SimulatedOz.StartAsync();
        await using var bank = await Sink.StartAsync();
        await using var server = await StartAsync(oz, bank, "forged");
        for (var i = 0; i < Folders; i++)
        {
            oz.Folders[$"forged-{i}"] = Folder($"forged-{i}", "DECLINED", updated: 5);
        }

        await WarmUpAsync(oz, server);

        // The genuine webhook follows, so that there is a change to notify.
        var answers = await PostAsync(server, Folders, i => Folder($"forged-{i}", "SUCCESS", updated: 5));
        await PostAsync(server, Folders, i => Folder($"forged-{i}", "DECLINED", updated: 5));

        Assert.All(answers, static answer => Assert.Equal(("applied", "DECLINED"), ((string?)answer.Json["outcome"], (string?)answer.Json["systemResolution"])));
        for (var i = 0; i < Folders; i++)
        {
            var folder = JsonNode.Parse(await server.Client.GetStringAsync($"folders/forged-{i}", Token))!;
            Assert.Equal(("DECLINED", 1), ((string?)folder["systemResolution"], (int)folder["version"]!));
        }

        await Poll.UntilAsync(() => bank.Taken.Count >= Folders);
        Assert.All(bank.All, static received => Assert.Equal("DECLINED", (string?)received.Data["current"]!["systemResolution"]));
        Assert.Equal(1, oz.Logins);
    }

    [Fact]
    public async Task FolderThatOzDoesNotKnow_IsQueuedAndNotStored()
    {
        await using var oz = await SimulatedOz.StartAsync();
        await using var bank = await Sink.StartAsync();
        await using var server = await StartAsync(oz, bank, "unknown");

        var answer = Assert.Single(await PostAsync(server, 1, static _ => Folder("nobodys", "SUCCESS", updated: 5)));

        Assert.Equal((HttpStatusCode.Accepted, """{"outcome":"queued","folderId":"nobodys"}"""), (answer.Status, answer.Json.ToJsonString()));
        Assert.Equal(HttpStatusCode.NotFound, (await server.Client.GetAsync("folders/nobodys", Token)).StatusCode);
        Assert.Empty(bank.All);
    }

    [Fact]
    public async Task BodyThatNamesItsFolder_HasOzAsked_WhateverElseIsUnreadable()
    {
        await using var oz = await SimulatedOz.StartAsync();
        await using var bank = await Sink.StartAsync();
        await using var server = await StartAsync(oz, bank, "unreadable");
        (byte[] Body, string? Field)[] hints =
        [
            ([.. """{"folder_id":"h-0","x":" """u8, 0xC3, 0x28, .. "\"}"u8], null),
            ([.. """{"folder_id":"h-1","analyses":[{"analysis_id":"a","state":"FINI"""u8], null),
            ([.. """{"folder_id":"h-2","state":"SUCCESS","state":"DECLINED"}"""u8], "state"),
            ([.. """{"folder_id":"h-3","time_updated":4102444800}"""u8], "time_updated"),
            ([.. """{"folder_id":"h-4","analyses":{"quality":{"state":"finished"}}}"""u8], "analyses"),
            ([.. """[{"group_id":7,"folder":{"folder_id":"h-5"}}]"""u8], "[0].group_id"),
        ];
        for (var i = 0; i < hints.Length; i++)
        {
            oz.Folders[$"h-{i}"] = Folder($"h-{i}", "DECLINED", updated: 5);
        }

        await WarmUpAsync(oz, server);
        for (var i = 0; i < hints.Length; i++)
        {
            using var response = await server.PostAsync(new ByteArrayContent(hints[i].Body));

            var answer = JsonNode.Parse(await response.Content.ReadAsStringAsync(Token))!;
            Assert.Equal((HttpStatusCode.OK, "applied", "DECLINED"), (response.StatusCode, (string?)answer["outcome"], (string?)answer["systemResolution"]));
        }

        using var unknown = await server.PostAsync(new StringContent("""{"folder_id":"nobodys","state":5}"""));
        using var two = await server.PostAsync(new StringContent("""{"folder_id":"h-0","folder":{"folder_id":"h-1"}}"""));
        using var text = await server.PostAsync(new StringContent("folder_id=h-0"));
        Assert.Equal((HttpStatusCode.Accepted, HttpStatusCode.UnprocessableEntity, HttpStatusCode.BadRequest), (unknown.StatusCode, two.StatusCode, text.StatusCode));

        var rejected = await server.WaitForRejectedAsync(static rejected => rejected.Count >= 9);
        Assert.Equal(
            hints.Select(static hint => $"200 {hint.Field}").Concat(["202 state", "422 folder.folder_id", "400 "]).Order(),
            rejected.Select(static item => $"{(int)item!["status"]!} {(string?)item["field"]}").Order());
    }

    [Fact]
    public async Task UnavailableOz_QueuesWebhooksAndIsNotOverloadedWhenItIsBack()
    {
        const int Folders = 100;
        await using var oz = await SimulatedOz.StartAsync();
        await using var bank = await Sink.StartAsync();
        await using var server = await StartAsync(oz, bank, "down");
        for (var i = 0; i < Folders; i++)
        {
            oz.Folders[$"down-{i}"] = Folder($"down-{i}", "SUCCESS", updated: 5);
        }

        oz.Fault = static context =>
        {
            context.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
            return Task.FromResult(true);
        };

        var answers = await PostAsync(server, Folders, i => Folder($"down-{i}", "SUCCESS", updated: 5));
        Assert.All(answers, static answer => Assert.Equal((HttpStatusCode.Accepted, "queued"), (answer.Status, (string?)answer.Json["outcome"])));
        Assert.Equal(HttpStatusCode.NotFound, (await server.Client.GetAsync("folders/down-0", Token)).StatusCode);
        var whileDown = oz.Requests;

        using var unreadable = await server.PostAsync(new StringContent("""{"folder_id":"down-0","state":5}"""));
        Assert.Equal(HttpStatusCode.Accepted, unreadable.StatusCode);
        await server.WaitForRejectedAsync(static rejected => rejected.Any(static one => (int)one!["status"]! == 202));

        // Runs list folders meanwhile, which is not counted.
        var asked = 0;
        oz.Fault = context =>
        {
            if (context.Request.Path.StartsWithSegments("/api/folders", out var folder) && folder != "/")
            {
                Interlocked.Increment(ref asked);
            }

            return Task.FromResult(false);
        };
        await Poll.UntilAsync(() => bank.Taken.Select(static received => received.Id).Distinct().Count() >= Folders);

        TestContext.Current.TestOutputHelper?.WriteLine($"{oz.Logins} login, {asked} folders asked for since, {oz.PeakRequestsPerSecond} a second at most.");

        // First the attempts and retries until the circuit breaker opened; then one login and one request per folder.
        Assert.InRange(whileDown, 1, 100);
        Assert.InRange(oz.PeakRequestsPerSecond, 1, 110);
        Assert.InRange(asked, Folders, Folders + 40);
        Assert.Equal((1, 0), (oz.Logins, oz.Renewals));
        Assert.DoesNotContain(SimulatedOz.Password, server.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("access-", server.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("expire-", server.Output, StringComparison.Ordinal);
    }

    private static JsonObject Folder(string id, string resolution, double updated) =>
        PayloadJson.Folder([PayloadJson.Analysis("a", "FINISHED", resolution, updated)], "FINISHED", resolution, updated, id);

    private static async Task<IReadOnlyList<(HttpStatusCode Status, JsonNode Json)>> PostAsync(ServerProcess server, int count, Func<int, JsonObject> body)
    {
        var answers = new (HttpStatusCode, JsonNode)[count];
        await Parallel.ForAsync(0, count, new ParallelOptions { MaxDegreeOfParallelism = 8, CancellationToken = Token }, async (i, _) =>
        {
            using var response = await server.PostAsync(new StringContent(body(i).ToJsonString()));
            answers[i] = (response.StatusCode, JsonNode.Parse(await response.Content.ReadAsStringAsync(Token))!);
        });

        return answers;
    }

    // The first question to Oz may take longer than a webhook waits for, because everything is compiled and the login is claimed.
    private static Task WarmUpAsync(SimulatedOz oz, ServerProcess server)
    {
        oz.Folders["warm-up"] = Folder("warm-up", "DECLINED", updated: 5);
        return Poll.UntilAsync(async () => (await PostAsync(server, 1, static _ => Folder("warm-up", "DECLINED", updated: 5)))[0].Status is HttpStatusCode.OK);
    }

    private Task<ServerProcess> StartAsync(SimulatedOz oz, Sink bank, string endpoint)
    {
        var settings = ServerSettings.Production(azurite.NewAccount());
        ServerSettings.WithEndpoint(settings, $"verify-{endpoint}", bank.Url, "folder.resolution_changed");
        settings["Webhook__Mode"] = "Verify";
        settings["Reconciliation__Schedule"] = "*/5 * * * * *";
        ServerSettings.WithOz(settings, oz);
        return ServerProcess.StartAsync(settings);
    }
}
