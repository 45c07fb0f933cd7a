using System.Diagnostics.Metrics;
using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using OzFunctions.Core.Runs;
using OzFunctions.OzSimulator;
using OzFunctions.Tests.Telemetry;

namespace OzFunctions.Tests.Oz;

/// <summary>Every folder is found within two runs, whatever the time of Oz's clock, and a warning reports the difference.</summary>
public sealed class ClockSkewTests : IAsyncLifetime
{
    private const int Folders = 23;
    private static readonly TimeSpan EachRun = TimeSpan.FromMinutes(5);

    private readonly Random _random = new(7);
    private OzBench _bench = null!;
    private int _created;

    public async ValueTask InitializeAsync() => _bench = await OzBench.StartAsync();

    public async ValueTask DisposeAsync() => await _bench.DisposeAsync();

    [Theory]
    [InlineData(0, 0)]
    [InlineData(-16, -16)]
    [InlineData(16, 16)]
    [InlineData(-16, 0)]
    [InlineData(16, 0)]
    [InlineData(0, -16)]
    [InlineData(0, 16)]
    [InlineData(0, -180)]
    [InlineData(0, 180)]
    public async Task Folders_OfAnOzWithAWrongClock_AreAllFoundWithinTwoRuns(int dateMinutes, int folderMinutes)
    {
        using var metrics = new MetricsInMemory(_bench.First.GetRequiredService<IMeterFactory>());
        _bench.Oz.DateOffset = TimeSpan.FromMinutes(dateMinutes);
        _bench.Oz.FolderTimeOffset = TimeSpan.FromMinutes(folderMinutes);
        await _bench.RunAsync();

        await CreateAndFindAsync(Folders, withinRuns: 2);

        var greatest = Math.Abs(dateMinutes) > Math.Abs(folderMinutes) ? dateMinutes : folderMinutes;
        var warnings = await OzBench.WarningsAsync(_bench.First);
        if (greatest == 0)
        {
            Assert.Empty(warnings);
            Assert.Empty(_bench.Log.Warnings);
            Assert.Equal(0, metrics.Sum("ozfunctions.oz.clock_skew"));
            return;
        }

        Assert.Equal("oz_clock_skew", Assert.Single(warnings).Code);
        Assert.Contains(greatest > 0 ? "s ahead of ours" : "s behind ours", warnings[0].Detail, StringComparison.Ordinal);
        Assert.StartsWith("Oz's clock differs from ours by ", _bench.Log.Warnings[0], StringComparison.Ordinal);
        Assert.Equal(greatest > 0, metrics.Sum("ozfunctions.oz.clock_skew") > 0);
    }

    [Theory]
    [InlineData(0, 5)]
    [InlineData(0, 9)]
    [InlineData(-16, 9)]
    [InlineData(16, 9)]
    public async Task Folder_VisibleMinutesAfterItsCreationTime_IsFoundWithinTwoRuns(int offsetMinutes, int laterMinutes)
    {
        _bench.Oz.ClockOffset = TimeSpan.FromMinutes(offsetMinutes);
        await RunEachAsync(2, static _ => { });

        for (var i = 0; i < 4; i++)
        {
            var late = NewFolder();
            _bench.Oz.HideUntil(late, _bench.Now.AddMinutes(laterMinutes));
            NewFolder();
            var runs = 2 + (int)Math.Ceiling(laterMinutes / EachRun.TotalMinutes);
            await RunEachAsync(runs, _ => NewFolder());
            Assert.True(await _bench.IsStoredAsync(late), $"{late} was not found.");
        }
    }

    [Fact]
    public async Task Folders_OfTwoNodesThatDiffer_AreAllFoundWithinTwoRuns()
    {
        await RunEachAsync(2, static _ => { });
        for (var i = 0; i < Folders; i++)
        {
            _bench.Oz.ClockOffset = TimeSpan.FromMinutes(i % 2 == 0 ? -16 : 0);
            await CreateAndFindAsync(1, withinRuns: 2);
        }
    }

    [Fact]
    public async Task OneResponse_FiveHundredDaysOff_IsReportedAndWidensListsByAnHourForAnHour()
    {
        var windows = new List<(DateTimeOffset At, DateTimeOffset From)>();
        _bench.Oz.Fault = context =>
        {
            var query = context.Request.Query;
            if (context.Request.Path == "/api/folders/" && $"{query["sorting"]}".StartsWith("time_created", StringComparison.Ordinal) && query["offset"] == "0")
            {
                var (from, to) = (At(query["time_created.min"]), At(query["time_created.max"]));
                windows.AddRange(to > _bench.Now ? [(_bench.Now, from)] : []);
            }

            return Task.FromResult(false);
        };
        await RunEachAsync(2, _ => NewFolder());
        windows.Clear();

        _bench.Oz.DateOffset = TimeSpan.FromDays(500);
        await OzBench.AskAsync(_bench.First);
        _bench.Oz.DateOffset = TimeSpan.Zero;
        Assert.Contains("Oz's clock was 43200000 s ahead of ours at", Assert.Single(await OzBench.WarningsAsync(_bench.First)).Detail, StringComparison.Ordinal);
        await CreateAndFindAsync(Folders, withinRuns: 2);

        Assert.All(windows, static window => Assert.InRange((window.At - window.From).TotalMinutes, 0, 80));
        Assert.All(windows.TakeLast(4), static window => Assert.InRange((window.At - window.From).TotalMinutes, 0, 30));
        Assert.Single(_bench.Log.Warnings);
        Assert.Contains("Oz's clock agrees with ours again.", _bench.Log.Lines);
        Assert.Empty(await OzBench.WarningsAsync(_bench.First));
    }

    [Theory]
    [InlineData("")]
    [InlineData("yesterday")]
    [InlineData("Sun, 99 Nov 2026 12:00:00 GMT")]
    public async Task InvalidDate_IsIgnored(string date)
    {
        _bench.Oz.DateHeader = _ => date;

        await CreateAndFindAsync(2, withinRuns: 2);

        Assert.Empty(_bench.Log.Warnings);
        Assert.Empty(await OzBench.WarningsAsync(_bench.First));
    }

    [Theory]
    [InlineData(500)]
    [InlineData(-500)]
    public async Task OurClock_WrongForOneRun_LosesNoFolder(int days)
    {
        await RunEachAsync(2, _ => NewFolder());
        var truth = _bench.Now;
        _bench.Clock.AdjustTime(truth.AddDays(days));
        await _bench.RunAsync();
        _bench.Clock.AdjustTime(truth.AddMinutes(5));

        await CreateAndFindAsync(5, withinRuns: 3);
    }

    [Fact]
    public async Task Folder_WithATimeFarAhead_HidesNoLaterOne()
    {
        await _bench.RunAsync();
        _bench.Oz.FolderTimeOffset = TimeSpan.FromHours(20);
        var ahead = NewFolder();
        _bench.Oz.FolderTimeOffset = TimeSpan.Zero;
        await _bench.RunAsync();

        await CreateAndFindAsync(3, withinRuns: 2);

        Assert.True(await _bench.IsStoredAsync(ahead));
    }

    [Fact]
    public async Task Decision_OfAnOperatorAtAnOzThatIsBehind_IsFoundInAnOldFolder()
    {
        _bench.Oz.ClockOffset = TimeSpan.FromMinutes(-16);
        var folder = new SimulatedFolder(_bench.Oz, "old", _bench.Now);
        folder.AddGroup(_bench.Now, "g1", ("a", "BIOMETRY"));
        folder.Finish(_bench.Now, ("a", "DECLINED"));
        await RunEachAsync(12, _ => NewFolder());
        var before = await ResultAsync("old");

        folder.Finish(_bench.Now, ("a", "SUCCESS"));
        await RunEachAsync(2, _ => NewFolder());

        Assert.Equal(("Declined", "Success"), (before, await ResultAsync("old")));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-16)]
    [InlineData(16)]
    public async Task Change_WithoutWebhookAndFolderTime_IsFoundByALaterCheck(int offsetMinutes)
    {
        _bench.Oz.ClockOffset = TimeSpan.FromMinutes(offsetMinutes);
        await RunEachAsync(2, static _ => { });
        var folder = new SimulatedFolder(_bench.Oz, "quiet", _bench.Now);
        folder.AddGroup(_bench.Now, "g1", ("a", "QUALITY"));
        folder.Finish(_bench.Now, ("a", "DECLINED"));
        await RunEachAsync(2, static _ => { });
        var before = await ResultAsync("quiet");
        _bench.Oz.MovesFolderTimes = false;
        folder.AddGroup(_bench.Now, "g2", ("b", "QUALITY"));
        folder.Finish(_bench.Now, ("b", "SUCCESS"));

        // One hour, the difference of the clocks, the margin for it, and two runs.
        await RunEachAsync(12 + 4 + 4 + 2, static _ => { });

        Assert.Equal(("Declined", "Success"), (before, await ResultAsync("quiet")));
    }

    // Each folder is created halfway between two runs.
    private async Task CreateAndFindAsync(int folders, int withinRuns)
    {
        var created = new List<string>();
        for (var i = 0; i < folders + withinRuns; i++)
        {
            if (i < folders)
            {
                created.Add(NewFolder());
            }

            _bench.Clock.Advance(EachRun / 2);
            await RunOnceAsync();
            _bench.Clock.Advance(EachRun / 2);
            foreach (var id in created.Take(Math.Max(0, i + 2 - withinRuns)))
            {
                Assert.True(await _bench.IsStoredAsync(id), $"{id} was not found within {withinRuns} runs.");
            }
        }
    }

    private async Task RunEachAsync(int runs, Action<int> before)
    {
        for (var i = 0; i < runs; i++)
        {
            before(i);
            await RunOnceAsync();
            _bench.Clock.Advance(EachRun);
        }
    }

    private static DateTimeOffset At(Microsoft.Extensions.Primitives.StringValues seconds) => DateTimeOffset.FromUnixTimeSeconds(long.Parse($"{seconds}", CultureInfo.InvariantCulture));

    private async Task RunOnceAsync()
    {
        var run = await _bench.RunAsync();
        Assert.Equal((RunState.Finished, null), (run!.State, run.StoppedBy));
    }

    private async Task<string> ResultAsync(string folder) =>
        $"{(await _bench.First.GetRequiredService<Core.Folders.IFolderStore>().FindAsync(folder, TestContext.Current.CancellationToken))!.Folder!.Result.Statuses.SystemResolution}";

    private string NewFolder()
    {
        var id = $"folder-{++_created:D3}";
        var script = new FolderScript(_bench.Oz, id, _bench.Now, _random);
        while (!script.IsOver)
        {
            script.Step(_bench.Now);
        }

        return id;
    }
}
