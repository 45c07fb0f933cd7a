using System.Text;
using Azure.Storage.Queues;
using OzFunctions.Core;
using OzFunctions.Core.Reconciliation;
using OzFunctions.Core.Work;
using OzFunctions.Storage.Queues;
using OzFunctions.Tests.Builders;
using OzFunctions.Tests.Downstream;

namespace OzFunctions.Tests.Storage.Azurite;

/// <summary>The work queue in real storage.</summary>
[StartsProcesses]
public sealed class WorkQueueTests
{
    private static readonly ChangedWork Item = new("f1", 1, []);

    private readonly AzuriteFixture _azurite;
    private readonly QueueClient _work;
    private readonly QueueClient _poison;
    private readonly WorkQueue _queue;

    public WorkQueueTests(AzuriteFixture azurite)
    {
        _azurite = azurite;
        _work = azurite.NewQueue();
        _poison = azurite.NewQueue();
        _queue = new WorkQueue(WorkQueueName.Changes, _work, _poison, TimeSpan.FromSeconds(1));
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Message_IsBase64AndNeverExpires()
    {
        await _queue.EnqueueAsync(Item, TimeSpan.Zero, Token);

        var raw = await new QueueClient(_azurite.ConnectionString, _work.Name).PeekMessageAsync(Token);

        Assert.Equal(WorkFormat.Write(Item), Encoding.UTF8.GetString(Convert.FromBase64String(raw.Value.MessageText)));
        Assert.True(raw.Value.ExpiresOn!.Value.Year > 9000);
    }

    [Fact]
    public async Task Message_WithADelay_IsNotSeenBefore()
    {
        await _queue.EnqueueAsync(Item, TimeSpan.FromSeconds(60), Token);

        Assert.Empty(await _queue.ReceiveAsync(32, Token));
        Assert.Equal(1, (await _work.GetPropertiesAsync(Token)).Value.ApproximateMessagesCount);
    }

    [Fact]
    public async Task Message_ThatWasNotDeletedInTime_ComesAgainAndTheFirstTakerCannotDeleteIt()
    {
        await _queue.EnqueueAsync(Item, TimeSpan.Zero, Token);
        var first = Assert.Single(await _queue.ReceiveAsync(32, Token));
        var second = await NextAsync();

        Assert.Equal(first, await _queue.RenewAsync(first, Token));
        await _queue.DeleteAsync(first, Token);
        Assert.Equal(1, (await _work.GetPropertiesAsync(Token)).Value.ApproximateMessagesCount);
        await _queue.DeleteAsync(second, Token);
        await _queue.DeleteAsync(second, Token);
        Assert.Equal(0, (await _work.GetPropertiesAsync(Token)).Value.ApproximateMessagesCount);
        Assert.Equal(second, await _queue.RenewAsync(second, Token));
    }

    [Fact]
    public async Task Message_ThatIsRenewed_SaysTheSameAndHasANewReceipt()
    {
        await _queue.EnqueueAsync(Item, TimeSpan.Zero, Token);
        var first = Assert.Single(await _queue.ReceiveAsync(32, Token));

        var renewed = await _queue.RenewAsync(first, Token);

        Assert.Equal(first with { Receipt = renewed.Receipt }, renewed);
        Assert.NotEqual(first.Receipt, renewed.Receipt);
        var again = await NextAsync();
        Assert.Equal((first.Id, first.Text), (again.Id, again.Text));
        await _queue.DeleteAsync(again, Token);
        Assert.Equal(0, (await _work.GetPropertiesAsync(Token)).Value.ApproximateMessagesCount);
    }

    [Fact]
    public async Task Message_ThatIsRequeued_IsReplacedInPlaceAndIsDueByItsNewDelay()
    {
        var again = new WorkRequeue(Item with { Faults = 1 }, TimeSpan.Zero);
        await _queue.EnqueueAsync(Item, TimeSpan.Zero, Token);
        var first = Assert.Single(await _queue.ReceiveAsync(32, Token));

        // It was enqueued ten minutes ago, and is due now.
        await _queue.RequeueAsync(first, again, first.EnqueuedAt!.Value.AddMinutes(10), Token);

        Assert.InRange(await _queue.OldestDueAsync(first.EnqueuedAt.Value.AddMinutes(11), Token), TimeSpan.FromSeconds(59), TimeSpan.FromSeconds(60));
        var second = Assert.Single(await _queue.ReceiveAsync(32, Token));
        Assert.Equal((first.Id, WorkFormat.Write(Item with { Faults = 1, DelaySeconds = 600 })), (second.Id, second.Text));

        // The consumer that has received it since keeps it.
        await _queue.RequeueAsync(first, again with { Item = Item with { Faults = 9 } }, first.EnqueuedAt.Value, Token);
        await _queue.DeleteAsync(second, Token);
        Assert.Equal(0, (await _work.GetPropertiesAsync(Token)).Value.ApproximateMessagesCount);
    }

    [Theory]
    [InlineData("hello")]
    [InlineData("////")]
    public async Task UndecodableMessage_IsReceivedAndMovedUnchangedToThePoisonQueue(string raw)
    {
        await _queue.EnqueueAsync(Item, TimeSpan.Zero, Token);
        await _work.SendMessageAsync(raw, Token);

        var received = await _queue.ReceiveAsync(32, Token);
        await _queue.PoisonAsync(received.Single(static message => message.Text is null), Token);

        Assert.Equal([WorkFormat.Write(Item), null], received.Select(static message => message.Text));
        Assert.Equal(raw, (await _poison.PeekMessageAsync(Token)).Value.MessageText);
        Assert.Equal(1, (await _work.GetPropertiesAsync(Token)).Value.ApproximateMessagesCount);
        Assert.Equal(TimeSpan.Zero, await _queue.OldestDueAsync(DateTimeOffset.UnixEpoch, Token));
    }

    [Fact]
    public async Task Poison_IsCountedAndHandedOut()
    {
        var queues = _azurite.NewWorkQueues(TimeSpan.FromSeconds(30));
        for (var i = 0; i < 40; i++)
        {
            await queues.PoisonAsync(WorkQueueName.Changes, WorkFormat.Write(new RefreshWork($"f{i}", RefreshReasons.Hinted)), Token);
        }

        Assert.Equal(40, await queues.CountPoisonAsync(Token));
        Assert.Equal(new PoisonReplay(35, 0), await queues.ReplayPoisonAsync(35, CancellationToken.None, Token));
        Assert.Equal(5, await queues.CountPoisonAsync(Token));
        Assert.Equal(new PoisonReplay(5, 0), await queues.ReplayPoisonAsync(1_000, CancellationToken.None, Token));
        Assert.Equal(32, (await Source(queues, WorkQueueName.Refreshes).ReceiveAsync(32, Token)).Count);
        Assert.Empty(await Source(queues, WorkQueueName.Changes).ReceiveAsync(32, Token));
    }

    [Fact]
    public async Task Poison_ThatIsNoWork_StaysAndKeepsNothingElseFromBeingReplayed()
    {
        const int Foreign = 40;
        for (var i = 0; i < Foreign; i++)
        {
            await _poison.CreateIfNotExistsAsync(cancellationToken: Token);
            await _poison.SendMessageAsync(i % 2 == 0 ? "hello" : QueueText.Encode("hello"), Token);
        }

        await _queue.PoisonAsync(WorkFormat.Write(Item), Token);
        var taken = new List<WorkItem>();

        var replay = await _queue.ReplayPoisonAsync(
            1_000,
            item =>
            {
                taken.Add(item);
                return Task.CompletedTask;
            },
            CancellationToken.None,
            Token);

        Assert.Equal(new PoisonReplay(1, Foreign), replay);
        Assert.Equal(Item.Folder, Assert.IsType<ChangedWork>(Assert.Single(taken)).Folder);
        Assert.Equal(Foreign, await _queue.CountPoisonAsync(Token));
    }

    [Fact]
    public async Task Replay_ThatTakesTooLong_EndsAfterTheMessageThatIsBeingMovedAndLosesNone()
    {
        for (var i = 0; i < 40; i++)
        {
            await _queue.PoisonAsync(WorkFormat.Write(Item), Token);
        }

        using var patience = new CancellationTokenSource();
        var taken = 0;
        var replay = await _queue.ReplayPoisonAsync(1_000, _ => ++taken == 3 ? patience.CancelAsync() : Task.CompletedTask, patience.Token, Token);

        Assert.Equal((new PoisonReplay(3, 0), 3, 37), (replay, taken, await _queue.CountPoisonAsync(Token)));
    }

    [Fact]
    public async Task Arrival_IsSignalledForMessagesDueAtOnce()
    {
        var told = 0;
        _queue.Arrived += () => told++;

        await _queue.EnqueueAsync(Item, TimeSpan.FromSeconds(30), Token);
        Assert.Equal(0, told);
        await _queue.EnqueueAsync(Item, TimeSpan.Zero, Token);
        Assert.Equal(1, told);
    }

    [Fact]
    public async Task Storage_ThatCannotBeReached_IsUnavailable()
    {
        var options = new QueueClientOptions { Retry = { MaxRetries = 0 } };
        var nowhere = new QueueClient(FreePort.ForAzurite().ConnectionString, "nowhere", options);
        var queue = new WorkQueue(WorkQueueName.Changes, nowhere, nowhere, TimeSpan.FromSeconds(1));

        await Assert.ThrowsAsync<StoreUnavailableException>(() => queue.EnqueueAsync(Item, TimeSpan.Zero, Token));
        await Assert.ThrowsAsync<StoreUnavailableException>(() => queue.ReceiveAsync(1, Token));
        await Assert.ThrowsAsync<StoreUnavailableException>(() => queue.PoisonAsync("x", Token));
        await Assert.ThrowsAsync<StoreUnavailableException>(() => queue.RenewAsync(new WorkMessage("id", "receipt", "x", "eA==", EnqueuedAt: null), Token));
    }

    private static IWorkSource Source(WorkQueues queues, WorkQueueName name) => queues.Sources.Single(source => source.Name == name);

    private async Task<WorkMessage> NextAsync()
    {
        IReadOnlyList<WorkMessage> next;
        do
        {
            next = await _queue.ReceiveAsync(32, Token);
        }
        while (next.Count == 0);

        return Assert.Single(next);
    }
}
