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

    private static RefreshReasons By(JsonObject body)
    {
        var payload = Payloads.Read(body);
        return OwedRefresh.By(Folder.Apply(null, payload.FolderId, payload.Records, ChangeCause.Webhook, Payloads.Now)!, payload.AnalysesTold);
    }
}
