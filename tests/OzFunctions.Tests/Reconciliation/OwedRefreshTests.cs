using System.Text.Json.Nodes;
using OzFunctions.Core.Folders;
using OzFunctions.Core.Reconciliation;
using OzFunctions.Tests.Builders;

namespace OzFunctions.Tests.Reconciliation;

public sealed class OwedRefreshTests
{
    [Fact]
    public void PayloadWithoutAnalyses_OwesARefresh() =>
        Assert.Equal(RefreshReasons.AnalysesMissing, By(PayloadJson.Folder(analyses: null, "FINISHED", "SUCCESS")));

    [Fact]
    public void EmptyListBesideAResult_OwesARefresh() =>
        Assert.Equal(RefreshReasons.AnalysesMissing, By(PayloadJson.Folder([], "FINISHED", "SUCCESS")));

    [Fact]
    public void EmptyListOfAnInitialFolder_OwesNone() =>
        Assert.Equal(RefreshReasons.None, By(PayloadJson.Folder([], "INITIAL", "INITIAL")));

    [Fact]
    public void FinishedWithoutAVerdict_OwesARefresh() =>
        Assert.Equal(RefreshReasons.VerdictMissing, By(PayloadJson.Folder([PayloadJson.Analysis("a", "FINISHED")])));

    [Fact]
    public void UnknownWord_OwesARefresh() =>
        Assert.Equal(RefreshReasons.UnknownStatus, By(PayloadJson.Folder([PayloadJson.Analysis("a", "FINISHED", "NEW")])));

    [Fact]
    public void PlainVerdict_OwesNone() =>
        Assert.Equal(RefreshReasons.None, By(PayloadJson.Folder([PayloadJson.Analysis("a", "FINISHED", "DECLINED")])));

    [Theory]
    [InlineData(29, RefreshReasons.None)]
    [InlineData(31, RefreshReasons.LatePass)]
    public void PassAfterAVerdict_ByAWebhookThatIsLate_OwesARefresh(double minutes, RefreshReasons expected)
    {
        var at = (Payloads.Now.AddMinutes(-minutes) - DateTimeOffset.UnixEpoch).TotalSeconds;
        var declined = PayloadJson.Folder([PayloadJson.Analysis("a", "FINISHED", "DECLINED", at - 60)]);
        var running = PayloadJson.Folder([PayloadJson.Analysis("a", "PROCESSING", null, at - 60)]);
        var passed = PayloadJson.Folder([PayloadJson.Analysis("a", "FINISHED", "SUCCESS", at)]);

        Assert.Equal(expected, By(passed, over: declined));
        Assert.Equal(RefreshReasons.None, By(passed, over: running));
    }

    [Fact]
    public void PassAfterAVerdict_ByAWebhookThatIsLate_AndAnotherThatRan_OwesARefresh()
    {
        var at = (Payloads.Now.AddMinutes(-31) - DateTimeOffset.UnixEpoch).TotalSeconds;
        var declined = PayloadJson.Analysis("a", "FINISHED", "DECLINED", at - 120, "g1", created: at - 180);
        var running = PayloadJson.Folder([declined, PayloadJson.Analysis("b", "PROCESSING", null, at - 60, "g2", created: at - 60)]);

        Assert.Equal(RefreshReasons.LatePass, By(PayloadJson.Folder([PayloadJson.Analysis("b", "FINISHED", "SUCCESS", at, "g2", created: at - 60)]), over: running));
    }

    [Fact]
    public void OrderOfGroupsThatNobodyKnows_OwesARefreshOnce()
    {
        var unknown = PayloadJson.Folder(
            [PayloadJson.Analysis("a", "FINISHED", "DECLINED", 10, "g1"), PayloadJson.Analysis("b", "FINISHED", "SUCCESS", 20, "g2")]);

        Assert.Equal(RefreshReasons.HeldBack, By(unknown));
        Assert.Equal(RefreshReasons.None, By(PayloadJson.Folder([PayloadJson.Analysis("a", "FINISHED", "DECLINED", 11, "g1")]), over: unknown));
    }

    [Fact]
    public void OzsContradiction_OwesARefreshOnce()
    {
        var contradicted = PayloadJson.Folder([PayloadJson.Analysis("a", "FINISHED", "DECLINED", 10)], system: "SUCCESS");
        var again = PayloadJson.Folder([PayloadJson.Analysis("a", "FINISHED", "DECLINED", 11)], system: "SUCCESS");

        Assert.Equal(RefreshReasons.ReportsDiffer, By(contradicted));
        Assert.Equal(RefreshReasons.None, By(again, over: contradicted));
    }

    [Fact]
    public void WebhooksOfOneTimeWhoseReportsDiffer_OweARefresh() => Assert.Equal(
        RefreshReasons.ReportsDiffer | RefreshReasons.AnalysesMissing,
        By(PayloadJson.Folder(null, "FINISHED", "SUCCESS", updated: 20), over: PayloadJson.Folder(null, "FINISHED", "DECLINED", updated: 20)));

    private static RefreshReasons By(JsonObject body, JsonObject? over = null)
    {
        var payload = Payloads.Read(body);
        var known = over is null ? null : Payloads.FolderOf(over);
        return OwedRefresh.By(Folder.Apply(known, payload.FolderId, payload.Records, ChangeCause.Webhook, Payloads.Now)!, payload.HasAnalyses);
    }
}
