using System.Text.Json.Nodes;
using OzFunctions.Core.Folders;
using OzFunctions.Core.Statuses;
using OzFunctions.Core.Webhooks;
using OzFunctions.Tests.Builders;

namespace OzFunctions.Tests.Folders;

public sealed class FolderConfirmationTests
{
    [Fact]
    public void Response_WithKnownData_IsNoChange()
    {
        var body = PayloadJson.Folder([PayloadJson.Analysis("a", "FINISHED", "SUCCESS", updated: 10)], "FINISHED", "SUCCESS", updated: 11);

        Assert.Null(Apply(Payloads.FolderOf(body), Payloads.Answer(body)));
        Assert.Null(Apply(Payloads.FolderOf(Payloads.Answer(body)), Payloads.Answer(body, askedAfter: 2)));
    }

    [Fact]
    public void Response_ThatDecidesTheOrder_IsAChange()
    {
        var body = PayloadJson.Folder(
            [PayloadJson.Analysis("a", "FINISHED", "DECLINED", 10, "g1"), PayloadJson.Analysis("b", "FINISHED", "SUCCESS", 20, "g2")], "FINISHED", "SUCCESS");
        var known = Payloads.FolderOf(body);

        var change = Apply(known, Payloads.Answer(body))!;

        Assert.Equal((Status.OperatorRequired, Status.Success), (known.Result.Statuses.SystemResolution, change.Current.Result.Statuses.SystemResolution));
    }

    [Fact]
    public void Response_OfTheSameTimeThatDiffers_IsAChange()
    {
        JsonObject Body(string system) => PayloadJson.Folder([PayloadJson.Analysis("a", "FINISHED", "SUCCESS", updated: 10)], "FINISHED", system);

        var change = Apply(Payloads.FolderOf(Payloads.Answer(Body("DECLINED"))), Payloads.Answer(Body("SUCCESS"), askedAfter: 2))!;

        Assert.Equal(Status.Success, change.Current.Result.Statuses.SystemResolution);
        Assert.Null(Apply(change.Current, Payloads.Answer(Body("DECLINED"))));
    }

    private static FolderChange? Apply(Folder known, OzPayload told) => Folder.Apply(known, told.FolderId, told.Records, ChangeCause.Reconciliation, Payloads.Now);
}
