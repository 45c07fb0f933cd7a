using OzFunctions.Core.Folders;
using OzFunctions.Core.Runs;
using OzFunctions.Tests.Builders;
using OzFunctions.Tests.Storage.Fakes;

namespace OzFunctions.Tests.Reconciliation;

/// <summary>A folder changes, or a process crashes, between any two operations of the check of a due folder.</summary>
public sealed class DueRaceTests : ReconciliationBench
{
    private int _operations;

    [Theory]
    [InlineData(10)]
    [InlineData(60 * 24 * 7.5)]
    public async Task Folder_SettledDuringACheck_IsNotOpen(double minutes)
    {
        var operation = 1;
        for (; ; operation++)
        {
            var id = $"f{operation}";
            await WaitForOperatorAsync(id);
            var listed = Bench.Open.Rows.Select(static row => row.RowKey[..2]).ToList();
            Bench.Clock.Advance(TimeSpan.FromMinutes(minutes));
            var isReached = false;
            Before(operation, async () =>
            {
                isReached = true;
                await Bench.Ingest.ApplyAsync(Settled(id), ChangeCause.Webhook, Token);
                await FollowUpAsync();
            });
            await RunAsync();
            Before(0, static () => Task.CompletedTask);
            if (!isReached)
            {
                break;
            }

            Assert.Contains("o|", listed);
            Assert.DoesNotContain(Bench.Open.Rows, static row => row.RowKey[0] is 'o' or 'g');
            Bench.Clock.Advance(TimeSpan.FromHours(25));
            await RunAsync();
            Assert.Empty(Bench.Open.Rows);
        }

        Assert.InRange(operation - 1, 25, 200);
    }

    [Fact]
    public async Task Check_KilledAfterAnyOperation_IsMadeByTheNextRun()
    {
        var (operation, isReached) = (1, true);
        for (; isReached; operation++)
        {
            var id = $"f{operation}";
            await WaitForOperatorAsync(id);
            Bench.Clock.Advance(TimeSpan.FromMinutes(10));
            isReached = false;
            Before(operation, () =>
            {
                isReached = true;
                throw new InvalidOperationException("Killed.");
            });
            var run = (await StartAsync()).Started!;
            await Bench.StepAsync();
            Before(0, static () => Task.CompletedTask);
            Bench.Clock.Advance(RunSteps.Claim);
            await Bench.DrainAsync(until: Now.AddMinutes(5));

            Assert.Equal(RunState.Finished, (await FindAsync(run.Id)).State);
            Assert.Equal(["d|1", "o|f"], Bench.Open.Rows.Where(row => row.RowKey.EndsWith($"|{id}", StringComparison.Ordinal)).Select(static row => row.RowKey[..3]));
            Assert.All(Bench.Open.Rows.Where(row => row.RowKey.EndsWith($"|{id}", StringComparison.Ordinal)), row => Assert.InRange(row.GetDateTimeOffset("NextCheck")!.Value, Now, Now.AddMinutes(20)));
        }

        // The last operation was not reached.
        Assert.InRange(operation - 2, 40, 400);
    }

    private static Core.Webhooks.OzPayload Settled(string id) => Payloads.Read(PayloadJson.Folder([Analysis("SUCCESS", Payloads.Now.AddMinutes(1))], id: id));

    private async Task WaitForOperatorAsync(string id)
    {
        Bench.Oz.List = static _ => new Core.Reconciliation.OzPage([], IsLast: true);
        Bench.Oz.Put(id, Payloads.Now, Payloads.Now, Analysis("OPERATOR_REQUIRED", Payloads.Now));
        await Bench.Ingest.ApplyAsync(Bench.Oz.Answer(id)!, ChangeCause.Webhook, Token);
        await Bench.DrainAsync();
    }

    // The messages of the folder are handled before those of the run in progress.
    private async Task FollowUpAsync()
    {
        var listing = Bench.Service<Core.FollowUps.FolderListWriter>();
        foreach (var id in Bench.Folders.Rows.Where(static row => row.RowKey == "folder").Select(static row => row.PartitionKey))
        {
            var folder = await FolderAsync(id);
            await listing.ConfirmAsync(listing.WriteAsync(folder, since: folder.Version, DateTimeOffset.MaxValue, Token), folder, Token);
        }
    }

    private void Before(int operation, Func<Task> act)
    {
        _operations = 0;
        foreach (var table in (FakeTableClient[])[Bench.Folders, Bench.Open])
        {
            table.Before = _ => ++_operations == operation ? act() : Task.CompletedTask;
        }
    }
}
