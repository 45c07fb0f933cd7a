using System.Diagnostics;
using System.Net;
using OzFunctions.Core.Notifications;
using OzFunctions.Tests.Builders;
using OzFunctions.Tests.Downstream;
using OzFunctions.Tests.Storage.Azurite;

namespace OzFunctions.Tests.EndToEnd;

/// <summary>A real server whose name server does not respond, with the system's own resolver.</summary>
[StartsProcesses]
public sealed class NameServerTests(AzuriteFixture azurite)
{
    private const int Hanging = 9;
    private const int More = 20;

    // For all that is waited for, and shorter than a query waits, so that no lookup ends meanwhile.
    private static readonly TimeSpan Unresolved = TimeSpan.FromSeconds(25);

    [Fact]
    public async Task Webhooks_WithNineUnresolvableEndpoints_AreAcceptedAndNotifiedToTheTenth()
    {
        // Each query waits for half a minute, so no lookup ends during the test.
        using var own = OwnNameServer.TryStart("options timeout:30 attempts:2");
        Assert.SkipWhen(own is null, "Only root on Linux can give a process its own name server.");
        var names = own.Names;
        await using var sink = await Sink.StartAsync();
        using var silent = new Blackhole(IPAddress.Parse("127.0.0.2"), sink.Port);
        names.Known["bank.test"] = [IPAddress.Parse("127.0.0.2"), IPAddress.Loopback];

        var settings = ServerSettings.Production(azurite.NewAccount());
        foreach (var i in Enumerable.Range(0, Hanging))
        {
            ServerSettings.WithEndpoint(settings, $"hangs-{i}", new Uri($"http://hangs-{i}.test/hooks"), NotificationTypes.FolderResolutionChanged);
        }

        ServerSettings.WithEndpoint(settings, "bank", new Uri($"http://bank.test:{sink.Port}/hooks"), NotificationTypes.FolderResolutionChanged);

        // Fewer threads than unresponsive names: the server would stop if each of them blocked a thread.
        settings["DOTNET_ThreadPool_ForceMaxWorkerThreads"] = "4";
        await using var server = await ServerProcess.StartByAsync(own.Program, settings);

        var since = Stopwatch.StartNew();
        Assert.Equal(HttpStatusCode.OK, await PostAsync(server, 0));
        await Poll.UntilAsync(() => names.Asked.Keys.Count(static name => name.StartsWith("hangs-", StringComparison.Ordinal)) == Hanging, Unresolved);
        for (var i = 1; i <= More; i++)
        {
            Assert.Equal(HttpStatusCode.OK, await PostAsync(server, i));
        }

        await Poll.UntilAsync(() => sink.Taken.Select(static received => received.Id).Distinct().Count() == 1 + More, Unresolved - since.Elapsed);

        // One lookup each, of A and AAAA, all still in progress: a second lookup would query again.
        Assert.All(names.Asked.Where(static asked => asked.Key.StartsWith("hangs-", StringComparison.Ordinal)), static asked => Assert.InRange(asked.Value, 1, 2));
    }

    private static async Task<HttpStatusCode> PostAsync(ServerProcess server, int i)
    {
        using var response = await server.PostAsync(new StringContent(PayloadJson.Folder([PayloadJson.Analysis("a", "FINISHED", "SUCCESS", 0)], id: $"f-{i}").ToJsonString()));
        return response.StatusCode;
    }
}
