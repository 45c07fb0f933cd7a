using OzFunctions.Core.Folders;
using OzFunctions.Core.Reconciliation;
using OzFunctions.Core.Runs;
using OzFunctions.Core.Statuses;
using OzFunctions.Storage.Runs;
using OzFunctions.Tests.Builders;

namespace OzFunctions.Tests.Reconciliation;

/// <summary>The list of created folders is read again an hour, a day and a week later.</summary>
public sealed class LaterCheckTests : ReconciliationBench
{
    private static readonly IReadOnlyList<TimeSpan> Spans = new ReconciliationSettings().LookAgain;

    private readonly List<DateTimeOffset> _looks = [];
    private int _others;

    public LaterCheckTests()
    {
        Bench.Reconciliation = Bench.Reconciliation with { LookAgain = Spans };
        Bench.Restart();
        Bench.Oz.List = listing =>
        {
            var page = Bench.Oz.Page(listing);
            _looks.AddRange(page.Items.Where(static item => item.FolderId == "f").Select(_ => Now));
            return page;
        };
    }

    [Fact]
    public async Task SettledFolder_IsListedAfterAnHourADayAndAWeekAndNeverReadSeparately()
    {
        await RunAsync();
        await AdvanceAsync(TimeSpan.FromMinutes(3));
        var created = Now;
        Put("f", "DECLINED");

        // No later reading ends in the second in which the folder was created; that second would be read once more.
        await AdvanceAsync(TimeSpan.FromDays(8), each: TimeSpan.FromMinutes(29));

        // The folder is listed as new while consecutive lists overlap, and then once for each later reading.
        var again = _looks.Where(look => look - created > TimeSpan.FromMinutes(45)).Select(look => look - created).ToList();
        Assert.Equal(3, again.Count);
        Assert.All(again.Zip(Spans), static look => Assert.InRange(look.First - look.Second, TimeSpan.Zero, TimeSpan.FromMinutes(30)));
        Assert.Equal(0, Bench.Oz.Asked);
        Assert.Empty(Bench.Open.Rows);
    }

    [Theory]
    [InlineData(30, 1)]
    [InlineData(60 * 20, 24)]
    [InlineData(60 * 24 * 5, 24 * 7)]
    public async Task UnreportedSecondGroup_IsFoundByTheNextCheck(int minutes, int foundAfterHours)
    {
        await RunAsync();
        await AdvanceAsync(TimeSpan.FromMinutes(3));
        var created = Now;
        Put("f", "DECLINED");
        await AdvanceAsync(TimeSpan.FromMinutes(minutes), each: TimeSpan.FromMinutes(30));
        Bench.Oz.Put("f", created, created, Analysis("DECLINED", created), PayloadJson.Analysis("b", "FINISHED", "SUCCESS", Now.ToUnixTimeSeconds(), group: "second", created: Now.ToUnixTimeSeconds()));

        await AdvanceAsync(created.AddHours(foundAfterHours).AddMinutes(-5) - Now, each: TimeSpan.FromMinutes(30));
        var before = (await FolderAsync("f")).Result.Statuses.SystemResolution;
        await AdvanceAsync(TimeSpan.FromMinutes(35), each: TimeSpan.FromMinutes(30));

        Assert.Equal((Status.Declined, Status.Success), (before, (await FolderAsync("f")).Result.Statuses.SystemResolution));
    }

    [Theory]
    [InlineData(6 * 24 - 1, 0)]
    [InlineData(6 * 24 + 1, 1)]
    [InlineData(30 * 24, 1)]
    public async Task FolderSettledLate_IsCheckedOnceADayLater(int hours, int asked)
    {
        Bench.Oz.List = static _ => new OzPage([], IsLast: true);
        var created = Now.AddHours(-hours);
        Bench.Oz.Put("f", created, Now, Analysis("DECLINED", Now));
        await Bench.Ingest.ApplyAsync(Bench.Oz.Answer("f")!, ChangeCause.Webhook, Token);
        await Bench.DrainAsync();

        await AdvanceAsync(TimeSpan.FromHours(23), each: TimeSpan.FromHours(1));
        Assert.Equal(0, Bench.Oz.Asked);
        await AdvanceAsync(TimeSpan.FromHours(9), each: TimeSpan.FromHours(1));

        Assert.Equal(asked, Bench.Oz.Asked);
        Assert.Empty(Bench.Open.Rows);
    }

    [Fact]
    public async Task FolderReopenedBetweenChecks_IsListedAndCheckedAsAnOpenOne()
    {
        await RunAsync();
        await AdvanceAsync(TimeSpan.FromMinutes(3));
        var created = Now;
        Put("f", "DECLINED");
        await AdvanceAsync(TimeSpan.FromHours(3), each: TimeSpan.FromMinutes(30));
        Bench.Oz.Put("f", created, Now, Analysis("DECLINED", created), PayloadJson.Analysis("b", "PROCESSING", updated: Now.ToUnixTimeSeconds(), group: "second", created: Now.ToUnixTimeSeconds()));
        await Bench.Ingest.ApplyAsync(Bench.Oz.Answer("f")!, ChangeCause.Webhook, Token);
        await Bench.DrainAsync(until: Now);
        Assert.Equal(["d|0", "o|f"], Bench.Open.Rows.Select(static row => row.RowKey[..3]));

        Bench.Oz.Put("f", created, Now, Analysis("DECLINED", created), PayloadJson.Analysis("b", "FINISHED", "SUCCESS", Now.ToUnixTimeSeconds(), group: "second", created: Now.ToUnixTimeSeconds()));
        await AdvanceAsync(TimeSpan.FromMinutes(15), each: TimeSpan.FromMinutes(15));

        Assert.Equal(Status.Success, (await FolderAsync("f")).Result.Statuses.SystemResolution);
        Assert.Empty(Bench.Open.Rows);
    }

    [Theory]
    [InlineData(2)]
    [InlineData(-2)]
    public async Task ClockWrongForOneRun_StillChecksEveryFolder(int days)
    {
        await RunAsync();
        await AdvanceAsync(TimeSpan.FromMinutes(3));
        var created = Now;
        Put("f", "DECLINED");
        await AdvanceAsync(TimeSpan.FromMinutes(30), each: TimeSpan.FromMinutes(5));
        await RunAtAsync(Now.AddDays(days));
        _looks.Clear();

        await AdvanceAsync(TimeSpan.FromHours(1), each: TimeSpan.FromMinutes(5));

        Assert.Contains(_looks, look => look - created >= TimeSpan.FromHours(1));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void ListThatAClockAheadReadTooEarly_IsReadOnceMoreFromWhereItBegan(bool isDone)
    {
        var (hour, from) = (TimeSpan.FromHours(1), Now.AddHours(-2).ToUnixTimeSeconds());
        var last = new ListingCursor(OzTimeField.Created, from, Now.AddDays(2).ToUnixTimeSeconds(), 100)
        {
            Behind = hour,
            Reached = Now.ToUnixTimeSeconds(),
            Latest = Now.ToUnixTimeSeconds(),
            Offset = 40,
            IsDone = isDone,
        };

        var next = new ListingPlan(new ReconciliationSettings { LookAgain = [hour] }, new ReconciliationProgress(ReconciliationPhase.Over, Now) { Lists = [last] }, Now).Lists()[2];

        Assert.Equal(new ListingCursor(OzTimeField.Created, from, (Now - hour).ToUnixTimeSeconds(), 100) { Behind = hour, Seen = next.Seen }, next);
        Assert.Empty(next.Seen);
    }

    [Fact]
    public async Task FolderListedHoursLate_WithoutAWebhook_IsFoundByALaterCheck()
    {
        await RunAsync();
        await AdvanceAsync(TimeSpan.FromMinutes(3));
        var visible = Now.AddHours(3);
        Put("f", "DECLINED");
        Bench.Oz.List = listing => Bench.Oz.Page(listing) is var page && Now >= visible ? page : page with { Items = [.. page.Items.Where(static item => item.FolderId != "f")] };

        await AdvanceAsync(TimeSpan.FromHours(23.5), each: TimeSpan.FromMinutes(30));
        var before = (await Bench.Store.FindAsync("f", Token))?.Folder;
        await AdvanceAsync(TimeSpan.FromHours(1), each: TimeSpan.FromMinutes(30));

        Assert.Equal((null, Status.Declined), (before, (await FolderAsync("f")).Result.Statuses.SystemResolution));
    }

    [Fact]
    public async Task EachList_HasItsShareOfThePages()
    {
        await RunAsync();
        for (var i = 0; i < 400; i++)
        {
            Bench.Oz.Put($"old-{i}", Now.AddMinutes(i), Now.AddMinutes(i), Analysis("DECLINED", Now));
        }

        // All folders are unknown, and each list is longer than a run.
        Bench.Clock.Advance(TimeSpan.FromDays(9));
        Bench.Reconciliation = Bench.Reconciliation with { PageSize = 10, MaxPages = 20 };
        Bench.Restart();
        Bench.Oz.Listings.Clear();
        var run = await RunAsync();

        Assert.Equal((RunState.Finished, "maxPages", 20), (run.State, run.StoppedBy, Bench.Oz.Listings.Count));
        Assert.All(ReconciliationProgress.Read(run.Cursor!).Lists, static list => Assert.True(list.IsDone || list.Latest is not null, $"{list}"));
        for (var i = 0; i < 20 && run.StoppedBy is not null; i++)
        {
            Bench.Clock.Advance(TimeSpan.FromMinutes(5));
            run = await RunAsync();
        }

        Assert.Equal(400, Bench.Folders.Rows.Count(static row => row.RowKey == "folder"));
        Assert.All(ReconciliationProgress.Read(run.Cursor!).Lists, static list => Assert.True(list.IsDone, $"{list}"));
    }

    [Fact]
    public async Task ListThatOzFailsOn_KeepsNoOtherFromBeingRead()
    {
        await RunAsync();
        await AdvanceAsync(TimeSpan.FromMinutes(3));
        var created = Now;
        Put("f", "DECLINED");
        Bench.Clock.Advance(TimeSpan.FromHours(1.1));
        Bench.Oz.Put("f", created, created, Analysis("SUCCESS", Now));
        Bench.Oz.List = listing => listing.By is OzTimeField.Updated ? throw new OzUnavailableException("Oz does not answer.") : Bench.Oz.Page(listing);

        var run = await RunAsync();

        Assert.Equal((RunState.Failed, "Oz does not answer. The next run continues from here."), (run.State, run.Error));
        Assert.Equal(Status.Success, (await FolderAsync("f")).Result.Statuses.SystemResolution);
        Assert.All(ReconciliationProgress.Read(run.Cursor!).Lists, static list => Assert.Equal(list.By is OzTimeField.Created, list.IsDone));
    }

    [Fact]
    public async Task SpansThatAreTakenFromTheSettingsOrPutIntoThem_LeaveTheOthersWhereTheyWere()
    {
        await RunAsync();
        Put("f", "DECLINED");
        await AdvanceAsync(TimeSpan.FromHours(2), each: TimeSpan.FromMinutes(30));
        var before = ReconciliationProgress.Read((await RunAsync()).Cursor!).Lists;
        Bench.Reconciliation = Bench.Reconciliation with { LookAgain = [TimeSpan.FromDays(3), TimeSpan.FromHours(1)] };
        Bench.Restart();
        Bench.Clock.Advance(TimeSpan.FromMinutes(5));

        var after = ReconciliationProgress.Read((await StartAsync()).Started!.Cursor!).Lists;

        Assert.Equal([null, null, TimeSpan.FromHours(1), TimeSpan.FromDays(3)], after.Select(static list => list.Behind));
        Assert.Equal((Math.Min(before[2].Latest!.Value + 1, before[2].To), false, true), (after[2].From, after[2].IsDone, after[3].IsDone));
    }

    [Fact]
    public async Task OzAccountThatIsNotSet_HasNothingRead()
    {
        Bench.Oz.IsConfigured = false;
        await AdvanceAsync(TimeSpan.FromDays(1), each: TimeSpan.FromHours(1));

        Assert.Empty(Bench.Oz.Listings);
    }

    [Fact]
    public async Task StepRepeated_WithinAPage_ChecksAgainAndLosesNone()
    {
        await RunAsync();
        for (var i = 0; i < 25; i++)
        {
            Bench.Oz.Put($"k{i:D2}", Now.AddSeconds(i), Now, Analysis("DECLINED", Now));
        }

        Bench.Clock.Advance(TimeSpan.FromMinutes(5));
        await RunAsync();
        for (var i = 0; i < 25; i++)
        {
            Bench.Oz.Put($"k{i:D2}", Payloads.Now.AddSeconds(i), Payloads.Now, Analysis("SUCCESS", Now));
        }

        Bench.Clock.Advance(TimeSpan.FromHours(1.1));
        var reads = 0;
        Bench.Folders.Before = operation => operation == "read" && ++reads == 40 ? throw new InvalidOperationException("Killed.") : Task.CompletedTask;
        var run = (await StartAsync()).Started!;
        while ((run = await FindAsync(run.Id)).State is RunState.Running)
        {
            await Bench.StepAsync();
        }

        await Bench.DrainAsync(until: Now);
        Assert.Equal(RunState.Finished, run.State);
        foreach (var i in Enumerable.Range(0, 25))
        {
            Assert.Equal(Status.Success, (await FolderAsync($"k{i:D2}")).Result.Statuses.SystemResolution);
        }
    }

    private async Task AdvanceAsync(TimeSpan time, TimeSpan? each = null)
    {
        for (var end = Now + time; Now < end;)
        {
            var step = each ?? time;
            Bench.Clock.Advance(end - Now < step ? end - Now : step);

            // Other folders must follow, because the last created folder would stay in the list of new ones.
            Put($"other-{_others++}", "SUCCESS");
            await RunAsync();
        }
    }

    // Makes a run in a process whose clock is wrong. Processes with correct clocks read its cursor afterwards.
    private async Task RunAtAsync(DateTimeOffset wrong)
    {
        var text = (await RunAsync()).Cursor!;
        var plan = new ListingPlan(Bench.Reconciliation, ReconciliationProgress.Read(text), wrong);
        var run = (await StartAsync()).Started!;
        var row = (await new RunStore(Bench.RunRows).FindAsync(run.Id, Token))!;
        await new RunStore(Bench.RunRows).TryWriteAsync(row.Value with { Cursor = $"{ReconciliationProgress.Read(run.Cursor!) with { Lists = plan.Lists() }}" }, row.ETag, Token);
        while ((run = await FindAsync(run.Id)).State is RunState.Running)
        {
            await Bench.StepAsync();
        }
    }
}
