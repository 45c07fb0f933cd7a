using OzFunctions.Core.Folders;
using OzFunctions.Core.Statuses;
using OzFunctions.Tests.Builders;

namespace OzFunctions.Tests.Folders;

public sealed class FolderFilterTests
{
    [Theory]
    [InlineData(null, null, null, true)]
    [InlineData(Status.Finished, null, null, true)]
    [InlineData(Status.Failed, null, null, false)]
    [InlineData(null, Status.Declined, null, true)]
    [InlineData(null, Status.Success, null, false)]
    [InlineData(null, null, false, true)]
    [InlineData(null, null, true, false)]
    [InlineData(Status.Finished, Status.Declined, false, true)]
    [InlineData(Status.Failed, Status.Declined, false, false)]
    [InlineData(Status.Finished, Status.Success, false, false)]
    [InlineData(Status.Finished, Status.Declined, true, false)]
    public void Filter_IncludesFoldersThatMeetAllConditions(Status? resolution, Status? system, bool? drift, bool expected)
    {
        var folder = IndexedFolder.Of(Payloads.FolderOf(PayloadJson.Folder([PayloadJson.Analysis("a", "FINISHED", "DECLINED")])));

        Assert.Equal(expected, new FolderFilter(resolution, system, drift).Includes(folder));
    }
}
