using System.Text;
using System.Text.Json.Nodes;
using OzFunctions.Core.Folders;
using OzFunctions.Core.Notifications;
using OzFunctions.Tests.Builders;

namespace OzFunctions.Tests.Notifications;

public sealed class OwedNotificationsTests
{
    private static readonly JsonObject Running = PayloadJson.Folder([PayloadJson.Analysis("a", "PROCESSING", updated: 10)], updated: 10);
    private static readonly JsonObject Passed = PayloadJson.Folder([PayloadJson.Analysis("a", "FINISHED", "SUCCESS", updated: 20)], updated: 20);

    [Fact]
    public void NewFolder_WithAGroup_OwesBoth() =>
        Assert.Equal([NotificationTypes.FolderResolutionChanged, NotificationTypes.GroupResolutionChanged], OwedBy(null, Running));

    [Fact]
    public void NewFolder_WithoutAnalyses_OwesTheFolders() =>
        Assert.Equal([NotificationTypes.FolderResolutionChanged], OwedBy(null, PayloadJson.Folder([])));

    [Fact]
    public void ChangedResult_OwesBoth() =>
        Assert.Equal([NotificationTypes.FolderResolutionChanged, NotificationTypes.GroupResolutionChanged], OwedBy(Running, Passed));

    [Fact]
    public void Change_WithTheSameResult_OwesNothing()
    {
        var change = ChangeBy(Passed, PayloadJson.Folder([PayloadJson.Analysis("a", "FINISHED", "SUCCESS", updated: 25)], updated: 25));

        Assert.Empty(OwedNotifications.By(change));
        Assert.Same(OwedDeliveries.None, OwedDeliveries.By(change, Endpoints.Settings(Endpoints.Named("bank", "*"))));
    }

    [Fact]
    public void ChangeOfAnEarlierGroup_OwesOnlyTheGroupsNotification()
    {
        var before = PayloadJson.Folder(
        [
            PayloadJson.Analysis("a", "FINISHED", "OPERATOR_REQUIRED", updated: 10, group: "g1"),
            PayloadJson.Analysis("b", "FINISHED", "SUCCESS", updated: 20, group: "g2", created: 11),
        ]);
        var decision = PayloadJson.Folder([PayloadJson.Analysis("a", "FINISHED", "DECLINED", updated: 30, group: "g1")]);

        Assert.Equal([NotificationTypes.GroupResolutionChanged], OwedBy(before, decision));
        Assert.Contains("\"worstResolution\":\"DECLINED\"", Encoding.UTF8.GetString(FolderNotification.Of(ChangeBy(before, decision), new HashSet<string>()).Json.Span), StringComparison.Ordinal);
    }

    [Fact]
    public void Drift_IsOwedOncePerDifference()
    {
        var drifting = Drifting("SUCCESS", 30);

        Assert.Contains(NotificationTypes.FolderDriftDetected, OwedBy(Running, drifting));
        Assert.DoesNotContain(NotificationTypes.FolderDriftDetected, OwedBy(drifting, Drifting("SUCCESS", 40)));
        Assert.Contains(NotificationTypes.FolderDriftDetected, OwedBy(drifting, Drifting("FAILED", 40)));
    }

    private static JsonObject Drifting(string reported, double at) =>
        PayloadJson.Folder([PayloadJson.Analysis("a", "FINISHED", "DECLINED", updated: 20)], "FINISHED", reported, at);

    private static IReadOnlyList<string> OwedBy(JsonObject? before, JsonObject payload) => OwedNotifications.By(ChangeBy(before, payload));

    private static FolderChange ChangeBy(JsonObject? before, JsonObject payload)
    {
        var told = Payloads.Read(payload);
        var known = before is null ? null : Payloads.FolderOf(before);
        return Folder.Apply(known, told.FolderId, told.Records, ChangeCause.Webhook, Payloads.Now)!;
    }
}
