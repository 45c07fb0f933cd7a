using OzFunctions.Tests.Builders;

namespace OzFunctions.Tests.Folders;

public sealed class FolderRecordsTests
{
    [Theory]
    [InlineData("""{"folder_id":"f1","time_created":9,"time_updated":2,"analyses":[{"analysis_id":"a","time_updated":3},{"analysis_id":"b","time_updated":1}]}""")]
    [InlineData("""{"folder_id":"f1","time_created":1,"time_updated":9,"analyses":[{"analysis_id":"a","time_updated":3},{"analysis_id":"b","time_updated":2}]}""")]
    [InlineData("""{"folder_id":"f1","time_created":1,"time_updated":2,"analyses":[{"analysis_id":"a","time_updated":9},{"analysis_id":"b","time_updated":3}]}""")]
    [InlineData("""{"folder_id":"f1","analyses":[{"analysis_id":"a","time_updated":3},{"analysis_id":"b","time_updated":9}]}""")]
    [InlineData("""{"folder_id":"f1","resolution_status":"FINISHED","time_updated":9}""")]
    public void LatestTime_IsTheLatestOfAllRecords(string body) =>
        Assert.Equal(DateTimeOffset.UnixEpoch.AddSeconds(9), Payloads.Read(body).Records.LatestTime);

    [Fact]
    public void LatestTime_WithoutTimes_IsNull() => Assert.Null(Payloads.Read("""{"folder_id":"f1","analyses":[{"analysis_id":"a"}]}""").Records.LatestTime);
}
