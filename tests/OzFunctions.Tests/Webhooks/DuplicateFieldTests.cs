using OzFunctions.Core.Webhooks;
using OzFunctions.Tests.Builders;

namespace OzFunctions.Tests.Webhooks;

/// <summary>Fields that appear twice in one object: it is unknown which of the two is meant.</summary>
public sealed class DuplicateFieldTests
{
    [Theory]
    [InlineData("""{"folder_id":"f1","folder_id":"f1"}""", "folder_id")]
    [InlineData("""{"folder_id":"f1","\u0066older_id":null}""", "folder_id")]
    [InlineData("""{"folder_id":"f1","analyses":null,"analyses":[]}""", "analyses")]
    [InlineData("""{"folder":{"folder_id":"f1"},"folder":{}}""", "folder")]
    [InlineData("""{"folder":{"folder_id":"f1","time_updated":1,"time_updated":1}}""", "folder.time_updated")]
    [InlineData("""{"folder_id":"f1","meta_data":{"k":1},"meta_data":""}""", "meta_data")]
    [InlineData("""{"folder_id":"f1","meta_data":{"k":"a","k":"b"}}""", "meta_data.k")]
    [InlineData("""{"folder_id":"f1","meta_data":{"k":null,"\u006b":"b"}}""", "meta_data.k")]
    [InlineData("""{"folder_id":"f1","meta_data":{"k":{"x":1},"k":""}}""", "meta_data.k")]
    [InlineData("""{"folder":{"folder_id":"f1","meta_data":{"k":"a","k":"a"}}}""", "folder.meta_data.k")]
    [InlineData("""{"folder_id":"f1","analyses":[{"analysis_id":"a","folder":{"meta_data":{"k":"a","k":"a"}}}]}""", "analyses[0].folder.meta_data.k")]
    [InlineData("""[{"analysis_id":"a","folder_id":"f1"},{"analysis_id":"b","state":"","state":"SUCCESS"}]""", "[1].state")]
    [InlineData("""[{"analysis_id":"a","folder":{"folder_id":"f1","folder_id":"f1"}}]""", "[0].folder.folder_id")]
    [InlineData("""{"folder_id":"f1","analyses":[{"analysis_id":"a","resolution":"SUCCESS","re\u0073olution":"DECLINED"}]}""", "analyses[0].resolution")]
    [InlineData("""{"folder_id":"f1","analyses":[{"analysis_id":"a","confs":{"min_confidence":0.1,"min_confidence":0.9}}]}""", "analyses[0].confs.min_confidence")]
    [InlineData("""{"folder_id":"f1","analyses":[{"analysis_id":"a","results_data":{"confidence_spoofing":null,"confidence\u005fspoofing":0.9}}]}""", "analyses[0].results_data.confidence_spoofing")]
    [InlineData("""{"folder_id":"f1","analyses":[{"analysis_id":"a","results_media":[{},{"results_data":{"max_confidence":"","max_confidence":0.9}}]}]}""", "analyses[0].results_media[1].results_data.max_confidence")]
    [InlineData("""{"folder_id":"f1","analyses":[{"analysis_id":"a","results_media":[null,{"results_data":null,"results_data":{}}]}]}""", "analyses[0].results_media[1].results_data")]
    [InlineData("""{"folder_id":"f1","analysis_id":"a","results_media":[{"results_data":{"min_confidence":1,"min_confidence":1}}]}""", "results_media[0].results_data.min_confidence")]
    [InlineData("""{"folder":{"folder":{"folder_id":"f1","analyses":[{"analysis_id":"a","confs":{"min_confidence":1,"min_confidence":1}}]}}}""", "folder.folder.analyses[0].confs.min_confidence")]
    public void Field_ThatIsReadAndAppearsTwice_IsRefusedByItsPath(string body, string field)
    {
        var refusal = Assert.Throws<PayloadException>(() => Payloads.Read(body, "k", "l"));

        Assert.Equal((PayloadError.NotOzPayload, field, "The field appears twice in one object."), (refusal.Error, refusal.Field, refusal.Message));
    }

    [Theory]
    [InlineData("""{"folder_id":"f1","x":1,"x":2}""")]
    [InlineData("""{"folder_id":"f1","meta_data":{"name":1,"name":2,"k":1,"l":1}}""")]
    [InlineData("""{"folder_id":"f1","technical_meta_data":{"k":1,"k":2}}""")]
    [InlineData("""{"folder_id":"f1","analyses":[{"analysis_id":"a","analyse_id":"a","confs":{"x":1,"x":2,"min_confidence":1},"results_data":{"min_confidence":1},"results_media":[{"results_data":{"min_confidence":1}},{"results_data":{"min_confidence":1}}]}]}""")]
    public void Field_ThatIsNotRead_MayAppearTwice_AsMayOneInTwoObjects(string body) => Assert.Equal("f1", Payloads.Read(body, "k", "l").FolderId);
}
