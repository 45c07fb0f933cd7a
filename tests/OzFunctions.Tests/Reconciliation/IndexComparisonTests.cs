using Azure.Data.Tables;
using OzFunctions.Core.Folders;
using OzFunctions.Core.Reconciliation;
using OzFunctions.Core.Runs;
using OzFunctions.Storage.Folders;
using OzFunctions.Tests.Builders;

namespace OzFunctions.Tests.Reconciliation;

/// <summary>One day after its hour, the index is compared with the listed folders, by any process, with or without an Oz account.</summary>
public sealed class IndexComparisonTests : ReconciliationBench
{
    private static readonly TimeSpan ADayAfterTheHour = TimeSpan.FromHours(25);

    public IndexComparisonTests()
    {
        Bench.Oz.IsConfigured = false;
        Bench.Restart();
    }

    // The table also contains counts of hours.
    private IEnumerable<TableEntity> Listed => Bench.Index.Rows.Where(static row => row.ContainsKey("Version"));

    [Fact]
    public async Task RowOfAnOlderVersion_IsRewrittenADayLater()
    {
        await ReceiveAsync("DECLINED", updated: 1);
        var older = Assert.Single(Listed);
        await ReceiveAsync("SUCCESS", updated: 2);
        await WriteLateAsync(older);

        Bench.Clock.Advance(ADayAfterTheHour - TimeSpan.FromMinutes(1));
        Assert.Equal(0, (await RunAsync()).Counts.GetValueOrDefault("behind"));
        Bench.Clock.Advance(TimeSpan.FromHours(1));
        Assert.Equal(1, (await RunAsync()).Counts["behind"]);

        var row = Assert.Single(Listed);
        Assert.Equal((2, "SUCCESS"), (row.GetInt32("Version"), row.GetString("SystemResolution")));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task RowOfARemovedFolder_IsRemoved_WhetherOrNotItWasRecreated(bool cameAgain)
    {
        await ReceiveAsync("DECLINED", updated: 1);
        await ReceiveAsync("SUCCESS", updated: 2);
        var earlier = Assert.Single(Listed);
        foreach (var stored in Bench.Folders.Rows.ToList())
        {
            await Bench.Folders.DeleteEntityAsync(stored.PartitionKey, stored.RowKey, Azure.ETag.All, Token);
        }

        if (cameAgain)
        {
            Bench.Clock.Advance(TimeSpan.FromHours(3));
            await ReceiveAsync("OPERATOR_REQUIRED", updated: 3);
        }

        await WriteLateAsync(earlier);
        Bench.Clock.Advance(ADayAfterTheHour - TimeSpan.FromHours(cameAgain ? 3 : 0));
        Assert.Equal(1, (await RunAsync()).Counts["behind"]);

        Assert.Equal(cameAgain ? [(1, "OPERATOR_REQUIRED")] : [], Listed.Select(static row => (row.GetInt32("Version"), row.GetString("SystemResolution"))));
        Assert.Equal(cameAgain, Bench.Open.Rows.Any());
    }

    [Fact]
    public async Task EachHour_IsComparedOnce_AlsoThoseInWhichNoRunCould()
    {
        await RunAsync();
        for (var hour = 0; hour < 5; hour++)
        {
            await ReceiveAsync("DECLINED", updated: hour, $"f{hour}");
            Bench.Clock.Advance(TimeSpan.FromHours(1));
        }

        Bench.Clock.Advance(ADayAfterTheHour);
        var first = await ReadsOfFoldersAsync();
        Bench.Clock.Advance(TimeSpan.FromHours(1));

        Assert.Equal((5, 0), (first, await ReadsOfFoldersAsync()));
    }

    [Fact]
    public async Task HourWithMoreFoldersThanAStepComesTo_IsComparedToItsEnd()
    {
        for (var i = 0; i < 1_100; i++)
        {
            var folder = Payloads.FolderOf(PayloadJson.Folder([PayloadJson.Analysis("a", "FINISHED", "SUCCESS")], id: $"f{i}")) with { FirstSeenAt = Now };
            await WriteLateAsync(IndexEntity.Of(IndexedFolder.Of(folder), []));
        }

        Bench.Clock.Advance(ADayAfterTheHour);
        Bench.Folders.Before = _ =>
        {
            Bench.Clock.Advance(TimeSpan.FromMilliseconds(10));
            return Task.CompletedTask;
        };

        var run = await RunAsync();

        Assert.Equal((RunState.Finished, 1_100), (run.State, run.Counts["behind"]));
        Assert.Empty(Listed);
    }

    [Theory]
    [InlineData(1_000_000_000L, null)]
    [InlineData(null, "nonsense")]
    public async Task InvalidPosition_RestartsTheComparison(long? hour, string? from)
    {
        await ReceiveAsync("DECLINED", updated: 1);
        Bench.Clock.Advance(ADayAfterTheHour);
        var run = (await StartAsync()).Started!;
        var due = IndexHour.Of(Now.AddHours(-25)).Number;
        var progress = ReconciliationProgress.Read(run.Cursor!) with { Hour = hour ?? due, HourFrom = from };
        var stored = (await Bench.Service<IRunStore>().FindAsync(run.Id, Token))!;
        await Bench.Service<IRunStore>().TryWriteAsync(stored.Value with { Cursor = $"{progress}" }, stored.ETag, Token);

        await Bench.DrainAsync(until: Now);

        var ended = await FindAsync(run.Id);
        Assert.Equal((RunState.Finished, due + 1), (ended.State, ReconciliationProgress.Read(ended.Cursor!).Hour));
    }

    private async Task ReceiveAsync(string resolution, double updated, string id = PayloadJson.FolderId)
    {
        await Bench.ReceiveAsync(resolution, updated, id);
        await Bench.DrainAsync();
    }

    // A paused process writes the row, and is killed before it reads the folder.
    private Task<Azure.Response> WriteLateAsync(TableEntity row) => Bench.Index.UpsertEntityAsync(row, TableUpdateMode.Replace, Token);

    private async Task<int> ReadsOfFoldersAsync()
    {
        var reads = 0;
        Bench.Folders.Before = _ =>
        {
            reads++;
            return Task.CompletedTask;
        };
        await RunAsync();
        return reads;
    }
}
