using OzFunctions.Core.Folders;
using OzFunctions.Core.Reconciliation;
using OzFunctions.Core.Runs;
using OzFunctions.Storage.Reconciliation;
using OzFunctions.Tests.Builders;

namespace OzFunctions.Tests.Reconciliation;

/// <summary>The order in which due folders are checked, if there are more than Oz's rate limit allows.</summary>
public sealed class DueOrderTests : ReconciliationBench
{
    private readonly List<string> _asked = [];

    public DueOrderTests()
    {
        var answer = Bench.Oz.Answer;
        Bench.Oz.Answer = id =>
        {
            _asked.Add(id);
            return answer(id);
        };
    }

    [Fact]
    public async Task RunningFolders_ComeFirst_AndOthersGetOneCheckInFour()
    {
        await TellAsync(running: 100, others: 100);
        Bench.Clock.Advance(TimeSpan.FromMinutes(15));

        await RunAsync();

        Assert.Equal(200, _asked.Distinct().Count());
        var lastRunning = _asked.FindLastIndex(static id => id[0] == 'r') + 1;
        Assert.InRange(lastRunning, 120, 100 + (100 / 3) + 1);
        Assert.All(Enumerable.Range(8, lastRunning - 8), looks => Assert.InRange(_asked.Take(looks).Count(static id => id[0] == 'o'), (looks / 4) - 6, (looks / 4) + 1));
    }

    [Fact]
    public async Task MoreDueFoldersThanRunsCanCheck_LeaveEachKindAndTheListsAShare()
    {
        Bench.Reconciliation = Bench.Reconciliation with { MaxDuration = TimeSpan.FromMinutes(1) };
        Bench.Restart();
        await TellAsync(running: 150, others: 40);
        Bench.Oz.Delay = token => Task.Delay(TimeSpan.FromSeconds(2), Bench.Clock, token);
        Bench.Clock.Advance(TimeSpan.FromMinutes(15));

        for (var i = 0; i < 4; i++)
        {
            Bench.Oz.Listings.Clear();
            var asked = _asked.Count;
            await RunAsync();
            Assert.NotEmpty(Bench.Oz.Listings);
            Assert.InRange(_asked.Skip(asked).Count(static id => id[0] == 'o'), ((_asked.Count - asked) / 4) - 4, 30);
        }

        Assert.Equal(190, _asked.Distinct().Count());
    }

    [Fact]
    public async Task Runs_ContinueWhereThePreviousOneEnded()
    {
        var first = ReconciliationProgress.Read((await RunAsync()).Cursor!);
        var second = ReconciliationProgress.Read((await StartAsync()).Started!.Cursor!);

        Assert.Equal((32, 32, 32, 0), (first.Turn, first.EmptyTurns, second.Turn, second.EmptyTurns));
    }

    [Fact]
    public async Task Folder_ThrottledByOz_DoesNotBlockOthers()
    {
        await TellAsync(running: 1, others: 60);
        var answer = Bench.Oz.Answer;
        Bench.Oz.Answer = id => id == "o0" ? throw new OzUnavailableException("Too many.", TimeSpan.FromSeconds(40)) : answer(id);
        Bench.Clock.Advance(TimeSpan.FromMinutes(15));

        for (var i = 0; i < 3; i++)
        {
            await RunAsync();
            Bench.Clock.Advance(TimeSpan.FromMinutes(1));
        }

        Assert.Equal(60, _asked.Distinct().Count());
    }

    [Fact]
    public async Task FolderForWhichOzIsSlow_DelaysNoneBehindIt()
    {
        await TellOfOnePartAsync(folders: 12);
        var begun = new List<DateTimeOffset>();
        Bench.Oz.Delay = token =>
        {
            begun.Add(Now);
            return Task.Delay(TimeSpan.FromSeconds(begun.Count == 1 ? 8 : 1), Bench.Clock, token);
        };

        await RunAsync();

        // Two lists follow.
        Assert.Equal((12, 14), (_asked.Count, begun.Count));
        Assert.All(begun.Take(12), at => Assert.InRange((at - begun[0]).TotalSeconds, 0, 5));
    }

    [Fact]
    public async Task FolderThrottledByOz_IsTheLastOfItsStep()
    {
        await TellOfOnePartAsync(folders: 12);
        Bench.Oz.Answer = id =>
        {
            _asked.Add(id);
            throw new OzUnavailableException("Too many.", TimeSpan.FromSeconds(40));
        };

        await StartAsync();
        await Bench.StepAsync();

        Assert.Single(_asked);
    }

    [Fact]
    public async Task RowOfAnOlderVersion_IsDroppedWithoutARequest_AndTheRowsAreRepaired()
    {
        await TellAsync("f1", PayloadJson.Analysis("a", "PROCESSING", updated: Now.ToUnixTimeSeconds()));
        var old = Bench.Open.Rows.ToList();
        Bench.Oz.Put("f1", Now, Now, Analysis("SUCCESS", Now));
        await Bench.Ingest.ApplyAsync(Bench.Oz.Answer("f1")!, ChangeCause.Webhook, Token);
        await Bench.DrainAsync();
        foreach (var row in old)
        {
            // A paused process writes them, and is killed before it reads the folder.
            await Bench.Open.UpsertEntityAsync(row, Azure.Data.Tables.TableUpdateMode.Replace, Token);
        }

        _asked.Clear();
        Bench.Clock.Advance(TimeSpan.FromMinutes(15));
        var run = await RunAsync();

        Assert.Equal((RunState.Finished, 0), (run.State, _asked.Count));
        Assert.Equal(["d|1", "s|f"], Bench.Open.Rows.Select(static row => row.RowKey[..3]));
        Assert.All(Bench.Open.Rows, static row => Assert.Equal(2, row.GetInt32("Version")));
    }

    [Fact]
    public async Task RowsOfAMissingFolder_AreRemovedWithoutARequest()
    {
        await TellAsync("f1", PayloadJson.Analysis("a", "PROCESSING", updated: Now.ToUnixTimeSeconds()));
        await Bench.Folders.DeleteEntityAsync("f1", "folder", Azure.ETag.All, Token);
        _asked.Clear();
        Bench.Clock.Advance(TimeSpan.FromMinutes(15));

        await RunAsync();

        Assert.Empty(_asked);
        Assert.Empty(Bench.Open.Rows);
    }

    [Fact]
    public async Task ChangeThatWasNeverFollowedUp_IsFoundByAnOlderRowThatIsDue()
    {
        await TellAsync("f1", PayloadJson.Analysis("a", "PROCESSING", updated: Now.ToUnixTimeSeconds()));
        Bench.Oz.Put("f1", Now, Now, Analysis("SUCCESS", Now));
        await Bench.Ingest.ApplyAsync(Bench.Oz.Answer("f1")!, ChangeCause.Webhook, Token);
        while (Bench.Queue.Take() is not null)
        {
            // The message is lost.
        }

        var sent = Bench.Sender.Sent.Count;
        Bench.Clock.Advance(TimeSpan.FromMinutes(15));
        var run = await RunAsync();

        Assert.Equal((1, sent + 1), (run.Counts["behind"], Bench.Sender.Sent.Count));
        Assert.Equal(2, Bench.Index.Rows.Single().GetInt32("Version"));
    }

    private async Task TellOfOnePartAsync(int folders)
    {
        var part = CheckEntity.PartitionKey(part: 0);
        foreach (var id in Enumerable.Range(0, int.MaxValue).Select(static i => $"o{i}").Where(id => CheckEntity.PartitionKey(id) == part).Take(folders))
        {
            await TellAsync(id, Analysis("OPERATOR_REQUIRED", Now));
        }

        _asked.Clear();
        Bench.Clock.Advance(TimeSpan.FromMinutes(15));
    }

    private async Task TellAsync(int running, int others)
    {
        for (var i = 0; i < others; i++)
        {
            await TellAsync($"o{i}", Analysis("OPERATOR_REQUIRED", Now));
        }

        for (var i = 0; i < running; i++)
        {
            await TellAsync($"r{i}", PayloadJson.Analysis("a", "PROCESSING", updated: Now.ToUnixTimeSeconds()));
        }

        _asked.Clear();
    }
}
