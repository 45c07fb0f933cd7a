using Azure.Data.Tables;
using OzFunctions.Core;
using OzFunctions.Core.Folders;
using OzFunctions.Core.Notifications;
using OzFunctions.Core.Reconciliation;
using OzFunctions.Core.Removal;
using OzFunctions.Core.Runs;
using OzFunctions.Core.Webhooks;
using OzFunctions.Core.Work;
using OzFunctions.Tests.Builders;

namespace OzFunctions.Tests.Removal;

/// <summary>Erasing a folder, under every interleaving that could bring something of it back.</summary>
public sealed class EraseTests
{
    private const string Value = "t-1";

    private readonly NotificationBench _bench = new(Endpoints.Settings(Endpoints.Named("bank", "folder.*")));

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private static string Id => PayloadJson.FolderId;

    private FolderEraser Eraser => _bench.Service<FolderEraser>();

    [Fact]
    public async Task Erase_LeavesNothingButATombstoneAndTheRecordOfTheAct()
    {
        await HoldAsync(analyses: 150);
        await _bench.ReceiveAsync("SUCCESS", updated: 1, folder: "other");
        await _bench.DrainAsync();
        var report = await ReportAsync();
        var others = Everything().Where(static row => IsOf(row, "other")).Count();
        var rows = Everything().Count(static row => IsOf(row, Id));

        var run = await EraseAsync();

        var fence = Assert.Single(Everything(), static row => IsOf(row, Id));
        Assert.Equal(["ErasedAt", "IndexDay", "OperationId", "PartitionKey", "RowKey", "Version"], fence.Keys.Where(static key => !key.StartsWith("odata", StringComparison.Ordinal)).Order(StringComparer.Ordinal));
        Assert.Equal(2, fence.GetInt32("Version"));
        Assert.Equal((RunState.Finished, "alice", rows - 1), (run.State, run.By, run.Counts["rows"]));
        Assert.Equal(new KeyValuePair<string, string>("Folder", Id), Assert.Single(run.Parameters));
        Assert.Equal(others, Everything().Count(static row => IsOf(row, "other")));
        Assert.Equal(["other"], (await _bench.Service<IProofStore>().ComparedAsync(report, ["other", Id], Token)));
        Assert.Null(await Eraser.TryStartAsync(Id, "alice", Token));
    }

    [Fact]
    public async Task Webhook_ForAnErasedFolder_IsIgnoredForEver()
    {
        await HoldAsync(analyses: 1);
        await EraseAsync();
        var before = Everything().Count();

        var result = await _bench.ReceiveAsync("DECLINED", updated: 99);
        _bench.Restart();
        var later = await _bench.ReceiveAsync("SUCCESS", updated: 100);

        Assert.Equal((IngestOutcome.Ignored, null), (result.Outcome, result.Folder));
        Assert.Equal(IngestOutcome.Ignored, later.Outcome);
        Assert.Empty(_bench.Queue.Items);
        Assert.Equal(before, Everything().Count());
    }

    [Fact]
    public async Task Erase_IsEffectiveWhenAnswered_AndItsMessageIsThereBefore()
    {
        await HoldAsync(analyses: 1);
        string? waiting = null;
        _bench.Folders.Before = operation =>
        {
            waiting ??= operation == "write" ? $"{Assert.Single(_bench.Queue.Items)}" : null;
            return Task.CompletedTask;
        };

        await Eraser.TryStartAsync(Id, "alice", Token);

        Assert.StartsWith("RunWork", waiting, StringComparison.Ordinal);
        Assert.Null((await _bench.Store.FindAsync(Id, Token))!.Folder);
        Assert.Equal(2, (await _bench.Store.FindAsync(Id, Token))!.Tombstone!.Version);
    }

    [Fact]
    public async Task Erase_OfAFolderThatChangesMeanwhile_ErasesTheNewerOne()
    {
        await HoldAsync(analyses: 1);
        _bench.Folders.Before = async operation =>
        {
            if (operation == "write")
            {
                _bench.Folders.Before = static _ => Task.CompletedTask;
                await _bench.ReceiveAsync("DECLINED", updated: 9);
            }
        };

        await Eraser.TryStartAsync(Id, "alice", Token);

        Assert.Equal(3, (await _bench.Store.FindAsync(Id, Token))!.Tombstone!.Version);
        await _bench.DrainAsync();
        Assert.Single(Everything(), static row => IsOf(row, Id));
    }

    [Fact]
    public async Task Erase_OfAFolderThatAlwaysChangesFirst_GivesUpAndItsRunCompletesIt()
    {
        await HoldAsync(analyses: 1);
        var changes = 0;
        var isChanging = false;
        _bench.Folders.Before = async operation =>
        {
            if (operation == "write" && !isChanging)
            {
                isChanging = true;
                await _bench.ReceiveAsync("DECLINED", updated: 10 + ++changes);
                isChanging = false;
            }
        };

        await Assert.ThrowsAsync<StoreUnavailableException>(() => Eraser.TryStartAsync(Id, "alice", Token));
        Assert.Equal(24, changes);
        _bench.Folders.Before = static _ => Task.CompletedTask;
        await _bench.DrainAsync();

        Assert.Single(Everything(), static row => IsOf(row, Id));
    }

    [Fact]
    public async Task Erase_OfMoreThanAStepHolds_GoesOnInTheNext()
    {
        await HoldAsync(analyses: 450);
        _bench.Folders.Before = operation =>
        {
            _bench.Clock.Advance(operation == "transaction" ? RunSteps.Budget * 0.6 : TimeSpan.Zero);
            return Task.CompletedTask;
        };

        var run = await EraseAsync();

        // Five transactions of a hundred rows, two to a step.
        Assert.Equal((RunState.Finished, 3), (run.State, run.Step));
        Assert.Single(Everything(), static row => IsOf(row, Id));
    }

    [Fact]
    public async Task Erase_KilledAfterAnyOperation_IsCompletedByTheNext()
    {
        for (var last = 1; ; last++)
        {
            var bench = new EraseTests();
            await bench.HoldAsync(analyses: 120);
            if (!await bench.EraseKilledAsync(last))
            {
                Assert.InRange(last, 10, 100);
                return;
            }
        }
    }

    [Fact]
    public async Task ConsumerThatListsTheFolderAfterItWasTakenOffTheLists_TakesItOffAgain()
    {
        await _bench.Ingest.ApplyAsync(Payload(1), ChangeCause.Webhook, Token);
        var message = _bench.Queue.Take()!.Value.Text;
        _bench.Index.Before = async operation =>
        {
            if (operation == "write")
            {
                _bench.Index.Before = static _ => Task.CompletedTask;
                await EraseAsync();
            }
        };

        var report = await _bench.RunAsync(message);
        await _bench.DrainAsync();

        Assert.Equal(WorkResult.Done, report.Result);
        Assert.Single(Everything(), static row => IsOf(row, Id));
    }

    [Fact]
    public async Task ConsumerKilledAfterItListedAnErasedFolder_LeavesAMessageThatTakesItOff()
    {
        await _bench.Ingest.ApplyAsync(Payload(1), ChangeCause.Webhook, Token);
        var message = _bench.Queue.Take()!.Value.Text;
        _bench.Index.Before = async operation =>
        {
            if (operation == "write")
            {
                _bench.Index.Before = static _ => Task.CompletedTask;
                await EraseAsync();
                _bench.Open.Before = static _ => throw new InvalidOperationException("Killed.");
            }
        };
        Assert.Equal(WorkResult.Failed, (await _bench.RunAsync(message)).Result);
        Assert.Single(_bench.Index.Rows);
        _bench.Open.Before = static _ => Task.CompletedTask;

        var reports = await _bench.DrainAsync();

        Assert.Contains(reports, static report => report.Detail == $"Folder {Id} was erased.");
        Assert.Single(Everything(), static row => IsOf(row, Id));
    }

    [Fact]
    public async Task DeliveryThatIsHeldWhileItsFolderIsErased_IsNotListedForEver()
    {
        await _bench.ReceiveAsync("SUCCESS", updated: 1);
        _bench.Settings = NotificationSettings.None;
        _bench.Restart();
        _bench.Parked.Before = async operation =>
        {
            if (operation == "write")
            {
                _bench.Parked.Before = static _ => Task.CompletedTask;
                await Eraser.TryStartAsync(Id, "alice", Token);
                foreach (var row in _bench.Rows())
                {
                    await _bench.Folders.DeleteEntityAsync(Id, row.Key.ToString(), Azure.ETag.All, Token);
                }
            }
        };

        await _bench.DrainAsync();

        Assert.Empty(_bench.Parked.Rows);
    }

    [Fact]
    public async Task Reconciliation_IgnoresAnErasedFolder()
    {
        var now = _bench.Clock.GetUtcNow();
        _bench.Oz.Put(Id, now, now, PayloadJson.Analysis("a", "FINISHED", "SUCCESS", now.ToUnixTimeSeconds()));
        await _bench.Ingest.ApplyAsync(_bench.Oz.Answer(Id)!, ChangeCause.Webhook, Token);
        await _bench.DrainAsync();
        await EraseAsync();
        var asked = _bench.Oz.Asked;

        var run = await ReconcileAsync(new ReconciliationRequest());
        var proof = await ReconcileAsync(new ReconciliationRequest(now.AddDays(-1), now.AddDays(1), DryRun: true));

        Assert.Equal((1, 1, 0), (run.Counts["scanned"], run.Counts["ignored"], run.Counts["failed"]));
        Assert.Equal((1, 1), (proof.Counts["scanned"], proof.Counts["ignored"]));
        Assert.Equal(asked, _bench.Oz.Asked);
        Assert.Single(Everything(), static row => IsOf(row, Id));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Erase_OfNothing_StartsNothing(bool isFence)
    {
        if (isFence)
        {
            await _bench.Store.TryFenceOffAsync(Id, null, Token);
        }

        Assert.Null(await Eraser.TryStartAsync(Id, "alice", Token));
        Assert.Empty(_bench.RunRows.Rows);
    }

    private static OzPayload Payload(int analyses)
    {
        var json = PayloadJson.Folder(Enumerable.Range(0, analyses).Select(static i => PayloadJson.Analysis($"a{i}", "FINISHED", "OPERATOR_REQUIRED", updated: 1)));
        json["meta_data"] = new System.Text.Json.Nodes.JsonObject { ["transaction_id"] = Value };
        return Payloads.Read(json, "transaction_id");
    }

    // A row of a folder's partition, or one that its id is in.
    private static bool IsOf(TableEntity row, string id) => row.PartitionKey == id || row.RowKey == id || row.RowKey.StartsWith($"{id}|", StringComparison.Ordinal);

    private IEnumerable<TableEntity> Everything() =>
        ((IEnumerable<Storage.Fakes.FakeTableClient>)[_bench.Folders, _bench.Parked, _bench.Index, _bench.Aliases, _bench.Open, _bench.RunRows]).SelectMany(static table => table.Rows);

    /// <summary>A folder with all that there can be of one: history, analyses, aliases, deliveries that are held.</summary>
    private async Task HoldAsync(int analyses)
    {
        await _bench.Switch.DisableAsync("bank", "A test wants it.", Token);
        await _bench.Ingest.ApplyAsync(Payload(analyses), ChangeCause.Webhook, Token);
        await _bench.DrainAsync();
    }

    private async Task<RunId> ReportAsync()
    {
        var report = RunId.New(RunKinds.Reconcile, Payloads.Now, Guid.NewGuid());
        ComparedFolder[] folders = [FolderComparison.Unreadable(Id, "It is no folder."), FolderComparison.Unreadable("other", "It is no folder.")];
        await _bench.Service<IProofStore>().RecordAsync(report, folders, Token);
        return report;
    }

    private async Task<Run> EraseAsync()
    {
        var run = await Eraser.TryStartAsync(Id, "alice", Token);
        await _bench.DrainAsync();
        return (await _bench.Service<IRunStore>().FindAsync(run!.Id, Token))!.Value;
    }

    private async Task<Run> ReconcileAsync(ReconciliationRequest request)
    {
        var start = await _bench.Service<ReconciliationStarter>().TryStartAsync(request, RunStarter.Schedule, occurrence: null, Token);
        await _bench.DrainAsync();
        return (await _bench.Service<IRunStore>().FindAsync(start.Started!.Id, Token))!.Value;
    }

    private async Task<bool> EraseKilledAsync(int last)
    {
        var operations = 0;
        Storage.Fakes.FakeTableClient[] tables = [_bench.Folders, _bench.Parked, _bench.Index, _bench.Aliases, _bench.Open, _bench.RunRows];
        Array.ForEach(tables, table => table.Before = _ => ++operations == last + 1 ? throw new InvalidOperationException("Killed.") : Task.CompletedTask);
        try
        {
            await Eraser.TryStartAsync(Id, "alice", Token);
        }
        catch (InvalidOperationException)
        {
            // Nobody was answered; whoever asked asks again, unless it is erased by then.
        }

        await _bench.DrainAsync();
        var isKilled = operations > last;
        Array.ForEach(tables, static table => table.Before = static _ => Task.CompletedTask);
        await Eraser.TryStartAsync(Id, "alice", Token);
        await _bench.DrainAsync();
        var fence = Assert.Single(Everything(), static row => IsOf(row, Id));
        Assert.True(fence.ContainsKey("ErasedAt"), $"killed after operation {last}");
        return isKilled;
    }
}
