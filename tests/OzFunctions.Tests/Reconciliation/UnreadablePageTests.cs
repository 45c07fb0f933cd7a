using OzFunctions.Core.Reconciliation;
using OzFunctions.Core.Runs;
using OzFunctions.Core.Work;

namespace OzFunctions.Tests.Reconciliation;

/// <summary>One folder that Oz cannot list must not stop its list, and an Oz that can list none must not have any passed over.</summary>
public sealed class UnreadablePageTests : ReconciliationBench
{
    private const int Folders = 20;

    private readonly List<WorkReport> _reports = [];

    public UnreadablePageTests()
    {
        Bench.Reconciliation = Bench.Reconciliation with { PageSize = 10 };
        Bench.Restart();
        for (var i = 0; i < Folders; i++)
        {
            Bench.Oz.Put($"f{i:D2}", Now.AddMinutes(-60 + i), Now, Analysis("SUCCESS", Now));
        }
    }

    [Theory]
    [InlineData("f00")]
    [InlineData("f07")]
    [InlineData("f19")]
    [InlineData("f00", "f01")]
    [InlineData("f07", "f08", "f09")]
    [InlineData("f00", "f19")]
    public async Task PageOnWhichOzAlwaysFailsForOneFolder_DoesNotStopItsList(params string[] bad)
    {
        FailFor(page => page.Items.Any(item => bad.Contains(item.FolderId)), OfOneFolder());

        var run = await PlayAsync();

        Assert.Equal((RunState.Finished, Folders - bad.Length, bad.Length), (run.State, run.Counts["discovered"], run.Counts["failed"]));
        Assert.Equal(bad.Length, Warnings.Sum(static report => report.Detail.Split("passed over").Length - 1));
    }

    [Fact]
    public async Task FolderThatWasPassedOver_IsLoggedWithItsPlaceAndTheError()
    {
        FailFor(static page => page.Items.Any(static item => item.FolderId == "f07"), OfOneFolder());

        await PlayAsync();

        var place = $"number 2 of those created at {Now.AddMinutes(-60 + 6):u} or later";
        var warning = Assert.Single(Warnings);
        Assert.EndsWith($" A folder was passed over, {place}. Oz answered 500 (code 17) to a request for a list of folders.", warning.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task PageThatIsTooLargeForOneFolder_IsLoggedToo()
    {
        FailFor(static page => page.Items.Any(static item => item.FolderId == "f07"), new OzAnswerTooLargeException(16 * 1024 * 1024));

        await PlayAsync();

        Assert.EndsWith(" Oz's answer is larger than 16 MiB.", Assert.Single(Warnings).Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task SpanWithAFolderThatOzCannotList_IsReadWhole()
    {
        FailFor(static page => page.Items.Any(static item => item.FolderId == "f19"), OfOneFolder());

        var run = await PlayAsync(new ReconciliationRequest { From = Now.AddHours(-2), To = Now });

        Assert.Equal(RunState.Finished, run.State);
        AssertCounts(run, scanned: Folders, discovered: Folders - 1, failed: 1);
    }

    [Theory]
    [InlineData(0, false)]
    [InlineData(1, false)]
    [InlineData(5, false)]
    [InlineData(0, true)]
    [InlineData(5, true)]
    public async Task OzThatFailsForEveryFolder_HasNonePassedOver(int answered, bool isEmptyPageAnswered)
    {
        FailFor(page => (page.Items.Count > 0 || !isEmptyPageAnswered) && answered-- <= 0, OfOneFolder());
        var counts = new List<IReadOnlyDictionary<string, long>>();
        for (var end = Now.AddHours(5); Now < end; Bench.Clock.Advance(TimeSpan.FromMinutes(5)))
        {
            counts.Add((await PlayAsync()).Counts);
        }

        Bench.Oz.List = Bench.Oz.Page;
        counts.Add((await PlayAsync()).Counts);

        Assert.Empty(Warnings);
        Assert.Equal((Folders, 0), (counts.Sum(static run => run["discovered"]), counts.Sum(static run => run["failed"])));
    }

    public static TheoryData<OzUnavailableException> OfOzItself() =>
    [
        new OzUnavailableException("Oz cannot be reached."),
        new OzUnavailableException("Oz answered 429 to a request for a list of folders.", TimeSpan.FromSeconds(2)),
        new OzUnavailableException("Oz throttles our requests.", TimeSpan.FromSeconds(2)) { IsHeldBack = true },
    ];

    [Theory]
    [MemberData(nameof(OfOzItself), DisableDiscoveryEnumeration = true)]
    public async Task FailureThatNoFolderCanCause_HasNoFolderPassedOver(OzUnavailableException failure)
    {
        FailFor(static page => page.Items.Any(static item => item.FolderId == "f07"), failure);
        for (var i = 0; i < 12; i++)
        {
            Assert.Equal(0, (await PlayAsync()).Counts["failed"]);
            Bench.Clock.Advance(TimeSpan.FromMinutes(5));
        }

        Assert.Empty(Warnings);
    }

    [Fact]
    public async Task DueFoldersThatOzRefuses_AreWarnedOfOnceForAStep()
    {
        for (var i = 0; i < 3; i++)
        {
            await TellAsync($"d{i}", Analysis("OPERATOR_REQUIRED", Now));
        }

        Bench.Oz.Answer = static _ => throw new OzRefusedException("Oz answered 403 to a request for a folder.");
        Bench.Clock.Advance(TimeSpan.FromHours(1));
        var run = await PlayAsync();

        Assert.Equal(3, run.Counts["failed"]);
        var warning = Assert.Single(_reports, static report => report.Detail.Contains("could not be checked", StringComparison.Ordinal));
        Assert.Matches(@" Folder d\d could not be checked\. Oz answered 403 to a request for a folder\.$", warning.Detail);
    }

    private IEnumerable<WorkReport> Warnings => _reports.Where(static report => report.Detail.Contains("passed over", StringComparison.Ordinal) && report.Weight is WorkWeight.Alarming);

    private static OzUnavailableException OfOneFolder() => new("Oz answered 500 (code 17) to a request for a list of folders.") { MayBeOfOneFolder = true };

    private void FailFor(Func<OzPage, bool> fails, Exception failure) =>
        Bench.Oz.List = listing => Bench.Oz.Page(listing) is var page && fails(page) ? throw failure : page;

    private async Task<Run> PlayAsync(ReconciliationRequest? request = null)
    {
        var run = (await StartAsync(request)).Started!;
        while ((run = await FindAsync(run.Id)).State is RunState.Running)
        {
            _reports.Add((await Bench.StepAsync())!);
        }

        return run;
    }
}
