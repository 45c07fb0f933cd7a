using OzFunctions.Core.Reconciliation;
using OzFunctions.Core.Runs;
using OzFunctions.Core.Statuses;
using OzFunctions.Tests.Builders;

namespace OzFunctions.Tests.Reconciliation;

/// <summary>Lists of Oz that are longer than a run, larger than a page, or unsorted are read completely over several runs.</summary>
public sealed class ReconciliationListTests : ReconciliationBench
{
    [Fact]
    public async Task Run_OverItsPageLimit_StopsAndTheNextContinues()
    {
        Bench.Reconciliation = Bench.Reconciliation with { PageSize = 10, MaxPages = 10 };
        Bench.Restart();
        for (var i = 0; i < 250; i++)
        {
            Bench.Oz.Put($"f{i:D3}", Payloads.Now.AddMinutes(-1_000 + i), Payloads.Now, Analysis("SUCCESS", Payloads.Now));
        }

        Put("young", "SUCCESS");
        var runs = new List<Run>();
        do
        {
            Bench.Oz.Listings.Clear();
            runs.Add(await RunAsync());
            Assert.InRange(Bench.Oz.Listings.Count, 1, 10);
            Bench.Clock.Advance(TimeSpan.FromMinutes(5));
        }
        while (runs[^1].StoppedBy is not null && runs.Count < 10);

        Assert.Equal("maxPages", runs[0].StoppedBy);
        Assert.Null(runs[^1].StoppedBy);
        Assert.Equal(251, runs.Sum(static run => run.Counts["discovered"]));
        Assert.InRange(runs.Count, 3, 9);
    }

    [Fact]
    public async Task Run_OverItsTimeLimit_StopsAndTheNextContinues()
    {
        Bench.Reconciliation = Bench.Reconciliation with { PageSize = 10, MaxDuration = TimeSpan.FromMinutes(1) };
        Bench.Restart();
        for (var i = 0; i < 250; i++)
        {
            Bench.Oz.Put($"f{i:D3}", Payloads.Now.AddMinutes(-1_000 + i), Payloads.Now, Analysis("SUCCESS", Payloads.Now));
        }

        Bench.Oz.Delay = token => Task.Delay(TimeSpan.FromSeconds(4), Bench.Clock, token);
        var first = await RunAsync();
        Bench.Oz.Delay = static _ => Task.CompletedTask;
        var second = await RunAsync();

        Assert.Equal((RunState.Finished, "maxDuration"), (first.State, first.StoppedBy));
        Assert.InRange(first.Counts["discovered"], 100, 240);
        Assert.Null(second.StoppedBy);
        Assert.Equal(250, first.Counts["discovered"] + second.Counts["discovered"]);
    }

    [Fact]
    public async Task Page_ThatIsTooLarge_IsAskedForInPartsAndAFolderThatAloneIsTooLargeIsCounted()
    {
        Bench.Reconciliation = Bench.Reconciliation with { PageSize = 10 };
        Bench.Restart();
        for (var i = 0; i < 20; i++)
        {
            Bench.Oz.Put($"f{i:D2}", Now.AddMinutes(-60 + i), Now, Analysis("SUCCESS", Now));
        }

        Bench.Oz.List = listing => Bench.Oz.Page(listing) is var page && page.Items.Any(static item => item.FolderId == "f07") ? throw new OzAnswerTooLargeException(1) : page;
        var run = await RunAsync();

        Assert.Equal(RunState.Finished, run.State);
        AssertCounts(run, scanned: 20, discovered: 19, failed: 1);
    }

    [Fact]
    public async Task OneSecondWithMoreFoldersThanARunRemembers_IsReadWhole()
    {
        Bench.Reconciliation = Bench.Reconciliation with { PageSize = 500 };
        Bench.Restart();
        Bench.Oz.Put("first", Now.AddHours(-3), Now.AddHours(-3), Analysis("SUCCESS", Now));
        for (var i = 0; i < 1_200; i++)
        {
            Bench.Oz.Put($"{Guid.NewGuid()}", Now.AddHours(-2), Now.AddHours(-2), Analysis("SUCCESS", Now.AddHours(-2)));
        }

        var run = await RunAsync();

        Assert.Equal((RunState.Finished, 1_201), (run.State, run.Counts["discovered"]));
        Assert.InRange(run.Cursor!.Length, 1, 20_000);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task ChangeOfAFolderThatAnUnfinishedListHadPassed_IsFoundByTheNextRun(bool isSorted)
    {
        Bench.Reconciliation = Bench.Reconciliation with { PageSize = 10, MaxPages = 10 };
        Bench.Restart();
        for (var i = 0; i < 450; i++)
        {
            Bench.Oz.Put($"f{i:D3}", Now.AddMinutes(-1_400 + i), Now.AddMinutes(-900), Analysis("SUCCESS", Now.AddMinutes(-900)));
        }

        Bench.Oz.List = listing =>
        {
            var page = Bench.Oz.Page(listing);
            return isSorted || listing.By is OzTimeField.Updated ? page : page with { Items = [.. page.Items.Reverse()] };
        };
        await RunAsync();
        Bench.Clock.Advance(TimeSpan.FromMinutes(1));
        Bench.Oz.Put("f000", Payloads.Now.AddMinutes(-1_400), Now, Analysis("DECLINED", Now));
        Bench.Oz.Answer = static _ => null;
        for (var i = 0; i < 12; i++)
        {
            Bench.Clock.Advance(TimeSpan.FromMinutes(5));
            await RunAsync();
        }

        Assert.Equal(Status.Declined, (await FolderAsync("f000")).Result.Statuses.SystemResolution);
    }

    // All folders of the only page are in one second, so the page does not show an order, and the list is at an offset when Oz becomes unavailable.
    [Fact]
    public async Task ChangeOfAFolderThatAListHadPassedByItsOffset_IsFoundByTheNextRun()
    {
        var created = Now.AddHours(-2);
        Bench.Oz.Put("f", created, created, Analysis("SUCCESS", created));
        Bench.Oz.List = listing => listing.Offset == 0 ? Bench.Oz.Page(listing) : throw new OzUnavailableException("Oz is down.", TimeSpan.FromHours(1));
        var brokenOff = await RunAsync();
        Bench.Clock.Advance(TimeSpan.FromMinutes(1));
        Bench.Oz.Put("f", created, Now, Analysis("DECLINED", Now));
        Bench.Clock.Advance(TimeSpan.FromHours(2));
        Bench.Oz.List = Bench.Oz.Page;
        Bench.Oz.Answer = static _ => null;

        var next = await RunAsync();

        Assert.Equal((RunState.Failed, 1), (brokenOff.State, brokenOff.Counts["discovered"]));
        Assert.Equal((RunState.Finished, 1), (next.State, next.Counts["repaired"]));
        Assert.Equal(Status.Declined, (await FolderAsync("f")).Result.Statuses.SystemResolution);
    }

    // Oz may show a change late, so a list that is continued later must read its last part again.
    [Fact]
    public async Task ChangeThatOzShowsLate_BehindWhereAListWasBrokenOff_IsFoundByTheNextRun()
    {
        Bench.Reconciliation = Bench.Reconciliation with { PageSize = 10 };
        Bench.Restart();
        var created = Now.AddHours(-1);
        Bench.Oz.Put("young", Now, Now, Analysis("SUCCESS", Now));
        string[] folders = ["late", .. Enumerable.Range(0, 11).Select(static i => $"f{i}")];
        Array.ForEach(folders, id => Bench.Oz.Put(id, created, created, Analysis("SUCCESS", created)));
        await RunAsync();
        Bench.Clock.Advance(TimeSpan.FromHours(1));
        for (var i = 0; i < 11; i++)
        {
            Bench.Oz.Put($"f{i}", created, Now.AddSeconds(-60 + i), Analysis("DECLINED", Now.AddSeconds(-60 + i)));
        }

        Bench.Oz.Answer = static _ => null;
        var pages = 0;
        Bench.Oz.List = listing => listing.By is OzTimeField.Updated && pages++ > 0 ? throw new OzUnavailableException("Oz is down.", TimeSpan.FromHours(1)) : Bench.Oz.Page(listing);
        var brokenOff = await RunAsync();
        Bench.Oz.Put("late", created, Now.AddSeconds(-55), Analysis("DECLINED", Now.AddSeconds(-55)));
        Bench.Clock.Advance(TimeSpan.FromHours(2));
        Bench.Oz.List = Bench.Oz.Page;

        var next = await RunAsync();

        Assert.Equal((RunState.Failed, 10), (brokenOff.State, brokenOff.Counts["repaired"]));
        Assert.Equal((RunState.Finished, 2), (next.State, next.Counts["repaired"]));
        Assert.Equal(Status.Declined, (await FolderAsync("late")).Result.Statuses.SystemResolution);
    }

    [Fact]
    public async Task ListThatOzDoesNotSort_IsReadWholeOverSeveralRuns()
    {
        Bench.Reconciliation = Bench.Reconciliation with { PageSize = 10, MaxPages = 12, UpdatedWithin = TimeSpan.FromDays(2), Lookback = TimeSpan.FromHours(1) };
        Bench.Restart();
        var folders = Enumerable.Range(0, 300).Select(i => (Id: $"u{i:D3}", Created: Now.AddDays(-2).AddMinutes(i), Updated: Now.AddMinutes(-50 + (i * 7 % 45)))).ToList();
        foreach (var (id, created, updated) in folders)
        {
            Bench.Oz.Put(id, created, updated, Analysis("DECLINED", updated));
        }

        Bench.Oz.List = listing => new OzPage(
            listing.By is OzTimeField.Created ? [] :
            [
                .. folders.Where(folder => folder.Created >= listing.CreatedFrom && folder.Created <= listing.CreatedTo && folder.Updated >= listing.From && folder.Updated <= listing.To)
                    .Skip(listing.Offset).Take(listing.Limit).Select(folder => new OzListed(folder.Id, folder.Updated, Bench.Oz.Answer(folder.Id), null)),
            ],
            IsLast: listing.By is OzTimeField.Created || listing.Offset >= 300);
        for (var i = 0; i < 8; i++)
        {
            await RunAsync();
            Bench.Clock.Advance(TimeSpan.FromMinutes(30));
        }

        Assert.Equal(300, Bench.Folders.Rows.Count(static row => row.RowKey == "folder"));

        // The list took several runs but kept its bounds, because longer bounds would move folders that were already read.
        var listings = Bench.Oz.Listings.Where(static listing => listing is { By: OzTimeField.Updated, Offset: > 0 }).TakeWhile(static listing => listing.Offset < 300);
        Assert.Single(listings.Select(static listing => listing.To).Distinct());
    }
}
