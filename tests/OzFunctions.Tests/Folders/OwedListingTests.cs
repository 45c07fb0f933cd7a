using OzFunctions.Core.Folders;
using OzFunctions.Tests.Builders;

namespace OzFunctions.Tests.Folders;

public sealed class OwedListingTests
{
    private const string Running = """{"folder_id":"f1","analyses":[{"analysis_id":"a","group_id":"g","state":"PROCESSING","time_created":5,"time_updated":10}]}""";

    [Theory]
    [InlineData("a later report of the same", """{"folder_id":"f1","analyses":[{"analysis_id":"a","group_id":"g","state":"PROCESSING","time_updated":20}]}""", false)]
    [InlineData("another analysis that passed", """{"folder_id":"f1","analyses":[{"analysis_id":"b","group_id":"g","state":"FINISHED","resolution_status":"SUCCESS","time_updated":20}]}""", false)]
    [InlineData("an analysis that needs an operator", """{"folder_id":"f1","analyses":[{"analysis_id":"b","group_id":"g","state":"FINISHED","resolution_status":"OPERATOR_REQUIRED","time_updated":20}]}""", true)]
    [InlineData("an analysis that has been running for longer", """{"folder_id":"f1","analyses":[{"analysis_id":"b","group_id":"g","state":"PROCESSING","time_updated":9}]}""", true)]
    [InlineData("the end", """{"folder_id":"f1","analyses":[{"analysis_id":"a","group_id":"g","state":"FINISHED","resolution_status":"SUCCESS","time_updated":20}]}""", true)]
    [InlineData("the folder's creation", """{"folder_id":"f1","time_created":3,"time_updated":11,"analyses":[]}""", true)]
    [InlineData("a metadata value", """{"folder_id":"f1","time_updated":11,"meta_data":{"transaction_id":"t"},"analyses":[]}""", true)]
    [InlineData("an unknown word", """{"folder_id":"f1","analyses":[{"analysis_id":"b","group_id":"g","state":"NEW_WORD","time_updated":20}]}""", true)]
    public void Change_OfARunningFolder_IsListedWhereTheListsShowIt(string what, string body, bool isListed)
    {
        var before = Payloads.FolderOf(Payloads.Read(Running));
        var told = Payloads.Read(body, "transaction_id");

        var change = Folder.Apply(before, "f1", told.Records, ChangeCause.Webhook, Payloads.Now)!;

        Assert.True(isListed == OwedListing.By(change), what);
    }

    [Theory]
    [InlineData(9, false)]
    [InlineData(10, true)]
    public void Change_AfterAPause_IsListedForAnEarlyCheck(int minutes, bool isListed)
    {
        var before = Payloads.FolderOf(Payloads.Read(Running));
        var told = Payloads.Read("""{"folder_id":"f1","analyses":[{"analysis_id":"a","group_id":"g","state":"PROCESSING","time_updated":20}]}""");

        Assert.Equal(isListed, OwedListing.By(Folder.Apply(before, "f1", told.Records, ChangeCause.Webhook, Payloads.Now.AddMinutes(minutes))!));
    }

    [Fact]
    public void NewFolder_IsListed() =>
        Assert.True(OwedListing.By(Folder.Apply(null, "f1", Payloads.Read(Running).Records, ChangeCause.Webhook, Payloads.Now)!));

    [Fact]
    public void Overdue_IsListed()
    {
        var before = Payloads.FolderOf(Payloads.Read(Running));

        Assert.True(OwedListing.By(Folder.MarkOverdue(before, TimeSpan.FromMinutes(1), Payloads.Now)!));
    }
}
