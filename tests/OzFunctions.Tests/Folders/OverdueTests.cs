using OzFunctions.Core.Folders;
using OzFunctions.Core.Notifications;
using OzFunctions.Tests.Builders;

namespace OzFunctions.Tests.Folders;

public sealed class OverdueTests
{
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);
    private static readonly double Now = Payloads.Now.ToUnixTimeSeconds();

    [Fact]
    public void Folder_RunningForLongEnough_IsOverdueOnce()
    {
        var folder = Running();

        Assert.Null(Folder.MarkOverdue(folder, Hour, Payloads.Now + Hour - TimeSpan.FromSeconds(1)));
        var change = Folder.MarkOverdue(folder, Hour, Payloads.Now + Hour)!;

        Assert.Equal((2, ChangeCause.Reconciliation, Payloads.Now + Hour), (change.Current.Version, change.Cause, change.Current.OverdueAt));
        Assert.Equal([NotificationTypes.FolderOverdue], OwedNotifications.By(change));
        Assert.Null(Folder.MarkOverdue(change.Current, Hour, Payloads.Now + (2 * Hour)));
    }

    [Fact]
    public void Folder_ThatIsSettledOrUnknown_IsNeverOverdue()
    {
        var settled = Payloads.FolderOf(PayloadJson.Folder([PayloadJson.Analysis("a", "FINISHED", "SUCCESS", updated: Now)]));

        Assert.Null(Folder.MarkOverdue(settled, Hour, Payloads.Now.AddDays(9)));
        Assert.Null(Folder.MarkOverdue(null, Hour, Payloads.Now.AddDays(9)));
    }

    [Fact]
    public void Mark_IsClearedAtTheEnd_SoThatANewDelayIsNotifiedAgain()
    {
        var overdue = Folder.MarkOverdue(Running(), Hour, Payloads.Now + Hour)!.Current;
        var stillRunning = Apply(overdue, "PROCESSING", Now + 1);
        var ended = Apply(stillRunning, "FINISHED", Now + 2, "SUCCESS");
        var again = Apply(ended, "PROCESSING", Now + 3);

        Assert.Equal((Payloads.Now + Hour, null, null), (stillRunning.OverdueAt, ended.OverdueAt, again.OverdueAt));
        Assert.NotNull(Folder.MarkOverdue(again, Hour, Payloads.Now + (2 * Hour)));
    }

    [Fact]
    public void RunningSince_IsTheTimeOfTheOldestRunningAnalysis()
    {
        var folder = Payloads.FolderOf(PayloadJson.Folder(
        [
            PayloadJson.Analysis("a", "PROCESSING", updated: 300, created: 100),
            PayloadJson.Analysis("b", "PROCESSING", created: 200),
            PayloadJson.Analysis("c", "FINISHED", "SUCCESS", updated: 50),
        ]));

        Assert.Equal(DateTimeOffset.UnixEpoch.AddSeconds(200), folder.RunningSince);
    }

    [Fact]
    public void RunningSince_OfAFolderWithoutAnalyses_IsWhenOzReportedIt()
    {
        var told = Payloads.FolderOf(PayloadJson.Folder(analyses: null, "PROCESSING", updated: 300));
        var untold = Payloads.FolderOf(PayloadJson.Folder(analyses: null, "PROCESSING"));

        Assert.Equal((DateTimeOffset.UnixEpoch.AddSeconds(300), Payloads.Now), (told.RunningSince, untold.RunningSince));
    }

    [Fact]
    public void Mark_IsListed()
    {
        var folder = Running();
        var overdue = Folder.MarkOverdue(folder, Hour, Payloads.Now + Hour)!.Current;

        Assert.Equal((false, true), (IndexedFolder.Of(folder).IsOverdue, IndexedFolder.Of(overdue).IsOverdue));
    }

    private static Folder Running() => Payloads.FolderOf(PayloadJson.Folder([PayloadJson.Analysis("a", "PROCESSING", updated: Now)]));

    private static Folder Apply(Folder folder, string state, double updated, string? resolution = null) => Folder.Apply(
        folder, folder.FolderId, Payloads.Read(PayloadJson.Folder([PayloadJson.Analysis("a", state, resolution, updated)])).Records, ChangeCause.Webhook, Payloads.Now)!.Current;
}
