using OzFunctions.Core;
using OzFunctions.Core.Folders;
using OzFunctions.Core.Notifications;
using OzFunctions.Core.Webhooks;
using OzFunctions.Core.Work;
using OzFunctions.Tests.Builders;

namespace OzFunctions.Tests.FollowUps;

/// <summary>Messages that arrive before their change, with it, or without it; every interleaving is forced.</summary>
public sealed class ChangeFollowUpTests
{
    private readonly NotificationBench _bench = new(Endpoints.Settings(Endpoints.Named("bank", NotificationTypes.FolderResolutionChanged)));

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Message_IsThereBeforeTheTransaction()
    {
        string? waiting = null;
        _bench.Folders.Before = operation =>
        {
            waiting ??= operation == "transaction" ? $"{Assert.Single(_bench.Queue.Items)}" : null;
            return Task.CompletedTask;
        };

        await _bench.ReceiveAsync("SUCCESS", updated: 1);

        Assert.Equal($"Version 1 of folder {PayloadJson.FolderId}", waiting);
    }

    [Fact]
    public async Task Message_ThatOvertakesItsTransaction_WaitsForItAMoment()
    {
        var reads = 0;
        var message = WorkFormat.Write(await NextChangeAsync());
        var began = _bench.Clock.GetUtcNow();
        _bench.Folders.Before = async operation =>
        {
            if (operation == "read" && ++reads == 3)
            {
                _bench.Folders.Before = static _ => Task.CompletedTask;
                await _bench.ReceiveAsync("SUCCESS", updated: 1);
            }
        };

        var report = await _bench.RunAsync(message);

        Assert.Equal(WorkResult.Done, report.Result);
        Assert.InRange(_bench.Clock.GetUtcNow() - began, TimeSpan.Zero, TimeSpan.FromMilliseconds(300));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Message_AfterItsTransaction_DoesNotWait(bool isErased)
    {
        await _bench.ReceiveAsync("SUCCESS", updated: 1);
        var message = _bench.Queue.Take()!.Value.Text;
        if (isErased)
        {
            await _bench.EraseAsync(PayloadJson.FolderId);
        }

        _bench.Restart();
        var before = _bench.Clock.GetUtcNow();

        await _bench.RunAsync(message);

        Assert.Equal(before, _bench.Clock.GetUtcNow());
    }

    [Fact]
    public async Task Message_BeforeALateTransaction_IsPutBackAndFindsItLater()
    {
        var message = WorkFormat.Write(await NextChangeAsync());
        var began = _bench.Clock.GetUtcNow();

        var early = await _bench.RunAsync(message);
        Assert.InRange(_bench.Clock.GetUtcNow() - began, TimeSpan.FromMilliseconds(290), TimeSpan.FromMilliseconds(350));
        Assert.Equal(1, Assert.Single(_bench.Queue.Items).PutBacks);
        await _bench.ReceiveAsync("FAILED", updated: 1);
        var reports = await _bench.DrainAsync();

        Assert.Equal(WorkResult.PutBack, early.Result);
        Assert.All(reports, static report => Assert.Equal(WorkResult.Done, report.Result));
        Assert.Equal(2, _bench.Sender.Sent.Count);
    }

    [Fact]
    public async Task Messages_OutOfOrder_LeaveNoListRowsOfOlderVersions()
    {
        // Only the fence of the overtaken version named what the version before it had listed, and that fence has been overwritten.
        await _bench.ReceiveAsync("PROCESSING", updated: 1);
        await _bench.DrainAsync();
        var messages = new Stack<string>();
        foreach (var (i, resolution) in ((string[])["DECLINED", "SUCCESS"]).Index())
        {
            await _bench.ReceiveAsync(resolution, updated: i + 2);
            messages.Push(_bench.Queue.Take()!.Value.Text);
        }

        foreach (var message in messages)
        {
            await _bench.RunAsync(message);
        }

        Assert.Equal(3, Assert.Single(_bench.Open.Rows, static row => !row.RowKey.StartsWith("d|", StringComparison.Ordinal)).GetInt32("Version"));
    }

    [Fact]
    public async Task Message_WhoseTransactionNeverComes_IsDroppedAfterAMinuteBehindAFence()
    {
        await _bench.RunAsync(WorkFormat.Write(new ChangedWork(PayloadJson.FolderId, 1, ["delivery|0000000001|folder.resolution_changed|bank"])));

        var reports = await _bench.DrainAsync();

        Assert.Equal(WorkResult.Dropped, reports[^1].Result);
        Assert.InRange(_bench.Clock.GetUtcNow() - Payloads.Now, TimeSpan.FromSeconds(55), TimeSpan.FromSeconds(90));
        Assert.Null((await _bench.Store.FindAsync(PayloadJson.FolderId, Token))!.Folder);
        Assert.Empty(_bench.Sender.Sent);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Transaction_StillOnItsWayWhenItsMessageIsDropped_FailsAndStartsAgainWithANewMessage(bool isStored)
    {
        if (isStored)
        {
            await _bench.ReceiveAsync("DECLINED", updated: 0);
            await _bench.DrainAsync();
        }

        var sent = _bench.Sender.Sent.Count;
        _bench.Folders.Before = async operation =>
        {
            if (operation == "transaction")
            {
                // The message is enqueued; the transaction hangs until the message is dropped.
                _bench.Folders.Before = static _ => Task.CompletedTask;
                Assert.Equal(WorkResult.Dropped, (await _bench.DrainAsync())[^1].Result);
            }
        };

        var result = await _bench.ReceiveAsync("SUCCESS", updated: 1);
        await _bench.DrainAsync();

        Assert.Equal(IngestOutcome.Applied, result.Outcome);
        Assert.Equal(1, result.LostRaces);
        Assert.Equal(isStored ? 2 : 1, result.Folder!.Version);
        Assert.Equal(sent + 1, _bench.Sender.Sent.Count);
    }

    [Fact]
    public async Task Abandoning_DuringAnotherWrite_ReadsAgain()
    {
        var message = WorkFormat.Write(new ChangedWork(PayloadJson.FolderId, 1, ["delivery|0000000001|folder.resolution_changed|bank"]) { PutBacks = EarlyMessage.MaxPutBacks });
        _bench.Folders.BeforeFirst("write", () => _bench.ReceiveAsync("SUCCESS", updated: 1));

        var report = await _bench.RunAsync(message);
        await _bench.DrainAsync();

        Assert.Equal(WorkResult.PutBack, report.Result);
        Assert.Single(_bench.Sender.Sent);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Writer_ThatLostTheRace_TakesItsMessageBackIfItCan(bool cannot)
    {
        _bench.Folders.BeforeFirst("transaction", () => _bench.ReceiveAsync("SUCCESS", updated: 1));
        _bench.Queue.BeforeTakenBack = _ => cannot ? throw new StoreUnavailableException("No.", new IOException()) : Task.CompletedTask;
        await _bench.ReceiveAsync("SUCCESS", updated: 1);

        Assert.Equal(cannot ? 2 : 1, _bench.Queue.Items.OfType<ChangedWork>().Count());
        await _bench.DrainAsync();

        Assert.Single(_bench.Sender.Sent);
        Assert.Equal("bank:Delivered:1", _bench.StatesOf());
        Assert.Empty(_bench.Queue.Items);
    }

    [Fact]
    public async Task Message_OfAFolderThatWasRemovedAndCameAgain_Ends()
    {
        await _bench.ReceiveAsync("SUCCESS", updated: 1);
        var message = _bench.Queue.Take()!.Value.Text;
        foreach (var row in _bench.Folders.Rows.ToList())
        {
            await _bench.Folders.DeleteEntityAsync(row.PartitionKey, row.RowKey, Azure.ETag.All, Token);
        }

        _bench.Clock.Advance(TimeSpan.FromDays(30));
        await _bench.ReceiveAsync("DECLINED", updated: 2);
        await _bench.DrainAsync();

        var report = await _bench.RunAsync(message);

        Assert.Equal(WorkResult.Dropped, report.Result);
        Assert.Single(_bench.Sender.Sent);
    }

    [Fact]
    public async Task Report_MattersAsMuchAsTheWorstOfItsDeliveries()
    {
        var told = new NotificationBench(Endpoints.Settings(
            Endpoints.Named("healthy", NotificationTypes.FolderResolutionChanged), Endpoints.Named("gone", NotificationTypes.FolderResolutionChanged)));
        told.Sender.Answer = static delivery => Task.FromResult(new AttemptResult(delivery.Endpoint.Name == "gone" ? 410 : 204));
        await told.ReceiveAsync("SUCCESS", updated: 1);
        var silent = new NotificationBench(Endpoints.Settings(Endpoints.Named("none", NotificationTypes.FolderOverdue)));
        await silent.ReceiveAsync("SUCCESS", updated: 1);

        Assert.Equal(WorkWeight.Alarming, Assert.Single(await told.DrainAsync()).Weight);
        Assert.Equal(WorkWeight.Routine, Assert.Single(await silent.DrainAsync()).Weight);
    }

    [Fact]
    public async Task LargeFolder_ErasedWhileItIsListed_LeavesNoAnalysisRow()
    {
        var payload = Payloads.Read(PayloadJson.Folder(Enumerable.Range(0, 300).Select(static i => PayloadJson.Analysis($"a{i}", updated: 1))));
        await _bench.Ingest.ApplyAsync(payload, ChangeCause.Webhook, Token);
        var message = _bench.Queue.Take()!.Value.Text;
        _bench.Index.BeforeFirst("write", async () =>
        {
            await _bench.EraseAsync(PayloadJson.FolderId);
            await _bench.DrainAsync();
        });

        await _bench.RunAsync(message);

        Assert.Equal(["folder"], _bench.Folders.Rows.Select(static row => row.RowKey));
        Assert.Empty(_bench.Index.Rows);
        Assert.Empty(_bench.Open.Rows);
    }

    [Fact]
    public async Task LargeFolder_HasEveryAnalysisRowAfterwards()
    {
        var payload = Payloads.Read(PayloadJson.Folder(Enumerable.Range(0, 300).Select(static i => PayloadJson.Analysis($"a{i}", updated: 1))));
        await _bench.Ingest.ApplyAsync(payload, ChangeCause.Webhook, Token);

        await _bench.DrainAsync();

        Assert.Equal(300, _bench.Folders.Rows.Count(static row => row.RowKey.StartsWith("analysis|", StringComparison.Ordinal)));
        Assert.All(_bench.Folders.TransactionSizes, static size => Assert.InRange(size, 1, 100));
    }

    /// <summary>Creates the message of a change to a known folder that is not stored yet.</summary>
    private async Task<ChangedWork> NextChangeAsync()
    {
        await _bench.ReceiveAsync("DECLINED", updated: 0);
        await _bench.DrainAsync();
        var folder = (await _bench.Store.FindAsync(PayloadJson.FolderId, Token))!.Folder!;
        return new ChangedWork(PayloadJson.FolderId, folder.Version + 1, []) { FirstSeenAt = folder.FirstSeenAt };
    }
}
