using OzFunctions.Core.Folders;
using OzFunctions.Tests.Builders;

namespace OzFunctions.Tests.Folders;

public sealed class FolderChangeTests
{
    [Fact]
    public void ChangedAnalyses_AreThoseThatAreNewOrDiffer()
    {
        var before = Payloads.FolderOf(PayloadJson.Folder([Analysis("b", 1), Analysis("d", 1), Analysis("f", 1)]));
        var told = Payloads.Read(PayloadJson.Folder([Analysis("a", 2), Analysis("c", 2), Analysis("d", 2), Analysis("f", 1), Analysis("g", 2)]));

        var change = Folder.Apply(before, told.FolderId, told.Records, ChangeCause.Webhook, Payloads.Now)!;

        Assert.Equal(["a", "c", "d", "g"], change.ChangedAnalyses().Select(static analysis => analysis.AnalysisId));
    }

    [Fact]
    public void ChangedAnalyses_OfANewFolder_AreAll()
    {
        var told = Payloads.Read(PayloadJson.Folder([Analysis("b", 1), Analysis("a", 1)]));

        var change = Folder.Apply(null, told.FolderId, told.Records, ChangeCause.Webhook, Payloads.Now)!;

        Assert.Equal(["a", "b"], change.ChangedAnalyses().Select(static analysis => analysis.AnalysisId));
    }

    private static System.Text.Json.Nodes.JsonObject Analysis(string id, double updated) => PayloadJson.Analysis(id, "FINISHED", "SUCCESS", updated);
}
