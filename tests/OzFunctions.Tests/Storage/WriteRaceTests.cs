using Azure;
using OzFunctions.Core;
using OzFunctions.Core.Folders;
using OzFunctions.Core.Notifications;
using OzFunctions.Core.Webhooks;
using OzFunctions.Storage.Folders;
using OzFunctions.Tests.Builders;
using OzFunctions.Tests.Storage.Fakes;

namespace OzFunctions.Tests.Storage;

/// <summary>Every interleaving of two writers, and every lost response, is forced.</summary>
public sealed class WriteRaceTests
{
    private readonly FakeTableClient _table = new() { Exists = true };

    private FolderStore Store => new(_table, Guid.NewGuid);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("read")]
    [InlineData("transaction")]
    public async Task AnotherWriter_BeforeOurFirstOperation_IsMergedWith(string operation)
    {
        BeforeOnce(operation, () => ApplyAsync("other", updated: 5));

        var result = await ApplyAsync("ours", updated: 1);

        Assert.Equal(IngestOutcome.Applied, result.Outcome);
        Assert.Equal(2, result.Folder!.Version);
        Assert.Equal(["other", "ours"], result.Folder!.Records.Analyses.Select(static analysis => analysis.AnalysisId));
    }

    [Fact]
    public async Task AnotherWriter_OverAStoredFolder_IsMergedWithAndVersionsHaveNoGap()
    {
        await ApplyAsync("first", updated: 1);
        BeforeOnce("transaction", () => ApplyAsync("other", updated: 2));

        var result = await ApplyAsync("ours", updated: 3);

        Assert.Equal(3, result.Folder!.Version);
        Assert.Equal(1, result.LostRaces);
        Assert.Equal(["change|0000000001", "change|0000000002", "change|0000000003"], ChangeRows());
    }

    [Fact]
    public async Task AnotherWriter_WithTheSameData_LeavesADuplicate()
    {
        BeforeOnce("transaction", () => ApplyAsync("ours", updated: 1));

        var result = await ApplyAsync("ours", updated: 1);

        Assert.Equal(IngestOutcome.Duplicate, result.Outcome);
        Assert.Equal(["change|0000000001"], ChangeRows());
    }

    [Fact]
    public async Task LostRaces_AreEachFollowedByALongerWait()
    {
        var bench = new NotificationBench(NotificationSettings.None, random: 0.5);
        var attempts = new List<DateTimeOffset>();
        bench.Folders.Before = async operation =>
        {
            if (operation == "transaction")
            {
                attempts.Add(bench.Clock.GetUtcNow());
                if (attempts.Count < 8)
                {
                    await bench.Store.TryFenceOffAsync(PayloadJson.FolderId, await bench.Store.FindAsync(PayloadJson.FolderId, Token), attempts[^1], Token);
                }
            }
        };

        await bench.ReceiveAsync("SUCCESS", updated: 1);

        // Half of 20 ms, doubled for each attempt up to half of 500 ms.
        Assert.Equal([10, 20, 40, 80, 160, 250, 250], attempts.Zip(attempts.Skip(1)).Select(static pair => (pair.Second - pair.First).TotalMilliseconds));
    }

    [Fact]
    public async Task Conflict_WithoutAnotherWriter_IsNotALostRace()
    {
        var bench = new NotificationBench(NotificationSettings.None);
        bench.Folders.Before = static operation => operation == "transaction" ? throw new RequestFailedException(409, "An earlier try is still in progress.") : Task.CompletedTask;

        await Assert.ThrowsAsync<StoreUnavailableException>(() => bench.ReceiveAsync("SUCCESS", updated: 1));

        // The earlier try may still succeed, and the message then follows the change up.
        Assert.Single(bench.Queue.Items);
    }

    [Fact]
    public async Task AnotherWriter_FasterEveryTime_IsGivenUpOnWithNothingAcknowledged()
    {
        var others = 0;
        var nested = false;
        _table.Before = async operation =>
        {
            if (operation == "transaction" && !nested)
            {
                nested = true;
                await ApplyAsync($"other{others++}", updated: others);
                nested = false;
            }
        };

        await Assert.ThrowsAsync<StoreUnavailableException>(() => ApplyAsync("ours", updated: 1));

        Assert.Equal(FolderWriter.MaxAttempts, others);
        Assert.DoesNotContain(_table.Rows, static row => row.RowKey == "analysis|ours");
    }

    [Theory]
    [InlineData(409)]
    [InlineData(412)]
    public async Task OurWrite_WithALostResponseAndAFailedRetry_IsRecognized(int status)
    {
        AfterCommitOnce(() => throw new RequestFailedException(status, "The SDK sent it twice."));

        var result = await ApplyAsync("ours", updated: 1);

        Assert.Equal(IngestOutcome.Applied, result.Outcome);
        Assert.Equal(1, result.Folder!.Version);
        Assert.Equal(["change|0000000001"], ChangeRows());
    }

    [Fact]
    public async Task OurWrite_WithALostResponseAndOverwritten_IsRecognized()
    {
        AfterCommitOnce(async () =>
        {
            await ApplyAsync("other", updated: 2);
            throw new RequestFailedException(412, "The SDK sent it twice.");
        });

        var result = await ApplyAsync("ours", updated: 1);

        Assert.Equal(IngestOutcome.Applied, result.Outcome);
        Assert.Equal(2, result.Folder!.Version);
        Assert.Equal(["change|0000000001", "change|0000000002"], ChangeRows());
    }

    [Theory]
    [InlineData(403)]
    [InlineData(429)]
    [InlineData(500)]
    [InlineData(503)]
    [InlineData(0)]
    public async Task Storage_ThatFails_IsUnavailableAndNothingIsStored(int status)
    {
        _table.Before = operation => operation == "transaction" ? throw new RequestFailedException(status, "Not now.") : Task.CompletedTask;

        await Assert.ThrowsAsync<StoreUnavailableException>(() => ApplyAsync("ours", updated: 1));

        Assert.Empty(_table.Rows);
    }

    [Fact]
    public async Task Storage_ThatFailsWhileTheRestOfALargeFolderIsWritten_IsCompletedTheNextTime()
    {
        await ApplyLargeAsync();
        var transactions = 0;
        _table.Before = _ => transactions++ == 1 ? throw new RequestFailedException(503, "Not now.") : Task.CompletedTask;
        var written = await Store.FindAsync(PayloadJson.FolderId, Token);
        await Assert.ThrowsAsync<StoreUnavailableException>(() => WriteMissingAsync());
        var afterTheFault = AnalysisRows();

        await WriteMissingAsync();

        Assert.Equal(98, afterTheFault);
        Assert.Equal(202, written!.MissingAnalyses.Count);
        Assert.Equal(300, AnalysisRows());
        Assert.All(_table.TransactionSizes, static size => Assert.InRange(size, 1, 100));
    }

    [Fact]
    public async Task AnotherWriter_WhileTheRestOfALargeFolderIsWritten_LeavesNoRowMissing()
    {
        await ApplyLargeAsync();
        BeforeOnce("transaction", () => ApplyAsync("other", updated: 2));

        await WriteMissingAsync();

        Assert.Equal(301, AnalysisRows());
    }

    [Fact]
    public async Task Table_ThatIsMissing_IsMade()
    {
        _table.Exists = false;

        var result = await ApplyAsync("ours", updated: 1);

        Assert.Equal(IngestOutcome.Applied, result.Outcome);
        Assert.True(_table.Exists);
    }

    private WebhookIngest Ingest() => Writers.Ingest(Store);

    private Task<IngestResult> ApplyAsync(string analysis, double updated) => Ingest().ApplyAsync(
        Payloads.Read(PayloadJson.Folder([PayloadJson.Analysis(analysis, "FINISHED", "SUCCESS", updated)])), ChangeCause.Webhook, Token);

    private Task<IngestResult> ApplyLargeAsync() => Ingest().ApplyAsync(
        Payloads.Read(PayloadJson.Folder(Enumerable.Range(0, 300).Select(static i => PayloadJson.Analysis($"a{i}", updated: 1)))), ChangeCause.Webhook, Token);

    private async Task WriteMissingAsync() => await Store.WriteMissingAnalysesAsync((await Store.FindAsync(PayloadJson.FolderId, Token))!, Token);

    private void BeforeOnce(string operation, Func<Task> act) => _table.Before = async current =>
    {
        if (current == operation)
        {
            _table.Before = static _ => Task.CompletedTask;
            await act();
        }
    };

    private void AfterCommitOnce(Func<Task> act) => _table.AfterCommit = async () =>
    {
        _table.AfterCommit = static () => Task.CompletedTask;
        await act();
    };

    private IEnumerable<string> ChangeRows() => _table.Rows.Select(static row => row.RowKey).Where(static key => key.StartsWith("change|", StringComparison.Ordinal));

    private int AnalysisRows() => _table.Rows.Count(static row => row.RowKey.StartsWith("analysis|", StringComparison.Ordinal));
}
