using OzFunctions.Core;
using OzFunctions.Core.Folders;
using OzFunctions.Core.Notifications;
using OzFunctions.Core.Reconciliation;
using OzFunctions.Core.Work;

namespace OzFunctions.Tests.Removal;

/// <summary>The erasure of a folder, with every interleaving that could restore a part of it.</summary>
public sealed class EraseRaceTests : EraseBench
{
    [Fact]
    public async Task Erase_OfAFolderThatChangesMeanwhile_ErasesTheNewerOne()
    {
        await HoldAsync(analyses: 1);
        Bench.Folders.BeforeFirst("write", () => Bench.ReceiveAsync("DECLINED", updated: 9));

        await Bench.EraseAsync(Id);

        Assert.Equal(3, (await Bench.Store.FindAsync(Id, Token))!.Tombstone!.Version);
        await Bench.DrainAsync();
        Assert.Single(Everything(), static row => IsOf(row, Id));
    }

    [Fact]
    public async Task Erase_OfAFolderThatAlwaysChangesFirst_GivesUpAndItsRunCompletesIt()
    {
        await HoldAsync(analyses: 1);
        var changes = 0;
        var isChanging = false;
        Bench.Folders.Before = async operation =>
        {
            if (operation == "write" && !isChanging)
            {
                isChanging = true;
                await Bench.ReceiveAsync("DECLINED", updated: 10 + ++changes);
                isChanging = false;
            }
        };

        await Assert.ThrowsAsync<StoreUnavailableException>(() => Bench.EraseAsync(Id));
        Assert.Equal(24, changes);
        Bench.Folders.Before = static _ => Task.CompletedTask;
        await Bench.DrainAsync();

        Assert.Single(Everything(), static row => IsOf(row, Id));
    }

    [Fact]
    public async Task Erase_KilledAfterAnyOperation_IsCompletedByTheNext()
    {
        for (var last = 1; ; last++)
        {
            var bench = new EraseRaceTests();
            await bench.HoldAsync(analyses: 120);
            if (!await bench.EraseKilledAsync(last))
            {
                Assert.InRange(last, 10, 100);
                return;
            }
        }
    }

    [Fact]
    public async Task Consumer_ListingTheFolderAfterItsRemovalFromTheLists_RemovesItAgain()
    {
        await Bench.Ingest.ApplyAsync(Payload(1), ChangeCause.Webhook, Token);
        var message = Bench.Queue.Take()!.Value.Text;
        Bench.Index.BeforeFirst("write", EraseAsync);

        var report = await Bench.RunAsync(message);
        await Bench.DrainAsync();

        Assert.Equal(WorkResult.Done, report.Result);
        Assert.Single(Everything(), static row => IsOf(row, Id));
    }

    [Fact]
    public async Task ConsumerKilledAfterItListedAnErasedFolder_LeavesAMessageThatTakesItOff()
    {
        await Bench.Ingest.ApplyAsync(Payload(1), ChangeCause.Webhook, Token);
        var message = Bench.Queue.Take()!.Value.Text;
        Bench.Index.BeforeFirst("write", async () =>
        {
            await EraseAsync();
            Bench.Open.Before = static _ => throw new InvalidOperationException("Killed.");
        });
        Assert.Equal(WorkResult.Failed, (await Bench.RunAsync(message)).Result);
        Assert.Single(Bench.Index.Rows);
        Bench.Open.Before = static _ => Task.CompletedTask;

        var reports = await Bench.DrainAsync();

        Assert.Contains(reports, static report => report.Detail == $"Folder {Id} was erased.");
        Assert.Single(Everything(), static row => IsOf(row, Id));
    }

    [Fact]
    public async Task PollThatCannotBeMadeWhileItsFolderIsErased_LeavesNoCheck()
    {
        await HoldAsync(analyses: 1);
        Bench.Oz.Answer = static _ => throw new OzUnavailableException("Down.");
        Bench.Open.BeforeFirst("transaction", EraseAsync);

        await Bench.RunAsync(WorkFormat.Write(new RefreshWork(Id, RefreshReasons.Hinted)));

        Assert.Single(Everything(), static row => IsOf(row, Id));
    }

    [Fact]
    public async Task CheckThatIsMovedWhileItsFolderIsErased_IsRemoved()
    {
        await HoldAsync(analyses: 1);
        var folder = (await Bench.Store.FindAsync(Id, Token))!.Folder!;
        await EraseAsync();
        var checks = Bench.Service<IFolderChecks>();
        await checks.WriteAsync(folder, Token);
        var due = await Task.WhenAll(Enumerable.Range(0, checks.Parts).Select(part => checks.DueAsync(part, isRunning: false, DateTimeOffset.MaxValue.AddDays(-1), limit: 1, Token)));

        await Bench.Service<DueRows>().MoveAsync(due.SelectMany(static some => some).Single(), FolderCheck.Of(folder)!.GivenUp(Bench.Clock.GetUtcNow()));

        Assert.Single(Everything(), static row => IsOf(row, Id));
    }

    [Fact]
    public async Task DeliveryThatIsHeldWhileItsFolderIsErased_IsNotListedForEver()
    {
        await Bench.ReceiveAsync("SUCCESS", updated: 1);
        Bench.Settings = NotificationSettings.None;
        Bench.Restart();
        Bench.Parked.BeforeFirst("write", async () =>
        {
            await Bench.EraseAsync(Id);
            foreach (var row in Bench.Rows())
            {
                await Bench.Folders.DeleteEntityAsync(Id, row.Key.ToString(), Azure.ETag.All, Token);
            }
        });

        await Bench.DrainAsync();

        Assert.Empty(Bench.Parked.Rows);
    }

    private async Task<bool> EraseKilledAsync(int last)
    {
        var operations = 0;
        Storage.Fakes.FakeTableClient[] tables = [Bench.Folders, Bench.Parked, Bench.Index, Bench.Aliases, Bench.Open, Bench.RunRows];
        Array.ForEach(tables, table => table.Before = _ => ++operations == last + 1 ? throw new InvalidOperationException("Killed.") : Task.CompletedTask);
        try
        {
            await Bench.EraseAsync(Id);
        }
        catch (InvalidOperationException)
        {
            // The request was not acknowledged, so its sender repeats it, unless the folder has been erased by then.
        }

        await Bench.DrainAsync();
        var isKilled = operations > last;
        Array.ForEach(tables, static table => table.Before = static _ => Task.CompletedTask);
        await Bench.EraseAsync(Id);
        await Bench.DrainAsync();
        var fence = Assert.Single(Everything(), static row => IsOf(row, Id));
        Assert.True(fence.ContainsKey("ErasedAt"), $"killed after operation {last}");
        return isKilled;
    }
}
