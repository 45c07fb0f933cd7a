using Azure;
using OzFunctions.Core;
using OzFunctions.Core.Folders;
using OzFunctions.Core.FollowUps;
using OzFunctions.Core.Notifications;
using OzFunctions.Tests.Builders;

namespace OzFunctions.Tests.Notifications;

/// <summary>A change that is certain not to be stored leaves neither its message nor list entries of its deliveries.</summary>
public sealed class UnsentChangeTests
{
    private const string Only = NotificationTypes.FolderResolutionChanged;

    private readonly NotificationBench _bench = new(Endpoints.Settings(Endpoints.Named("bank", Only), Endpoints.Named("crm", Only)));

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Change_WhoseMessageOrEntryCannotBeStored_LeavesNeither(bool isMessage)
    {
        await FailAsync();
        var writes = 0;
        _bench.Queue.Before = _ => isMessage ? throw new StoreUnavailableException("No message.") : Task.CompletedTask;
        _bench.Parked.Before = operation => !isMessage && operation == "write" && ++writes == 2 ? throw new RequestFailedException(503, "No entry.") : Task.CompletedTask;

        await Assert.ThrowsAsync<StoreUnavailableException>(() => _bench.ReceiveAsync("SUCCESS", updated: 1));

        Assert.Empty(_bench.Parked.Rows);
        Assert.Empty(_bench.Queue.Items);
        Assert.Empty(_bench.Folders.Rows);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Change_OfAFolderThatIsTooLarge_LeavesNeither_AndShowsTheReasonIfThatFails(bool fails)
    {
        await FailAsync();
        var long128 = new string('g', 124);
        var many = Enumerable.Range(0, 4_500).Select(i => PayloadJson.Analysis($"{long128}{i:D4}", "FINISHED", "SUCCESS", 1, group: $"{long128}{i:D4}"));
        _bench.Queue.BeforeTakenBack = _ => fails ? throw new InvalidOperationException("Something else.") : Task.CompletedTask;

        await Assert.ThrowsAsync<FolderTooLargeException>(() => _bench.Ingest.ApplyAsync(Payloads.Read(PayloadJson.Folder(many)), ChangeCause.Webhook, Token));

        Assert.Empty(_bench.Parked.Rows);
        Assert.Equal(fails ? 1 : 0, _bench.Queue.Items.Count);
    }

    private async Task FailAsync()
    {
        foreach (var name in new[] { "bank", "crm" })
        {
            await _bench.Monitor.ChangeAsync(name, static health => health.TurnedFailing(Payloads.Now, Payloads.Now.AddHours(1)), Token);
        }

        _bench.Service<LocalChanges>().Open(static _ => Task.CompletedTask);
    }
}
