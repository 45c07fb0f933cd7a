using OzFunctions.Core.Folders;
using OzFunctions.Core.Notifications;
using OzFunctions.Core.Oz;
using OzFunctions.Core.Reconciliation;
using OzFunctions.Core.Runs;
using OzFunctions.Core.Statuses;
using OzFunctions.Core.Webhooks;
using OzFunctions.Core.Work;
using OzFunctions.Tests.Builders;
using OzFunctions.Web.Webhooks;

namespace OzFunctions.Tests.Reconciliation;

/// <summary>Requests to Oz about single folders. The test sets the clock.</summary>
public sealed class FolderRefreshTests
{
    private readonly NotificationBench _bench = new(Endpoints.Settings(Endpoints.Named("bank", NotificationTypes.FolderResolutionChanged)));

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Response_IsAppliedAsAWebhookAndLoggedWithTheReason()
    {
        _bench.Oz.Answer = static _ => Declined(updated: 5);

        var report = await _bench.RunAsync(Refresh());
        await _bench.DrainAsync();

        Assert.Equal(WorkResult.Done, report.Result);
        var change = Assert.Single(await _bench.Store.ChangesAsync(PayloadJson.FolderId, 1, 10, Token));
        Assert.Equal((ChangeCause.Refresh, Status.Declined), (change.Cause, change.Current.SystemResolution));
        Assert.Single(_bench.Sender.Sent);
    }

    [Fact]
    public async Task FolderThatOzNeverKnows_IsAskedForThreeTimesMoreAndDropped()
    {
        await _bench.Queue.EnqueueAsync(new RefreshWork(PayloadJson.FolderId, RefreshReasons.Hinted), TimeSpan.Zero, Token);

        var reports = await _bench.DrainAsync();

        Assert.Equal([WorkResult.Done, WorkResult.Done, WorkResult.Done, WorkResult.Dropped], reports.Select(static report => report.Result));
        Assert.InRange((_bench.Clock.GetUtcNow() - Payloads.Now).TotalSeconds, 155, 157);
        Assert.Null(await _bench.Store.FindAsync(PayloadJson.FolderId, Token));
    }

    [Theory]
    [InlineData(5)]
    [InlineData(35)]
    [InlineData(155)]
    public async Task FolderThatOzDoesNotKnowYet_IsAskedForAgainAndApplied(int knownAfterSeconds)
    {
        _bench.Oz.Answer = _ => _bench.Clock.GetUtcNow() - Payloads.Now >= TimeSpan.FromSeconds(knownAfterSeconds) ? Declined(updated: 5) : null;

        var outcome = await VerifyAsync(latest: null);
        await _bench.DrainAsync();

        Assert.True(outcome is { Ingest: null, IsUnknown: true });
        Assert.Equal(Status.Declined, (await _bench.Store.FindAsync(PayloadJson.FolderId, Token))!.Folder!.Result.Statuses.SystemResolution);
    }

    [Theory]
    [InlineData(60, true)]
    [InlineData(200, false)]
    public async Task FolderThatOzDoesNotKnowWhenARunAsks_IsKeptOnTheListWhileItMayStillAppear(int seconds, bool isKept)
    {
        _bench.Oz.Answer = static _ => throw new OzUnavailableException("Down.");
        await _bench.RunAsync(Refresh());
        _bench.Oz.Answer = static _ => null;

        await RunAsync(after: TimeSpan.FromSeconds(seconds));
        Assert.Equal(isKept, _bench.Open.Rows.Any());
        await RunAsync(after: TimeSpan.FromMinutes(11));

        Assert.Empty(_bench.Open.Rows);
    }

    [Fact]
    public async Task AnswerAboutAnotherFolder_IsNotAppliedAndSetApart()
    {
        _bench.Oz.Answer = static _ => Payloads.Read(PayloadJson.Folder([], id: "another"));
        await _bench.RunAsync(Refresh());

        await _bench.DrainAsync();

        Assert.Single(_bench.Queue.Poison);
        Assert.Empty(_bench.Folders.Rows);
    }

    [Fact]
    public async Task UnavailableOz_IsOnlyProbedAndEveryFolderIsCheckedByARunLater()
    {
        _bench.Oz.Answer = static _ => throw new OzUnavailableException("Down.");
        for (var i = 0; i < 100; i++)
        {
            await _bench.Queue.EnqueueAsync(new RefreshWork($"f{i}", RefreshReasons.Hinted), TimeSpan.Zero, Token);
        }

        await _bench.DrainAsync();

        // Five failures open the circuit breaker, and no message is requeued.
        Assert.Equal((5, Payloads.Now), (_bench.Oz.Asked, _bench.Clock.GetUtcNow()));
        Assert.Empty(_bench.Queue.Poison);
        Assert.Empty(_bench.Folders.Rows);
        _bench.Oz.Answer = static id => Payloads.Read(PayloadJson.Folder([PayloadJson.Analysis("a", "FINISHED", "SUCCESS")], id: id));
        await RunAsync(after: TimeSpan.FromMinutes(5));
        Assert.Equal(100, _bench.Folders.Rows.Count(static row => row.RowKey == "folder"));
        Assert.Equal(100, _bench.Sender.Sent.Count);
    }

    [Fact]
    public async Task RetryAfter_IsHonoured()
    {
        _bench.Oz.Answer = static _ => throw new OzUnavailableException("Too many.", TimeSpan.FromMinutes(3));

        await _bench.RunAsync(Refresh());
        await RunAsync(after: TimeSpan.FromMinutes(2.9));
        Assert.Equal(1, _bench.Oz.Asked);
        await RunAsync(after: TimeSpan.FromMinutes(0.2));

        Assert.InRange(_bench.Oz.Asked, 2, 20);
    }

    [Fact]
    public async Task FolderThatHasSettled_AboutWhichOzCouldNotBeAsked_IsAskedAboutByTheNextRun()
    {
        await _bench.Ingest.ApplyAsync(Declined(updated: 5), ChangeCause.Webhook, Token);
        _bench.Oz.Answer = static _ => throw new OzUnavailableException("Down.");
        await _bench.RunAsync(Refresh());
        await _bench.DrainAsync();
        _bench.Oz.Answer = static _ => Payloads.Read(PayloadJson.Folder([PayloadJson.Analysis("a", "FINISHED", "SUCCESS", 6)]));

        await RunAsync(after: TimeSpan.FromMinutes(5));

        Assert.Equal(Status.Success, (await _bench.Store.FindAsync(PayloadJson.FolderId, Token))!.Folder!.Result.Statuses.SystemResolution);
    }

    [Fact]
    public async Task FolderThatWasErasedMeanwhile_IsNotListed()
    {
        await _bench.Ingest.ApplyAsync(Declined(updated: 5), ChangeCause.Webhook, Token);
        await _bench.EraseAsync(PayloadJson.FolderId);
        await _bench.DrainAsync();
        _bench.Oz.Answer = static _ => throw new OzUnavailableException("Down.");

        Assert.Equal(WorkResult.Dropped, (await _bench.RunAsync(Refresh())).Result);

        Assert.Empty(_bench.Open.Rows);
    }

    [Fact]
    public async Task Folder_WithoutAResponseFromOz_IsAbandonedAndRemovedAWeekLater()
    {
        _bench.Oz.Answer = static _ => throw new OzUnavailableException("Down.");
        _bench.Oz.List = static _ => new OzPage([], IsLast: true);
        await _bench.RunAsync(Refresh());

        var shown = new List<int>();
        for (var day = 0; day < 18; day++)
        {
            await RunAsync(after: TimeSpan.FromDays(1));
            shown.Add((await _bench.Service<IOpenFolders>().ListAsync(OpenReasons.GivenUp, null, 10, Token)).Items.Count);
        }

        Assert.Equal(1, shown.Max());
        Assert.Equal((0, 0), (shown[0], shown[^1]));
        Assert.Empty(_bench.Open.Rows);
    }

    [Theory]
    [InlineData(0, 0, 0.5)]
    [InlineData(0, 0.5, 0.75)]
    [InlineData(3, 0, 4.0)]
    [InlineData(4, 0.5, 12.0)]
    [InlineData(5, 0, null)]
    public async Task RefreshAmongManyOthers_WaitsALittleFiveTimesAndIsLeftToARun(int putBacks, double random, double? expectedSeconds)
    {
        var bench = new NotificationBench(NotificationSettings.None, random: random);
        bench.Oz.Answer = static _ => throw new OzUnavailableException("Busy.") { IsHeldBack = true };

        await bench.RunAsync(WorkFormat.Write(new RefreshWork(PayloadJson.FolderId, RefreshReasons.Hinted) { PutBacks = putBacks }));

        var message = bench.Queue.Take();
        Assert.Equal(expectedSeconds is null ? 2 : 0, bench.Open.Rows.Count());
        Assert.Equal(expectedSeconds, (message?.Due - bench.Clock.GetUtcNow())?.TotalSeconds);
        Assert.True(message is null || WorkFormat.Read(message.Value.Text) is RefreshWork work && work.PutBacks == putBacks + 1);
    }

    [Fact]
    public async Task AnswerOlderThanTheWebhook_IsAskedForAgainThreeTimes()
    {
        _bench.Oz.Answer = static _ => Declined(updated: 5);
        await _bench.Queue.EnqueueAsync(new RefreshWork(PayloadJson.FolderId, RefreshReasons.Hinted) { HintedAt = DateTimeOffset.UnixEpoch.AddSeconds(6) }, TimeSpan.Zero, Token);

        var reports = (await _bench.DrainAsync()).Select(static report => report.Detail).Where(static text => text.StartsWith("Oz was polled", StringComparison.Ordinal)).ToList();

        const string Again = "its answer is older than the webhook, so Oz is polled again.";
        Assert.Equal([true, true, true, false], reports.Select(static text => text.EndsWith(Again, StringComparison.Ordinal)));
        Assert.Equal(4, _bench.Oz.Asked);
        Assert.InRange((_bench.Clock.GetUtcNow() - Payloads.Now).TotalSeconds, 155, 157);
    }

    [Fact]
    public async Task AnswerAsNewAsTheWebhook_IsAskedForOnce()
    {
        _bench.Oz.Answer = static _ => Declined(updated: 6);
        await _bench.Queue.EnqueueAsync(new RefreshWork(PayloadJson.FolderId, RefreshReasons.Hinted) { HintedAt = DateTimeOffset.UnixEpoch.AddSeconds(6) }, TimeSpan.Zero, Token);

        await _bench.DrainAsync();

        Assert.Equal(1, _bench.Oz.Asked);
    }

    [Fact]
    public async Task WebhooksOfOneFolder_ShareTheQuestionsThatAreRepeated()
    {
        for (var i = 0; i < 10; i++)
        {
            await VerifyAsync(latest: Payloads.Now.AddHours(i));
        }

        var reports = await _bench.DrainAsync();

        Assert.Equal((10 + 3, 30), (_bench.Oz.Asked, reports.Count));
        Assert.InRange((_bench.Clock.GetUtcNow() - Payloads.Now).TotalSeconds, 155, 157);
    }

    [Theory]
    [InlineData(1.9, 1)]
    [InlineData(2.1, 2)]
    public async Task AnswerThatIsShared_IsAtMostTwoSecondsOldAndJudgedByEachWebhook(double seconds, int asked)
    {
        _bench.Oz.Answer = static _ => Declined(updated: 5);
        await VerifyAsync(latest: DateTimeOffset.UnixEpoch.AddSeconds(5));
        _bench.Clock.Advance(TimeSpan.FromSeconds(seconds));

        var report = await _bench.RunAsync(Refresh(round: 1));

        Assert.Equal((asked, true), (_bench.Oz.Asked, report.Detail.EndsWith("its answer is older than the webhook, so Oz is polled again.", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task QuestionOfAWebhookThatWasQueued_IsAlwaysAsked()
    {
        await _bench.RunAsync(Refresh());
        await _bench.RunAsync(Refresh());

        Assert.Equal(2, _bench.Oz.Asked);
    }

    [Fact]
    public async Task WebhookWithATimeToCome_IsAskedForUntilOzHasSomethingNewerThanItsArrival()
    {
        _bench.Service<OzClock>().Compare(Payloads.Now, Payloads.Now, Payloads.Now);
        _bench.Oz.Answer = _ => Declined(updated: _bench.Clock.GetUtcNow().AddSeconds(30).ToUnixTimeSeconds());
        await VerifyAsync(latest: Payloads.Now.AddHours(23));

        await _bench.DrainAsync(until: Payloads.Now.AddMinutes(10));

        // At 0, 5 and 35 s. The last answer is of 65 s, and a webhook that arrived at 0 s is of 60 at most.
        Assert.Equal(3, _bench.Oz.Asked);
    }

    [Theory]
    [InlineData(true, 1)]
    [InlineData(false, 0)]
    public async Task WebhookThatLeavesSomethingOpen_HasOzAskedOnceWhereItCanBe(bool isConfigured, int asked)
    {
        _bench.Oz.IsConfigured = isConfigured;
        _bench.Oz.Answer = static _ => Payloads.Read(PayloadJson.Folder([PayloadJson.Analysis("a", "FINISHED", updated: 9)]));

        await _bench.Ingest.ApplyAsync(Payloads.Read(PayloadJson.Folder([PayloadJson.Analysis("a", "FINISHED", updated: 1)])), ChangeCause.Webhook, Token);
        await _bench.DrainAsync();

        // Oz's response leaves the question open too; reconciliation follows it up.
        Assert.Equal(asked, _bench.Oz.Asked);
        Assert.Equal(1 + asked, (await _bench.Store.FindAsync(PayloadJson.FolderId, Token))!.Folder!.Version);
    }

    private async Task RunAsync(TimeSpan after)
    {
        _bench.Clock.Advance(after);
        await _bench.Service<ReconciliationStarter>().TryStartAsync(new ReconciliationRequest(), RunStarter.Schedule, null, Token);
        await _bench.DrainAsync(until: _bench.Clock.GetUtcNow());
    }

    private Task<RefreshOutcome> VerifyAsync(DateTimeOffset? latest) =>
        new WebhookVerification(_bench.Service<FolderRefresh>(), _bench.Queue, _bench.Service<OzClock>(), _bench.Clock).RunAsync(new OzHint(PayloadJson.FolderId, latest), Token);

    private static string Refresh() => WorkFormat.Write(new RefreshWork(PayloadJson.FolderId, RefreshReasons.Hinted));

    private static string Refresh(int round) =>
        WorkFormat.Write(new RefreshWork(PayloadJson.FolderId, RefreshReasons.Hinted) { HintedAt = DateTimeOffset.UnixEpoch.AddSeconds(6), Round = round });

    private static OzPayload Declined(double updated) => Payloads.Read(PayloadJson.Folder([PayloadJson.Analysis("a", "FINISHED", "DECLINED", updated)]));
}
