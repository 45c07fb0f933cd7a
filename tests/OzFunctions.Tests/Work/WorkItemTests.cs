using OzFunctions.Core.Reconciliation;
using OzFunctions.Core.Work;

namespace OzFunctions.Tests.Work;

public sealed class WorkItemTests
{
    public static TheoryData<WorkItem, string> Items { get; } = new()
    {
        { new ChangedWork("f1", 3, ["delivery|0000000003|folder.resolution_changed|bank"]), "Version 3 of folder f1" },
        { new DeliverWork("f1", "delivery|0000000003|folder.resolution_changed|bank", Attempt: 2), "delivery|0000000003|folder.resolution_changed|bank of folder f1" },
        { new ProbeWork("bank", Turn: 1, Probe: 2), "The probe of endpoint bank" },
        { new RefreshWork("f1", RefreshReasons.None), "The refresh of folder f1" },
        { new RunWork("reconcile.1"), "Run reconcile.1" },
    };

    [Theory]
    [MemberData(nameof(Items))]
    public void Item_InALogSentence_IsNamedByItsIds(WorkItem item, string expected) => Assert.Equal(expected, $"{item}");
}
