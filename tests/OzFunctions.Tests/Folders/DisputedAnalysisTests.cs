using System.Text.Json.Nodes;
using OzFunctions.Core.Folders;
using OzFunctions.Core.Reconciliation;
using OzFunctions.Core.Statuses;
using OzFunctions.Core.Webhooks;
using OzFunctions.Tests.Builders;

namespace OzFunctions.Tests.Folders;

public sealed class DisputedAnalysisTests
{
    // The seconds in a body count from 1970, which Oz was asked long after.
    private static readonly double Asked = Payloads.Now.ToUnixTimeSeconds();

    [Theory]
    [InlineData("DECLINED", Status.Declined)]
    [InlineData("FAILED", Status.Failed)]
    [InlineData("OPERATOR_REQUIRED", Status.OperatorRequired)]
    public void Answer_WithAnOlderTimeThatLongAfterwardsStillDiffers_HoldsAPassBack(string answered, Status expected)
    {
        var folder = Payloads.FolderOf(Webhook("SUCCESS", 20), Answer(answered, 10));

        Assert.Equal((expected, HeldBack.OzDisagrees), (folder.Result.Statuses.SystemResolution, folder.Result.HeldBack));
        Assert.Contains(HeldBackSentence.Of(HeldBack.OzDisagrees)!, folder.Result.Warnings);
        Assert.True(FolderCheck.ReasonsOf(folder).HasFlag(OpenReasons.HeldBack));
    }

    [Theory]
    [InlineData("SUCCESS", Status.OperatorRequired)]
    [InlineData("DECLINED", Status.Declined)]
    public void Answer_WithAnOlderTimeThatIsFinal_EndsARun(string answered, Status expected) =>
        Assert.Equal(expected, Payloads.FolderOf(Webhook(null, 20, "PROCESSING"), Answer(answered, 10)).Result.Statuses.SystemResolution);

    [Fact]
    public void Answer_WithAnOlderTimeThatIsBetter_DoesNotPass() =>
        Assert.Equal(Status.Declined, Payloads.FolderOf(Webhook("DECLINED", 20), Answer("SUCCESS", 10)).Result.Statuses.SystemResolution);

    [Theory]
    [InlineData(1800, HeldBack.None)]
    [InlineData(1801, HeldBack.OzDisagrees)]
    public void Answer_OfAReplicaThatIsBehind_HoldsBackOnlyAfterHalfAnHour(int after, HeldBack expected) =>
        Assert.Equal(expected, Payloads.FolderOf(Webhook("SUCCESS", Asked - after), Answer("DECLINED", 10, askedAfter: 0)).Result.HeldBack);

    [Theory]
    [InlineData("PROCESSING", null)]
    [InlineData("FINISHED", null)]
    [InlineData(null, null)]
    public void Answer_WithoutAFinalResult_ContradictsNothing(string? state, string? resolution)
    {
        var answer = Payloads.Answer(PayloadJson.Folder([PayloadJson.Analysis("a", state, resolution)]));
        var folder = Payloads.FolderOf(Webhook("SUCCESS", 20), answer);

        Assert.Equal((Status.Success, HeldBack.None), (folder.Result.Statuses.SystemResolution, folder.Result.HeldBack));
        Assert.Equal(Status.Success, Payloads.FolderOf(answer, Webhook("SUCCESS", 20)).Result.Statuses.SystemResolution);
    }

    [Fact]
    public void Answer_OfAProcessWhoseClockWasAhead_DoesNotOutrankLaterOnes()
    {
        var wrong = Payloads.Now + TimeSpan.FromDays(500);
        var held = Folder.Apply(null, PayloadJson.FolderId, Answer("OPERATOR_REQUIRED", 10, askedAfter: 500 * 24 * 3600).Records, ChangeCause.Webhook, wrong)!.Current;
        held = Folder.Apply(held, PayloadJson.FolderId, Webhook("SUCCESS", 20).Records, ChangeCause.Webhook, Payloads.Now)!.Current;
        Assert.Equal(HeldBack.OzDisagrees, held.Result.HeldBack);

        var freed = Folder.Apply(held, PayloadJson.FolderId, Answer("SUCCESS", 20).Records, ChangeCause.Refresh, Payloads.Now)!.Current;

        Assert.Equal((Status.Success, HeldBack.None), (freed.Result.Statuses.SystemResolution, freed.Result.HeldBack));
    }

    [Fact]
    public void Answer_AskedByAProcessWhoseClockIsBehind_DoesNotReleaseAFolderThatItContradictsToo()
    {
        var held = Payloads.FolderOf(Webhook("SUCCESS", Asked - 1900), Answer("DECLINED", 10, askedAfter: 0));
        Assert.Equal(HeldBack.OzDisagrees, held.Result.HeldBack);
        var behind = Payloads.Now - TimeSpan.FromMinutes(20);

        var again = Folder.Apply(held, PayloadJson.FolderId, Answer("DECLINED", 10, askedAfter: -20 * 60).Records, ChangeCause.Refresh, behind);

        Assert.Equal(HeldBack.OzDisagrees, (again?.Current ?? held).Result.HeldBack);
    }

    [Fact]
    public void Answer_OfAProcessWhoseClockWasAhead_HoldsUntilAnotherAnswer()
    {
        var held = Payloads.FolderOf(Webhook("SUCCESS", 20), Answer("DECLINED", 10, askedAfter: 24 * 3600));

        var same = Folder.Apply(held, PayloadJson.FolderId, Webhook("SUCCESS", 20).Records, ChangeCause.Webhook, Payloads.Now);

        Assert.Null(same);
    }

    [Fact]
    public void Answer_ThatAgreesAgain_ReleasesTheFolder()
    {
        var held = Payloads.FolderOf(Webhook("SUCCESS", 20), Answer("DECLINED", 10));

        var change = Folder.Apply(held, held.FolderId, Answer("SUCCESS", 20, askedAfter: 60).Records, ChangeCause.Reconciliation, Payloads.Now)!;

        Assert.Equal((Status.Success, HeldBack.None), (change.Current.Result.Statuses.SystemResolution, change.Current.Result.HeldBack));
        Assert.Null(Folder.Apply(change.Current, held.FolderId, Answer("DECLINED", 10).Records, ChangeCause.Reconciliation, Payloads.Now));
    }

    [Fact]
    public void Answer_ThatDiffersAgain_IsNoChange()
    {
        var held = Payloads.FolderOf(Webhook("SUCCESS", 20), Answer("DECLINED", 10));

        Assert.Null(Folder.Apply(held, held.FolderId, Answer("DECLINED", 10, askedAfter: 60).Records, ChangeCause.Reconciliation, Payloads.Now));
    }

    [Fact]
    public void WebhookWithoutATime_ThatDeclines_HoldsAPassBackAndOwesARefresh()
    {
        var passed = Payloads.FolderOf(Webhook("SUCCESS", 20));

        var change = Folder.Apply(passed, passed.FolderId, Webhook("DECLINED", null).Records, ChangeCause.Webhook, Payloads.Now)!;

        Assert.Equal((Status.Declined, HeldBack.OzDisagrees), (change.Current.Result.Statuses.SystemResolution, change.Current.Result.HeldBack));
        Assert.True(OwedRefresh.By(change, hasAnalyses: true).HasFlag(RefreshReasons.ResultWithoutTime));
    }

    [Fact]
    public void WebhookWithoutATime_ThatEndsARun_OwesARefresh()
    {
        var running = Payloads.FolderOf(Webhook(null, 20, "PROCESSING"));

        var change = Folder.Apply(running, running.FolderId, Webhook("SUCCESS", null).Records, ChangeCause.Webhook, Payloads.Now)!;

        Assert.Equal(Status.Processing, change.Current.Result.Statuses.SystemResolution);
        Assert.Equal(RefreshReasons.ResultWithoutTime, OwedRefresh.By(change, hasAnalyses: true));
    }

    [Theory]
    [InlineData(null, "PROCESSING")]
    [InlineData(null, "FINISHED")]
    [InlineData("SUCCESS", "FINISHED")]
    public void WebhookWithoutATime_ThatIsNoWorse_ChangesNoResult(string? resolution, string state)
    {
        var folder = Payloads.FolderOf(Webhook("SUCCESS", 20), Webhook(resolution, null, state));

        Assert.Equal((Status.Success, HeldBack.None), (folder.Result.Statuses.SystemResolution, folder.Result.HeldBack));
    }

    [Fact]
    public void AnswerOfOz_SettlesWhatAWebhookWithoutATimeLeftOpen()
    {
        var folder = Payloads.FolderOf(Webhook("SUCCESS", 20), Webhook("DECLINED", null), Answer("SUCCESS", 20));

        Assert.Equal((Status.Success, HeldBack.None), (folder.Result.Statuses.SystemResolution, folder.Result.HeldBack));
    }

    [Fact]
    public void Answer_WhileAnotherAnalysisRuns_IsNotForgotten()
    {
        JsonObject Other(string? resolution, string state, double updated) => PayloadJson.Analysis("b", state, resolution, updated, "g1");
        var folder = Payloads.FolderOf(
            Webhook("DECLINED", 10),
            Payloads.Read(PayloadJson.Folder([Analysis("SUCCESS", 20), Other(null, "PROCESSING", 20)])),
            Payloads.Answer(PayloadJson.Folder([Analysis("DECLINED", 10), Other(null, "PROCESSING", 20)])),
            Payloads.Read(PayloadJson.Folder([Other("SUCCESS", "FINISHED", 30)])));

        Assert.Equal((Status.Declined, HeldBack.OzDisagrees), (folder.Result.Statuses.SystemResolution, folder.Result.HeldBack));
    }

    [Fact]
    public void WebhookWithoutATime_ThatDeclines_CountsBesideAnOlderAnswerThatDoesNotAgree()
    {
        var answer = Answer("OPERATOR_REQUIRED", 10, askedAfter: 0);

        Assert.Equal(HeldBack.OzDisagrees, Payloads.FolderOf(answer, Webhook("SUCCESS", Asked), Webhook("DECLINED", null)).Result.HeldBack);
    }

    [Fact]
    public void DisputeInAnEarlierGroup_KeepsAFolderFromPassing()
    {
        var later = PayloadJson.Analysis("b", "FINISHED", "SUCCESS", 60, "g2", created: 50);
        var folder = Payloads.FolderOf(
            Payloads.Read(PayloadJson.Folder([Analysis("SUCCESS", 20), later.DeepClone().AsObject()])),
            Payloads.Answer(PayloadJson.Folder([Analysis("DECLINED", 10), later])));

        Assert.Equal((Status.OperatorRequired, HeldBack.OzDisagrees), (folder.Result.Statuses.SystemResolution, folder.Result.HeldBack));
    }

    private static OzPayload Webhook(string? resolution, double? updated, string state = "FINISHED") => Payloads.Read(PayloadJson.Folder([Analysis(resolution, updated, state)]));

    private static OzPayload Answer(string resolution, double updated, double askedAfter = 1) => Payloads.Answer(
        PayloadJson.Folder([resolution is "FAILED" ? Analysis(null, updated, resolution) : Analysis(resolution, updated)]), askedAfter);

    private static JsonObject Analysis(string? resolution, double? updated, string state = "FINISHED") => PayloadJson.Analysis("a", state, resolution, updated, "g1");
}
