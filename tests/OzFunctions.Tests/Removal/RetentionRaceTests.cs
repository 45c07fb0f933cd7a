using OzFunctions.Core.Folders;
using OzFunctions.Core.Runs;
using OzFunctions.Core.Work;
using OzFunctions.Storage.Folders;
using OzFunctions.Tests.Builders;
using OzFunctions.Web.Removal;

namespace OzFunctions.Tests.Removal;

/// <summary>Folders that change, or are created again, while retention is removing them.</summary>
public sealed class RetentionRaceTests : RetentionBench
{
    [Theory]
    [InlineData("page read")]
    [InlineData("folder read")]
    [InlineData("folder deleted")]
    public async Task Folder_ChangedDuringItsRemoval_KeepsAllRows(string during)
    {
        await DeadAsync("f");
        Bench.Clock.Advance(Kept + TimeSpan.FromDays(1));

        // Each change lists the folder again for its next check with Oz, so those rows are excluded.
        var rows = RowsOf("f").Where(static row => !row.Contains("/d|", StringComparison.Ordinal)).ToList();
        var (table, operation) = during switch
        {
            "page read" => (Bench.Index, "query"),
            "folder read" => (Bench.Folders, "query"),
            _ => (Bench.Folders, "transaction"),
        };
        table.Before = async current =>
        {
            if (current == operation)
            {
                table.Before = static _ => Task.CompletedTask;
                await Bench.ReceiveAsync("DECLINED", updated: 99, folder: "f");
            }
        };

        Assert.Equal(0, (await RunAsync()).Counts["folders"]);

        await Bench.DrainAsync();
        Assert.Equal(2, (await Bench.Store.FindAsync("f", Token))!.Folder!.Version);
        Assert.Equal(rows, RowsOf("f").Intersect(rows));
        Assert.Equal(2, Assert.Single(Bench.Index.Rows, static row => row.RowKey == "f").GetInt32("Version"));
    }

    [Fact]
    public async Task FolderThatChanges_AfterRetentionDiedAmidItsRemoval_KeepsItsAliases()
    {
        await ReceiveAsync("f", analyses: 1);
        Bench.Clock.Advance(Kept + TimeSpan.FromDays(1));
        var aliases = Bench.Aliases.Rows.Select(static row => row.PartitionKey).ToList();
        await DieAmidTheRemovalAsync();
        Assert.Empty(Bench.Aliases.Rows);

        await Bench.ReceiveAsync("DECLINED", updated: 99, folder: "f");
        await Bench.DrainAsync();

        Assert.NotEmpty(aliases);
        Assert.Equal(aliases, Bench.Aliases.Rows.Select(static row => row.PartitionKey));
    }

    [Fact]
    public async Task FolderWithADeadDelivery_ThatRetentionDiedAmid_KeepsItsPlaceOnTheList()
    {
        await DeadAsync("f");
        Bench.Clock.Advance(Kept + TimeSpan.FromDays(1));
        var parked = Bench.Parked.Rows.Select(static row => row.RowKey).ToList();
        await DieAmidTheRemovalAsync();

        Assert.NotEmpty(parked);
        Assert.Equal(parked, Bench.Parked.Rows.Select(static row => row.RowKey));
    }

    [Fact]
    public async Task Folder_ListedByAProcessThatDies_IsLeftToALaterRun()
    {
        await Bench.ReceiveAsync("SUCCESS", updated: 1, folder: "f");
        Bench.Clock.Advance(Kept + TimeSpan.FromDays(1));
        Bench.Aliases.Before = static _ => throw new InvalidOperationException("Killed.");
        Bench.Index.Before = static operation => operation == "delete" ? throw new InvalidOperationException("Killed.") : Task.CompletedTask;
        Bench.Open.Before = static _ => throw new InvalidOperationException("Killed.");
        Assert.Equal(WorkResult.Failed, (await Bench.StepAsync())!.Result);
        Bench.Queue.Take();
        (Bench.Aliases.Before, Bench.Index.Before, Bench.Open.Before) = (static _ => Task.CompletedTask, static _ => Task.CompletedTask, static _ => Task.CompletedTask);

        Assert.Equal(0, (await RunAsync()).Counts["folders"]);
        Assert.NotNull((await Bench.Store.FindAsync("f", Token))!.Folder);
        Bench.Clock.Advance(TimeSpan.FromMinutes(3));
        Assert.Equal(1, (await RunAsync()).Counts["folders"]);
        Assert.Empty(RowsOf("f"));
    }

    [Fact]
    public async Task FolderThatComesAgainAsItsRowOfTheIndexIsRemoved_KeepsItsNewRows()
    {
        await ReceiveAsync("f", analyses: 1);
        Bench.Clock.Advance(Kept + TimeSpan.FromDays(1));
        var comes = false;
        Bench.Index.Before = async operation =>
        {
            if (operation == "delete" && !comes)
            {
                comes = true;
                await ReceiveAsync("f", analyses: 2);
            }
        };

        Assert.Equal(1, (await RunAsync()).Counts["folders"]);

        Assert.True(comes);
        Assert.Equal(1, (await Bench.Store.FindAsync("f", Token))!.Folder!.Version);
        Assert.Equal(IndexHour.Of(Bench.Clock.GetUtcNow()), FolderKeys.HourOf(Assert.Single(Bench.Index.Rows, static row => row.RowKey == "f").PartitionKey));
        Assert.Single(Bench.Aliases.Rows);
        Assert.Equal([1, 1], Bench.Open.Rows.Select(static row => row.GetInt32("Version")));
    }

    [Fact]
    public async Task RowOfTheIndexThatAKilledRunLeft_OfAFolderThatCameAgainUnderAnotherValue_IsRemovedWithItsOldAlias()
    {
        await ReceiveAsync("f", analyses: 1);
        Bench.Clock.Advance(Kept + TimeSpan.FromDays(1));
        Bench.Index.Before = static operation => operation == "delete" ? throw new InvalidOperationException("Killed.") : Task.CompletedTask;
        await Bench.Service<RetentionSchedule>().TickAsync(null, Token);
        await Bench.StepAsync();
        Bench.Index.Before = static _ => Task.CompletedTask;

        // A paused process lists its old version of the folder, and is killed before it checks whether the folder still exists.
        var (partition, row) = ("transaction_005fid|t-f", "f");
        await Bench.Aliases.AddEntityAsync(new Azure.Data.Tables.TableEntity(partition, row), Token);
        var json = PayloadJson.Folder([PayloadJson.Analysis("a", updated: 1)], id: "f");
        json["meta_data"] = new System.Text.Json.Nodes.JsonObject { ["transaction_id"] = "another" };
        await Bench.Ingest.ApplyAsync(Payloads.Read(json, "transaction_id"), ChangeCause.Webhook, Token);
        await Bench.DrainAsync();

        Assert.Equal(RunState.Finished, Assert.Single(await RunsAsync()).State);
        Assert.Equal("transaction_005fid|another", Assert.Single(Bench.Aliases.Rows).PartitionKey);
        Assert.Single(Bench.Index.Rows, static row => row.RowKey == "f");
    }

    [Fact]
    public async Task Fence_ReplacedByAFolderDuringItsRemoval_Stays()
    {
        await Bench.Store.TryFenceOffAsync("g", null, Bench.Clock.GetUtcNow(), Token);
        await Bench.Store.TryFenceOffAsync("f", null, Bench.Clock.GetUtcNow(), Token);
        Bench.Clock.Advance(Kept + TimeSpan.FromDays(1));
        Bench.Folders.BeforeFirst("delete", () => ReceiveAsync("f", analyses: 1));

        // One fence with its note, then the other fence's note.
        Assert.Equal((0, 2), await RemovedAsync(before: Bench.Clock.GetUtcNow() - Kept));
        Assert.Equal((0, 1), await RemovedAsync(before: Bench.Clock.GetUtcNow() - Kept));

        Assert.Null(await Bench.Store.FindAsync("g", Token));
        Assert.Equal(1, (await Bench.Store.FindAsync("f", Token))!.Folder!.Version);
        Assert.DoesNotContain(Bench.Folders.Rows, static row => row.PartitionKey == "bare|");
    }

    [Fact]
    public async Task FolderWhoseRowOfTheIndexIsBehind_IsListedAsItIs()
    {
        await ReceiveAsync("f", analyses: 1);
        Bench.Clock.Advance(Kept);
        await Bench.ReceiveAsync("DECLINED", updated: 99, folder: "f");
        while (Bench.Queue.Take() is not null)
        {
            // The message is lost.
        }

        Bench.Clock.Advance(TimeSpan.FromDays(1));
        Assert.Equal(0, (await RunAsync()).Counts["folders"]);

        Assert.Equal(2, Assert.Single(Bench.Index.Rows, static row => row.RowKey == "f").GetInt32("Version"));
    }

    [Fact]
    public async Task FoldersSeenSince_AreNotReadByLaterRuns()
    {
        for (var i = 0; i < 10; i++)
        {
            await ReceiveAsync($"f{i}", analyses: 1);
        }

        Bench.Clock.Advance(Kept);
        for (var i = 0; i < 10; i++)
        {
            await ReceiveAsync($"f{i}", analyses: 2);
        }

        Bench.Clock.Advance(TimeSpan.FromDays(1));
        Bench.Folders.Queries.Clear();

        Assert.Equal(0, (await RunAsync()).Counts["folders"]);
        Assert.DoesNotContain(Bench.Folders.Queries, static query => query.Contains("eq 'f", StringComparison.Ordinal));
    }

    /// <summary>Creates a folder with one change whose only delivery is dead.</summary>
    private async Task DeadAsync(string folder)
    {
        Bench.Sender.Always(500);
        await ReceiveAsync(folder, analyses: 3);
        Assert.NotEmpty(Bench.Parked.Rows);
    }

    private async Task DieAmidTheRemovalAsync()
    {
        await Bench.Service<RetentionSchedule>().TickAsync(occurrence: null, Token);
        Bench.Folders.Before = static operation => operation == "transaction" ? throw new InvalidOperationException("Killed.") : Task.CompletedTask;
        Assert.Equal(WorkResult.Failed, (await Bench.StepAsync())!.Result);
        Bench.Folders.Before = static _ => Task.CompletedTask;
    }
}
